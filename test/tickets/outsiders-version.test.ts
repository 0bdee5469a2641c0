import { addMessage } from '../../src/services/tickets/add-message.ts';
import { assignTicket } from '../../src/services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { linkTickets } from '../../src/services/tickets/link-tickets.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import { addCostEntry, addTimeEntry } from '../../src/services/tickets/record-entries.ts';
import { setTicketParent } from '../../src/services/tickets/set-parent.ts';
import { listTickets, loadTicket } from '../../src/services/tickets/tickets.ts';
import { updateComplaint } from '../../src/services/tickets/update-complaint.ts';
import { updateTicket } from '../../src/services/tickets/update-ticket.ts';
import { watchTicket } from '../../src/services/tickets/watch-ticket.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { addAgent } from '../access/support.ts';
import { insert } from '../access/matrix/insert.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, open, type OpenedTicket, read, statusOf } from './support.ts';

let db: TestDatabase;
let customer: string;
let agentId: string;
let causeId: string;
let ofOthers: OpenedTicket;
let ticket: OpenedTicket;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
  agentId = encodeId('Agent', await addAgent(db));
  causeId = encodeId('ComplaintCause', await insert(db, 'complaint_cause', { name: 'Wear' }));
  ofOthers = await open(asSystem(db), await addCustomer(db));
});
afterAll(() => db.drop());
beforeEach(async () => {
  ticket = await open(asSystem(db), customer, { type: 'COMPLAINT' });
});

const shown = async () => {
  const { version, updatedAt } = (await loadTicket(asCustomer(db, customer), ticket.id))!;
  return { version, updatedAt };
};
const change = async (work: (id: string) => Promise<unknown>) => {
  const before = await shown();
  await work(ticket.globalId);
  return { before, after: await shown() };
};

describe("the version and the time of change of a customer's ticket, as the customer sees them,", () => {
  it.each<readonly [string, (id: string) => Promise<unknown>]>([
    ['the cause and the cost', (id) => updateComplaint(asSystem(db), { id, causeId, cost: money('12.50') })],
    ['who has it', (id) => assignTicket(asSystem(db), { id, assigneeId: agentId })],
    ['who watches it', (id) => watchTicket(asSystem(db), { id, agentId })],
    [
      'an internal note',
      (ticketId) => addMessage(asSystem(db), { ticketId, kind: 'INTERNAL_NOTE', body: 'Hm.' }),
    ],
    ['time spent', (ticketId) => addTimeEntry(asSystem(db), { ticketId, duration: 60 })],
    [
      'costs',
      (ticketId) => addCostEntry(asSystem(db), { ticketId, amount: money('9.00'), purpose: 'Parcel' }),
    ],
    [
      'a link to a ticket of others',
      (id) => linkTickets(asSystem(db), { id, kind: 'CAUSED_BY', toId: ofOthers.globalId }),
    ],
    ['a parent of others', (id) => setTicketParent(asSystem(db), { id, parentId: ofOthers.globalId })],
  ])('are not moved by %s', async (_, work) => {
    const { before, after } = await change(work);
    expect(after).toEqual(before);
  });

  it.each<readonly [string, (id: string) => Promise<unknown>]>([
    ['its subject', (id) => updateTicket(asSystem(db), { id, subject: 'It stands still again' })],
    ['its defect', (id) => updateComplaint(asSystem(db), { id, defect: 'Bearing' })],
    [
      'its status',
      async (id) => changeTicketStatus(asSystem(db), { id, statusId: await statusOf(db, 'SOLVED') }),
    ],
    [
      'our first reply',
      (ticketId) => addMessage(asSystem(db), { ticketId, kind: 'PUBLIC_REPLY', body: 'We come.' }),
    ],
    [
      'a parent of its own',
      async (id) =>
        setTicketParent(asSystem(db), { id, parentId: (await open(asSystem(db), customer)).globalId }),
    ],
    [
      'a merge into another one',
      async (id) =>
        mergeTickets(asSystem(db), {
          id,
          intoId: (await open(asSystem(db), customer, { type: 'COMPLAINT' })).globalId,
        }),
    ],
  ])('are moved by %s', async (_, work) => {
    const { before, after } = await change(work);
    expect(after.version).toBeGreaterThan(before.version);
    expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
  });

  it.each([
    ['its parent', true],
    ['its parent, of another customer', false],
  ])('go with what is shown where %s is merged', async (_, isOfCustomer) => {
    const owner = isOfCustomer ? customer : await addCustomer(db);
    const [parent, into] = [await open(asSystem(db), owner), await open(asSystem(db), owner)];
    await setTicketParent(asSystem(db), { id: ticket.globalId, parentId: parent.globalId });
    const { before, after } = await change(() =>
      mergeTickets(asSystem(db), { id: parent.globalId, intoId: into.globalId }),
    );
    expect((await read(db, ticket)).parentId).toBe(into.id);
    expect(after.version - before.version).toBe(isOfCustomer ? 1 : 0);
    expect(after.updatedAt > before.updatedAt).toBe(isOfCustomer);
  });

  it('are moved where what it was merged into is merged itself', async () => {
    const [into, last] = [await open(asSystem(db), customer), await open(asSystem(db), customer)];
    await mergeTickets(asSystem(db), { id: ticket.globalId, intoId: into.globalId });
    const { before, after } = await change(() =>
      mergeTickets(asSystem(db), { id: into.globalId, intoId: last.globalId }),
    );
    expect(after.version).toBe(before.version + 1);
  });

  it('order its list', async () => {
    const later = await open(asSystem(db), customer, { type: 'COMPLAINT' });
    await updateComplaint(asSystem(db), { id: ticket.globalId, causeId });
    const args = { orderBy: { field: 'UPDATED_AT', direction: 'DESC' }, first: 2 } as const;
    const ids = async (context = asSystem(db)) =>
      (await listTickets(context, args)).nodes.map(({ id }) => id);
    expect(await ids(asCustomer(db, customer))).toEqual([later.id, ticket.id]);
    expect(await ids()).toEqual([ticket.id, later.id]);
  });

  it('begin with its first version, whatever was done while it was opened', async () => {
    expect(await shown()).toEqual({ version: 1, updatedAt: (await read(db, ticket)).createdAt });
  });
});

describe('a parent of another customer', () => {
  it('is announced to our own people only', async () => {
    await setTicketParent(asSystem(db), { id: ticket.globalId, parentId: ofOthers.globalId });
    await setTicketParent(asSystem(db), { id: ticket.globalId, parentId: null });
    expect(
      await db.query(
        `select customer_id from event_inbox where subject_id = $1 and type = 'ticket.updated'`,
        [ticket.id],
      ),
    ).toEqual([{ customer_id: null }, { customer_id: null }]);
  });
});

function money(amount: string) {
  return { amount, currency: 'EUR' };
}
