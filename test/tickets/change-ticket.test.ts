import { assignTicket } from '../../src/services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { linkTickets, unlinkTickets } from '../../src/services/tickets/link-tickets.ts';
import { setTicketParent } from '../../src/services/tickets/set-parent.ts';
import { nextStatusesOf } from '../../src/services/tickets/taxonomies.ts';
import { loadLinksOf } from '../../src/services/tickets/ticket-links.ts';
import { listMessagesOf } from '../../src/services/tickets/ticket-messages.ts';
import { loadWatchersOf } from '../../src/services/tickets/ticket-watchers.ts';
import { listChildrenOf } from '../../src/services/tickets/tickets.ts';
import { updateTicket } from '../../src/services/tickets/update-ticket.ts';
import { unwatchTicket, watchTicket } from '../../src/services/tickets/watch-ticket.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { addAgent } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, changedBy, eventsAbout, open, type OpenedTicket, read, statusOf } from './support.ts';

let db: TestDatabase;
let customer: string;
let ticket: OpenedTicket;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterAll(() => db.drop());
beforeEach(async () => {
  ticket = await open(asSystem(db), customer, { description: 'Nothing moves' });
});

const systemEntries = async ({ id }: OpenedTicket) =>
  (await listMessagesOf(asSystem(db), id, { filter: { kinds: ['SYSTEM'] } })).nodes.map(({ body }) => body);

