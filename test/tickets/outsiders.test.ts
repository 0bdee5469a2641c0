import { listEvents } from '../../src/services/events/events.ts';
import { loadNode } from '../../src/services/load-node.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { addMessage } from '../../src/services/tickets/add-message.ts';
import { assignTicket } from '../../src/services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import { addCostEntry, addTimeEntry } from '../../src/services/tickets/record-entries.ts';
import {
  listComplaintCauses,
  loadComplaintCause,
  nextStatusesOf,
} from '../../src/services/tickets/taxonomies.ts';
import {
  costsOf,
  internalCostOf,
  listCostEntriesOf,
  listTimeEntriesOf,
  timeSpentOn,
} from '../../src/services/tickets/ticket-entries.ts';
import {
  countHandOversOf,
  loadAssignmentsOf,
  loadStatusChangesOf,
} from '../../src/services/tickets/ticket-history.ts';
import { listMessagesOf, loadTicketMessage } from '../../src/services/tickets/ticket-messages.ts';
import { loadWatchersOf } from '../../src/services/tickets/ticket-watchers.ts';
import {
  type ComplaintRow,
  findTicket,
  listTickets,
  loadTicket,
} from '../../src/services/tickets/tickets.ts';
import { updateComplaint } from '../../src/services/tickets/update-complaint.ts';
import { watchTicket } from '../../src/services/tickets/watch-ticket.ts';
import { createComplaintCause } from '../../src/services/tickets/write-taxonomy.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { addAgent, addPartner } from '../access/support.ts';
import { type Platform, platform } from '../events/support/followers.ts';
import { logHolds } from '../events/support/writers.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';
import { addCustomer, open, type OpenedTicket, read, statusOf } from './support.ts';

let here: Platform;
let customer: string;
let partner: string;
let agentId: string;
let ticket: OpenedTicket;
let note: string;
let timeEntry: string;
let costEntry: string;
let cause: string;

/** An agent of ours who works on the ticket. */
function asAgent(): RequestContext {
  const context = asSystem(here.db);
  return { ...context, viewer: { ...context.viewer, agentId } };
}

beforeAll(async () => {
  here = await platform();
  partner = await addPartner(here.db);
  customer = await addCustomer(here.db, { partnerId: partner });
  agentId = await addAgent(here.db);
  const us = asAgent();
  ticket = await open(us, customer, { type: 'COMPLAINT' });
  const { globalId: id } = ticket;
  ({ id: cause } = await createComplaintCause(us, { name: 'Careless assembly' }));
  await updateComplaint(us, {
    id,
    causeId: encodeId('ComplaintCause', cause),
    defect: 'The spindle wobbles',
    cost: { amount: '480.00', currency: 'EUR' },
  });
  await addMessage(us, { ticketId: id, kind: 'PUBLIC_REPLY', body: 'We come.' });
  ({ id: note } = await addMessage(us, { ticketId: id, kind: 'INTERNAL_NOTE', body: 'Our fault.' }));
  await assignTicket(us, { id, assigneeId: encodeId('Agent', agentId) });
  await watchTicket(us, { id });
  ({ entryId: timeEntry } = await addTimeEntry(us, { ticketId: id, duration: 3_600 }));
  const amount = { amount: '12.50', currency: 'EUR' };
  ({ entryId: costEntry } = await addCostEntry(us, { ticketId: id, amount, purpose: 'Freight' }));
});
afterAll(() => here.close());

