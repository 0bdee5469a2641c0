import { readEventCursor } from '../../src/events/log.ts';
import { listEvents, loadEvent } from '../../src/services/events/events.ts';
import { recipientOf } from '../../src/services/events/recipient.ts';
import { createCustomer } from '../../src/services/customers/write-customer.ts';
import {
  listInteractions,
  listInteractionsOf,
  loadInteraction,
} from '../../src/services/interactions/interactions.ts';
import { listTimelineOf } from '../../src/services/interactions/timeline.ts';
import {
  completeInteraction,
  recordInteraction,
  type RecordInteractionInput,
  updateInteraction,
} from '../../src/services/interactions/write-interaction.ts';
import { deliverInteractions } from '../../src/services/interactions/deliver-interactions.ts';
import type { CanonicalRecord } from '../../src/plugins/kit/records.ts';
import { runTransaction } from '../../src/services/transaction.ts';
import { createPartner } from '../../src/services/people/write-partner.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { type Platform, platform } from '../events/support/followers.ts';
import { logHolds } from '../events/support/writers.ts';
import { insert } from '../access/matrix/insert.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';

let here: Platform;
let customer: string;
let partner: string;

beforeAll(async () => {
  here = await platform();
  ({ id: partner } = await createPartner(asSystem(here.db), { name: 'Händler' }));
  const partnerId = encodeId('Partner', partner);
  ({ id: customer } = await createCustomer(asSystem(here.db), { name: 'Muster GmbH', partnerId }));
});
afterAll(() => here.close());

async function record(
  input: Partial<RecordInteractionInput> = {},
  context: RequestContext = asSystem(here.db),
): Promise<string> {
  const customerId = encodeId('Customer', customer);
  const { id } = await recordInteraction(context, { customerId, kind: 'NOTE', subject: 'Notiz', ...input });
  return id;
}

const isInternal = async (id: string) => (await loadInteraction(asSystem(here.db), id))?.internal;

describe('an entry that nobody says it of', () => {
  it.each([
    ['NOTE', true],
    ['TASK', true],
    ['CALL', false],
    ['APPOINTMENT', false],
  ] as const)('of kind %s is internal: %s', async (kind, expected) => {
    expect(await isInternal(await record({ kind }))).toBe(expected);
  });

  it('is not internal when a customer writes it', async () => {
    expect(await isInternal(await record({}, asCustomer(here.db, customer)))).toBe(false);
  });
});

describe('an entry', () => {
  it('is internal or not as our own people say', async () => {
    const ids = [await record({ internal: false }), await record({ kind: 'CALL', internal: true })];
    expect(await Promise.all(ids.map(isInternal))).toEqual([false, true]);
  });

  it('becomes what its kind says when that is cleared', async () => {
    const id = await record({ internal: false });
    await updateInteraction(asSystem(here.db), { id: encodeId('Interaction', id), internal: null });
    expect(await isInternal(id)).toBe(true);
  });

  it('of a customer cannot be internal', async () => {
    await expect(record({ internal: true }, asCustomer(here.db, customer))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      field: ['internal'],
    });
  });
});

