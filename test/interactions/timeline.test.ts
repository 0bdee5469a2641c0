import type { TimelineKind } from '../../src/entities/interactions/timeline-kind.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { requestContext } from '../../src/services/context.ts';
import {
  listTimelineOf,
  loadTimelineItem,
  type TimelineArguments,
} from '../../src/services/interactions/timeline.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { newId } from '../../src/shared/ids.ts';
import { aCustomer, anInvoiceRecord, anOrder, Upstream } from '../erp/upstream.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';

let db: TestDatabase;
let erp: Upstream;
let customer: string;

beforeAll(async () => {
  db = await testDatabase();
  erp = await Upstream.add(db);
  await erp.deliver('customer', {
    C1: aCustomer(),
    C2: aCustomer({ customerNumber: '1002', name: 'Other' }),
  });
  customer = await erp.idOf('customer', 'C1');
  await erp.deliver('quote', {
    Q1: { customerExternalId: 'C1', number: 'AN-1', issueDate: '2026-01-05', currency: 'EUR' },
  });
  await erp.deliver('order', { O1: anOrder({ issueDate: '2026-02-10' }) });
  await erp.deliver('invoice', { R1: anInvoiceRecord({ issueDate: '2026-03-10' }) });
  await erp.deliver('creditNote', {
    G1: {
      customerExternalId: 'C1',
      number: 'GS-1',
      issueDate: '2026-03-20',
      currency: 'EUR',
      invoiceExternalIds: ['R1'],
    },
  });
  await interaction('2026-02-10T09:00:00Z', 'Called about the order');
  await interaction('2026-04-01T09:00:00Z', 'Visit');
});
afterAll(() => db.drop());

async function interaction(happenedAt: string, subject: string): Promise<void> {
  await db.query(
    `insert into interaction (id, customer_id, kind, subject, happened_at, attachments) values ($1, $2, 'CALL', $3, $4, '[]')`,
    [newId(), customer, subject, happenedAt],
  );
}

function withScopes(...scopes: string[]): RequestContext {
  return requestContext(db, { ...systemViewer('test'), scopes: new Set(scopes) });
}

const titles = async (args: TimelineArguments = {}, context = asSystem(db)) =>
  (await listTimelineOf(context, customer, args)).nodes.map((entry) => entry.title);

const everything = ['Visit', 'GS-1', 'RE-1', 'Called about the order', 'AU-1', 'AN-1'];

describe('the timeline of a customer', () => {
  it('has interactions and documents, newest first', async () => {
    expect(await titles()).toEqual(everything);
  });

  it('has only the kinds that are asked for', async () => {
    const kinds: TimelineKind[] = ['ORDER', 'QUOTE'];
    expect(await titles({ filter: { kinds } })).toEqual(['AU-1', 'AN-1']);
  });

  it('has only the interactions of the kinds that are asked for, and the documents as before', async () => {
    expect(await titles({ filter: { interactionKinds: ['VISIT'] } })).toEqual([
      'GS-1',
      'RE-1',
      'AU-1',
      'AN-1',
    ]);
    expect(await titles({ filter: { kinds: ['INTERACTION'], interactionKinds: ['CALL', 'VISIT'] } })).toEqual(
      ['Visit', 'Called about the order'],
    );
  });

  it('has what happened at or after one instant and before another', async () => {
    const filter = { since: new Date('2026-02-10T09:00:00Z'), until: new Date('2026-04-01T09:00:00Z') };
    expect(await titles({ filter })).toEqual(['GS-1', 'RE-1', 'Called about the order']);
  });

  it('is paged forwards without gap or repetition, across kinds', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await listTimelineOf(asSystem(db), customer, { first: 2, after });
      seen.push(...page.nodes.map((entry) => entry.title));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(everything);
  });

  it('is paged backwards', async () => {
    const last = await listTimelineOf(asSystem(db), customer, { last: 2 });
    const before = await titles({ last: 2, before: last.pageInfo.startCursor });
    expect([last.nodes.map((entry) => entry.title), before]).toEqual([
      ['AU-1', 'AN-1'],
      ['RE-1', 'Called about the order'],
    ]);
  });

  it('refuses a cursor of another connection', async () => {
    const cursor = Buffer.from(JSON.stringify(['orders:ISSUE_DATE:DESC', '2026', 'x'])).toString('base64url');
    await expect(titles({ after: cursor })).rejects.toMatchObject({ code: 'INVALID', field: ['after'] });
  });

  it('counts all its entries with the filter, not the page', async () => {
    const page = await listTimelineOf(asSystem(db), customer, {
      first: 1,
      filter: { kinds: ['INTERACTION', 'ORDER'] },
    });
    expect(await page.countTotal()).toBe(3);
  });

  it('leads from an entry to its record', async () => {
    const context = asSystem(db);
    const { nodes } = await listTimelineOf(context, customer, { filter: { kinds: ['INVOICE'] } });
    const entry = nodes[0];
    expect(entry && (await loadTimelineItem(context, entry))).toMatchObject({
      __typename: 'Invoice',
      number: 'RE-1',
    });
  });

  it('has no entries of kinds that the viewer has no scope for', async () => {
    expect(await titles({}, withScopes('customers:read', 'orders:read'))).toEqual(['AU-1']);
  });

  it('does not count what the viewer has no scope for', async () => {
    const page = await listTimelineOf(withScopes('customers:read', 'invoices:read'), customer, {});
    expect(await page.countTotal()).toBe(2);
  });

  it('is empty for a viewer without any of the scopes', async () => {
    const page = await listTimelineOf(withScopes('customers:read'), customer, {});
    expect([page.nodes, await page.countTotal()]).toEqual([[], 0]);
  });

  it('is empty, and counts nothing, for a viewer who does not reach the customer', async () => {
    const page = await listTimelineOf(asCustomer(db, await erp.idOf('customer', 'C2')), customer, {});
    expect([page.nodes, await page.countTotal()]).toEqual([[], 0]);
  });
});
