import { addMessage, type AddTicketMessageInput } from '../../src/services/tickets/add-message.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { listMessagesOf } from '../../src/services/tickets/ticket-messages.ts';
import { listTimelineOf, loadTimelineItem } from '../../src/services/interactions/timeline.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { addAgent } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, open, type OpenedTicket, read, statusOf } from './support.ts';

let db: TestDatabase;
let customer: string;
let ticket: OpenedTicket;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  customer = await addCustomer(db);
  ticket = await open(asSystem(db), customer, { openedAt: new Date('2026-11-20T08:00:00Z') });
});

const say = (input: Partial<AddTicketMessageInput> = {}, context: RequestContext = asSystem(db)) =>
  addMessage(context, { ticketId: ticket.globalId, kind: 'PUBLIC_REPLY', body: 'We come.', ...input });
const messages = async () => (await listMessagesOf(asSystem(db), ticket.id, {})).nodes;

describe('a public reply', () => {
  it('of an agent goes out in the name of the agent', async () => {
    const agentId = await addAgent(db);
    const context = asSystem(db);
    await say({ channel: 'EMAIL' }, { ...context, viewer: { ...context.viewer, agentId } });
    expect(await messages()).toMatchObject([
      { kind: 'PUBLIC_REPLY', direction: 'OUTBOUND', channel: 'EMAIL', agentId, contactId: null },
    ]);
  });

  it('of a contact comes in, with attachments', async () => {
    const contactId = await insert(db, 'contact', { customer_id: customer, name: 'Karla Kern' });
    const attachments = [{ fileName: 'oil.jpg', url: 'https://example.com/oil.jpg' }];
    await say({ direction: 'INBOUND', contactId: encodeId('Contact', contactId), attachments });
    expect(await messages()).toMatchObject([{ direction: 'INBOUND', contactId, attachments }]);
  });

  it('is the first response where it is the first of ours', async () => {
    await say({ direction: 'INBOUND' });
    await say({ kind: 'INTERNAL_NOTE' });
    expect((await read(db, ticket)).firstResponseTime).toBeNull();
    await say({ happenedAt: new Date('2026-11-20T10:00:00Z') });
    await say({ happenedAt: new Date('2026-11-20T12:00:00Z') });
    expect(Number((await read(db, ticket)).firstResponseTime)).toBe(7_200);
    await say({ happenedAt: new Date('2026-11-20T09:00:00Z') });
    expect(Number((await read(db, ticket)).firstResponseTime)).toBe(3_600);
  });
});

it('what was said was said by now', async () => {
  const happenedAt = new Date(Date.now() + 86_400_000);
  await expect(say({ happenedAt })).rejects.toMatchObject({ code: 'INVALID', field: ['happenedAt'] });
});

describe('an internal note', () => {
  it.each(['direction', 'channel', 'contactId'] as const)('has no %s', async (field) => {
    const contact = await insert(db, 'contact', { customer_id: customer, name: 'Karla Kern' });
    const values = {
      direction: 'OUTBOUND',
      channel: 'EMAIL',
      contactId: encodeId('Contact', contact),
    } as const;
    await expect(say({ kind: 'INTERNAL_NOTE', [field]: values[field] })).rejects.toMatchObject({
      code: 'INVALID',
      field: [field],
    });
  });

  it('is announced to nobody but our own people', async () => {
    const { id } = await say({ kind: 'INTERNAL_NOTE', body: 'He always says that.' });
    const [event] = await db.query<{ customer_id: string | null; data: unknown }>(
      'select customer_id, data from event_inbox where subject_id = $1',
      [id],
    );
    expect(event?.customer_id).toBeNull();
    expect(JSON.stringify(event?.data)).not.toContain('always');
  });
});

describe('an answer of the customer', () => {
  it.each(['PENDING', 'SOLVED', 'CLOSED'] as const)('opens a ticket again that is %s', async (state) => {
    await changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: await statusOf(db, state) });
    await say({ body: 'It leaks again.' }, asCustomer(db, customer));
    expect(await read(db, ticket)).toMatchObject({ state: 'OPEN', solvedAt: null, closedAt: null });
    expect((await messages()).at(-1)).toMatchObject({ kind: 'SYSTEM' });
  });

  it('leaves a ticket on hold: it waits for somebody else', async () => {
    await changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: await statusOf(db, 'ON_HOLD') });
    await say({}, asCustomer(db, customer));
    expect((await read(db, ticket)).state).toBe('ON_HOLD');
  });

  it.each([
    ['kind', { kind: 'INTERNAL_NOTE' }],
    ['direction', { direction: 'OUTBOUND' }],
    ['happenedAt', { happenedAt: new Date('2026-01-01') }],
  ] as const)('does not decide %s', async (field, input) => {
    await expect(say(input, asCustomer(db, customer))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      field: [field],
    });
  });

  it("on another customer's ticket is refused: there is none", async () => {
    await expect(say({}, asCustomer(db, await addCustomer(db)))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['ticketId'],
    });
  });
});

describe('the timeline of the customer', () => {
  beforeEach(async () => {
    await say({ body: 'We come tomorrow.' });
    await say({ kind: 'INTERNAL_NOTE', body: 'He always says that.' });
    await changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: await statusOf(db, 'SOLVED') });
  });

  const timeline = (context: RequestContext) => listTimelineOf(context, customer, {});

  it('has the ticket and all of its messages, for our own people', async () => {
    const page = await timeline(asSystem(db));
    expect(page.nodes.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      'TICKET_MESSAGE: Status changed from Open to Solved',
      'TICKET_MESSAGE: He always says that.',
      'TICKET_MESSAGE: We come tomorrow.',
      `SERVICE_REQUEST: ${(await read(db, ticket)).number} The lathe stands still`,
    ]);
    expect(await page.countTotal()).toBe(4);
  });

  it('has no trace of notes and system entries for the customer', async () => {
    const page = await timeline(asCustomer(db, customer));
    expect(page.nodes.map(({ kind }) => kind)).toEqual(['TICKET_MESSAGE', 'SERVICE_REQUEST']);
    expect(await page.countTotal()).toBe(2);
  });

  it('leads to the records', async () => {
    const context = asSystem(db);
    const { nodes } = await timeline(context);
    const items = await Promise.all(nodes.map((entry) => loadTimelineItem(context, entry)));
    expect(items.map((item) => (item as { __typename: string }).__typename)).toEqual([
      'TicketMessage',
      'TicketMessage',
      'TicketMessage',
      'ServiceRequest',
    ]);
  });
});