describe.each([
  ['a customer', () => asCustomer(here.db, customer)],
  ['a partner', () => asPartner(here.db, partner)],
])('to %s an internal entry about it', (_, outsider) => {
  let id: string;
  beforeAll(async () => {
    id = await record();
  });

  const idsOf = ({ nodes }: { nodes: readonly { id: string }[] }) => nodes.map((node) => node.id);

  it('stands in no list, and is not counted', async () => {
    for (const page of [
      await listInteractions(outsider(), {}),
      await listInteractionsOf(outsider(), customer, {}),
    ]) {
      expect(idsOf(page)).not.toContain(id);
      expect(await page.countTotal()).toBe(page.nodes.length);
    }
  });

  it('stands in no timeline, and is not counted', async () => {
    for (const interactionKinds of [null, ['NOTE'] as const]) {
      const page = await listTimelineOf(outsider(), customer, { filter: { interactionKinds } });
      expect(idsOf(page)).not.toContain(encodeId('Interaction', id));
      expect(await page.countTotal()).toBe(page.nodes.length);
    }
  });

  it('is not found by its id', async () => {
    expect(await loadInteraction(outsider(), id)).toBeNull();
  });

  it('can neither be changed nor completed: it never existed', async () => {
    const input = { id: encodeId('Interaction', id) };
    await expect(updateInteraction(outsider(), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(completeInteraction(outsider(), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('was never announced', async () => {
    const [announced] = await here.db.query<{ id: string }>(
      `select id from event_inbox where subject_id = $1 union all select id from event where subject_id = $1`,
      [id],
    );
    await logHolds(here.db, await announcedSoFar(), false);
    const { nodes } = await listEvents(outsider(), { first: 100 });
    expect(nodes.map(({ subjectId }) => subjectId)).not.toContain(id);
    expect(await loadEvent(outsider(), announced?.id ?? '')).toBeNull();
  });
});

describe('a subscription', () => {
  it.each([
    ['a customer', () => asCustomer(here.db, customer), [true]],
    ['a partner', () => asPartner(here.db, partner), [true]],
    ['our own people', () => asSystem(here.db), [false, true]],
  ])('of %s gets only what they may see, live and read back', async (_, viewer, expected) => {
    const recipient = recipientOf(here.db, viewer().viewer);
    await logHolds(here.db, await announcedSoFar(), false);
    const start = await readEventCursor(here.db);
    const live = await here.feed.subscribe({ recipient });
    const ids = [await record(), await record({ kind: 'CALL' })];
    const readBack = await here.feed.subscribe({ recipient, after: start });
    for (const events of [live, readBack]) {
      const seen: string[] = [];
      while (seen.at(-1) !== ids[1]) seen.push((await events.next()).value?.subjectId ?? '');
      expect(seen).toEqual(ids.filter((__, place) => expected.length === 2 || place === 1));
      await events.return?.();
    }
  });
});

describe('a delivered entry', () => {
  let integration: string;
  beforeAll(async () => {
    integration = await insert(here.db, 'integration', { name: 'erp' });
    await here.db.query(
      `insert into external_reference (integration_id, record_type, external_id, record_id, fetched_at)
       values ($1, 'Customer', 'C1', $2, now())`,
      [integration, customer],
    );
  });

  it.each([
    ['NOTE', undefined, true],
    ['CALL', undefined, false],
    ['NOTE', false, false],
    ['CALL', true, true],
  ] as const)('of kind %s that says %s is internal: %s', async (kind, internal, expected) => {
    const id = await deliver({ kind, internal });
    expect(await isInternal(id)).toBe(expected);
  });

  it('stays as our own people have said when the connector does not say', async () => {
    const id = await deliver({ kind: 'NOTE' });
    await updateInteraction(asSystem(here.db), { id: encodeId('Interaction', id), internal: false });
    await deliver({ kind: 'NOTE', subject: 'Anders' }, id);
    expect(await isInternal(id)).toBe(false);
  });

  async function deliver(
    fields: Partial<CanonicalRecord<'interaction'>> & Pick<CanonicalRecord<'interaction'>, 'kind'>,
    recordId: string | null = null,
  ): Promise<string> {
    const delivered = {
      customerExternalId: 'C1',
      subject: 'Anruf',
      happenedAt: '2026-11-22T09:30:00Z',
      ...fields,
    };
    const items = [{ externalId: newId(), recordId, record: delivered }];
    const { written } = await runTransaction(here.db, { kind: 'SYSTEM', name: 'test' }, (tx) =>
      deliverInteractions(tx, { integrationId: integration, items }),
    );
    return written[0]?.recordId ?? '';
  }
});

/** The position of the newest event once everything announced stands in the log. */
async function announcedSoFar(): Promise<number> {
  const [row] = await here.db.query<{ sum: number }>(
    `select ((select count(*) from event_inbox) + (select last_position from event_log_state))::int as sum`,
  );
  return row?.sum ?? 0;
}