describe('changing a ticket', () => {
  it('leaves what is omitted, and clears with null', async () => {
    await updateTicket(asSystem(db), { id: ticket.globalId, priority: 'HIGH' });
    expect(await read(db, ticket)).toMatchObject({ priority: 'HIGH', description: 'Nothing moves' });
    await updateTicket(asSystem(db), { id: ticket.globalId, description: null });
    expect(await read(db, ticket)).toMatchObject({ priority: 'HIGH', description: null });
  });

  it('announces which fields, personal ones without their values', async () => {
    await updateTicket(asSystem(db), { id: ticket.globalId, subject: 'It moves again', tags: ['b', 'a'] });
    const [event] = await db.query<{ data: unknown }>(
      `select data from event_inbox where subject_id = $1 and type = 'ticket.updated'`,
      [ticket.id],
    );
    expect(event?.data).toMatchObject({ changed: ['subject', 'tags'], personal: ['subject'] });
    expect(JSON.stringify(event?.data)).not.toContain('moves again');
  });

  it('to what it is already changes and announces nothing', async () => {
    await updateTicket(asSystem(db), { id: ticket.globalId, priority: 'NORMAL', tags: [] });
    expect(await eventsAbout(db, ticket.id)).toEqual(['ticket.created']);
    expect((await read(db, ticket)).version).toBe(1);
  });

  it('is refused when somebody else was faster', async () => {
    await updateTicket(asSystem(db), { id: ticket.globalId, priority: 'HIGH', expectedVersion: 1 });
    await expect(
      updateTicket(asSystem(db), { id: ticket.globalId, priority: 'LOW', expectedVersion: 1 }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is refused under the id of another type: there is no such ticket', async () => {
    const id = encodeId('Complaint', ticket.id);
    await expect(updateTicket(asSystem(db), { id, priority: 'LOW' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the status', () => {
  const bring = async (state: Parameters<typeof statusOf>[1], reason?: string) =>
    changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: await statusOf(db, state), reason });

  it('goes only where `nextStatuses` says, and there it goes', async () => {
    await bring('SOLVED');
    const next = await nextStatusesOf(asSystem(db), await read(db, ticket));
    expect(next.map(({ state }) => state)).toEqual(['OPEN', 'CLOSED']);
    await expect(bring('PENDING')).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: ['statusId'] });
    await bring('CLOSED');
    expect(await read(db, ticket)).toMatchObject({ state: 'CLOSED' });
  });

  it('REJECTED needs a reason, which stands on the ticket until it is opened again', async () => {
    await expect(bring('REJECTED')).rejects.toMatchObject({ code: 'INVALID', field: ['reason'] });
    await bring('REJECTED', 'Out of warranty');
    expect(await read(db, ticket)).toMatchObject({ state: 'REJECTED', rejectionReason: 'Out of warranty' });
    await bring('OPEN');
    expect(await read(db, ticket)).toMatchObject({ rejectionReason: null, solvedAt: null, closedAt: null });
  });

  it('is written into the course of the ticket, and announced with the state before', async () => {
    await bring('ON_HOLD');
    expect(await systemEntries(ticket)).toEqual(['Status changed from Open to On hold']);
    const [event] = await db.query<{ data: unknown }>(
      `select data from event_inbox where subject_id = $1 and type = 'ticket.status_changed'`,
      [ticket.id],
    );
    expect(event?.data).toMatchObject({ fromState: 'OPEN', toState: 'ON_HOLD', state: 'ON_HOLD' });
  });
});

describe('giving a ticket to somebody', () => {
  it('is written into its course with the names, and announced', async () => {
    const assigneeId = encodeId('Agent', await addAgent(db, 'Berta Busch'));
    const teamId = encodeId('Team', await insert(db, 'team', { name: 'Field service' }));
    await assignTicket(asSystem(db), { id: ticket.globalId, assigneeId, teamId });
    await assignTicket(asSystem(db), { id: ticket.globalId, assigneeId: null });
    await assignTicket(asSystem(db), { id: ticket.globalId, teamId });
    expect(await systemEntries(ticket)).toEqual([
      'Assigned to Berta Busch, Field service',
      'Assigned to Field service',
    ]);
    const events = await eventsAbout(db, ticket.id);
    expect(events.filter((type) => type === 'ticket.assigned')).toHaveLength(2);
  });

  it('who has left is refused', async () => {
    const id = await addAgent(db, 'Gustav Gone');
    await db.query('update agent set active = false where id = $1', [id]);
    await expect(
      assignTicket(asSystem(db), { id: ticket.globalId, assigneeId: encodeId('Agent', id) }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: ['assigneeId'] });
  });
});

describe('watching a ticket', () => {
  const watchers = async () => (await loadWatchersOf(asSystem(db), ticket.id)).map(({ name }) => name);

  it('begins once and ends once', async () => {
    const agentId = encodeId('Agent', await addAgent(db, 'Wanda Wach'));
    await watchTicket(asSystem(db), { id: ticket.globalId, agentId });
    await watchTicket(asSystem(db), { id: ticket.globalId, agentId });
    expect(await watchers()).toEqual(['Wanda Wach']);
    await unwatchTicket(asSystem(db), { id: ticket.globalId, agentId });
    expect(await watchers()).toEqual([]);
    expect(await changedBy(db, ticket.id, 'ticket.watchers_changed')).toEqual([['watchers'], ['watchers']]);
  });

  it('needs somebody who watches', async () => {
    await expect(watchTicket(asSystem(db), { id: ticket.globalId })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['agentId'],
    });
  });
});

describe('a link', () => {
  it('is read from both ends, until it is taken back', async () => {
    const cause = await open(asSystem(db), customer);
    const link = { id: ticket.globalId, kind: 'CAUSED_BY', toId: cause.globalId } as const;
    await linkTickets(asSystem(db), link);
    expect(await loadLinksOf(asSystem(db), ticket.id)).toEqual([
      { kind: 'CAUSED_BY', direction: 'TO', otherId: cause.id },
    ]);
    expect(await loadLinksOf(asSystem(db), cause.id)).toEqual([
      { kind: 'CAUSED_BY', direction: 'FROM', otherId: ticket.id },
    ]);
    await unlinkTickets(asSystem(db), link);
    expect(await loadLinksOf(asSystem(db), ticket.id)).toEqual([]);
  });

  it('to the ticket itself is refused', async () => {
    const link = { id: ticket.globalId, kind: 'BLOCKS', toId: ticket.globalId } as const;
    await expect(linkTickets(asSystem(db), link)).rejects.toMatchObject({ field: ['toId'] });
  });

  it("to another customer's ticket is not shown to the customer", async () => {
    const other = await open(asSystem(db), await addCustomer(db));
    await linkTickets(asSystem(db), { id: ticket.globalId, kind: 'DUPLICATE_OF', toId: other.globalId });
    expect(await loadLinksOf(asSystem(db), ticket.id)).toHaveLength(1);
    expect(await loadLinksOf(asCustomer(db, customer), ticket.id)).toEqual([]);
  });
});

describe('the parent', () => {
  const put = (child: OpenedTicket, parent: OpenedTicket | null) =>
    setTicketParent(asSystem(db), { id: child.globalId, parentId: parent?.globalId ?? null });

  it('has it among its children', async () => {
    const child = await open(asSystem(db), customer, { parentId: ticket.globalId });
    const { nodes } = await listChildrenOf(asSystem(db), ticket.id, {});
    expect(nodes.map(({ id }) => id)).toEqual([child.id]);
    await put(child, null);
    expect((await read(db, child)).parentId).toBeNull();
  });

  it('cannot be the ticket itself, nor one below it', async () => {
    const child = await open(asSystem(db), customer, { parentId: ticket.globalId });
    const grandchild = await open(asSystem(db), customer, { parentId: child.globalId });
    for (const below of [ticket, child, grandchild]) {
      await expect(put(ticket, below)).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: ['parentId'] });
    }
  });

  it('makes no circle when two are put below each other at once', async () => {
    const other = await open(asSystem(db), customer);
    const outcomes = await Promise.allSettled([put(ticket, other), put(other, ticket)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