describe.each([
  ['the customer', () => asCustomer(here.db, customer)],
  ['the partner of the customer', () => asPartner(here.db, partner)],
])('to %s', (_, outsider) => {
  const row = () => read(here.db, ticket) as Promise<ComplaintRow>;

  it('the ticket is there, in the list, by its id and by its number', async () => {
    const { nodes } = await listTickets(outsider(), {});
    expect(nodes.map(({ id }) => id)).toContain(ticket.id);
    expect(await loadNode(outsider(), ticket.globalId)).toMatchObject({ id: ticket.id });
    expect(await findTicket(outsider(), { number: (await row()).number })).toMatchObject({
      defect: 'The spindle wobbles',
    });
  });

  it('public replies are there, notes and system entries never were', async () => {
    const page = await listMessagesOf(outsider(), ticket.id, {});
    expect(page.nodes.map(({ body }) => body)).toEqual(['We come.']);
    expect(await page.countTotal()).toBe(1);
    expect(await loadTicketMessage(outsider(), note)).toBeNull();
    expect(await loadNode(outsider(), encodeId('TicketMessage', note))).toBeNull();
    const filter = { kinds: ['INTERNAL_NOTE', 'SYSTEM'] } as const;
    expect((await listMessagesOf(outsider(), ticket.id, { filter })).nodes).toEqual([]);
  });

  it('there is no time, cost, cause, watcher or history of hands', async () => {
    const context = outsider();
    expect(await listTimeEntriesOf(context, ticket.id)).toEqual([]);
    expect(await listCostEntriesOf(context, ticket.id)).toEqual([]);
    expect(await timeSpentOn(context, ticket.id)).toBeNull();
    expect(await costsOf(context, ticket.id)).toEqual([]);
    expect(internalCostOf(context, await row())).toBeNull();
    expect(await loadComplaintCause(context, cause)).toBeNull();
    expect(await listComplaintCauses(context)).toEqual([]);
    expect(await loadWatchersOf(context, ticket.id)).toEqual([]);
    expect(await loadAssignmentsOf(context, ticket.id)).toEqual([]);
    expect(await countHandOversOf(context, ticket.id)).toBeNull();
    expect((await loadStatusChangesOf(context, ticket.id)).map((change) => change.agentId)).toEqual([null]);
    for (const id of [encodeId('TicketTimeEntry', timeEntry), encodeId('TicketCostEntry', costEntry)]) {
      expect(await loadNode(context, id)).toBeNull();
    }
  });

  it('who watches is no matter of filters, either', async () => {
    const filter = { watcherId: encodeId('Agent', agentId) };
    expect((await listTickets(outsider(), { filter })).nodes).toEqual([]);
    expect((await listTickets(asSystem(here.db), { filter })).nodes).toHaveLength(1);
  });

  it('only what is public was announced', async () => {
    await logHolds(here.db, await announcedSoFar(), false);
    const { nodes } = await listEvents(outsider(), { first: 100 });
    const tickets = nodes.filter(({ type }) => type.startsWith('ticket.'));
    expect(tickets.map(({ type, data }) => [type, data['changed']])).toEqual([
      ['ticket.created', undefined],
      ['ticket.updated', ['defect']],
      ['ticket.message_added', undefined],
    ]);
  });

  it('nothing but a reply can be done to it', async () => {
    const { globalId: id } = ticket;
    const statusId = await statusOf(here.db, 'CLOSED');
    const refused = [
      () => changeTicketStatus(outsider(), { id, statusId }),
      () => assignTicket(outsider(), { id, assigneeId: null }),
      () => watchTicket(outsider(), { id }),
      () => mergeTickets(outsider(), { id, intoId: id }),
      () => updateComplaint(outsider(), { id, remedy: 'A new lathe' }),
      () => addTimeEntry(outsider(), { ticketId: id, duration: 60 }),
      () =>
        addCostEntry(outsider(), { ticketId: id, amount: { amount: '1', currency: 'EUR' }, purpose: 'x' }),
    ];
    for (const attempt of refused) await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await nextStatusesOf(outsider(), await row())).toEqual([]);
  });
});

describe('to another customer', () => {
  it('the ticket never existed', async () => {
    const stranger = asCustomer(here.db, await addCustomer(here.db));
    expect(await loadTicket(stranger, ticket.id)).toBeNull();
    expect(await findTicket(stranger, { number: (await read(here.db, ticket)).number })).toBeNull();
    expect((await listTickets(stranger, {})).nodes).toEqual([]);
    expect((await listMessagesOf(stranger, ticket.id, {})).nodes).toEqual([]);
  });
});

async function announcedSoFar(): Promise<number> {
  const [row] = await here.db.query<{ count: number }>(
    `select ((select count(*) from event_inbox) + (select last_position from event_log_state))::int as count`,
  );
  return row?.count ?? 0;
}
