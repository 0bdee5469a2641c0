import type { RequestContext } from '../../src/services/context.ts';
import { addMessage } from '../../src/services/tickets/add-message.ts';
import { linkTickets } from '../../src/services/tickets/link-tickets.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import {
  addCostEntry,
  addTimeEntry,
  removeCostEntry,
  removeTimeEntry,
} from '../../src/services/tickets/record-entries.ts';
import { nextStatusesOf } from '../../src/services/tickets/taxonomies.ts';
import { costsOf, timeSpentOn } from '../../src/services/tickets/ticket-entries.ts';
import { loadLinksOf } from '../../src/services/tickets/ticket-links.ts';
import { listMessagesOf } from '../../src/services/tickets/ticket-messages.ts';
import { loadWatchersOf } from '../../src/services/tickets/ticket-watchers.ts';
import { findTicket, listMergedInto, listTickets } from '../../src/services/tickets/tickets.ts';
import { updateTicket } from '../../src/services/tickets/update-ticket.ts';
import { watchTicket } from '../../src/services/tickets/watch-ticket.ts';
import { inTransaction } from '../../src/services/transaction.ts';
import { loadNode } from '../../src/services/load-node.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { addAgent } from '../access/support.ts';
import { until } from '../support/until.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, eventsAbout, open, type OpenedTicket, read } from './support.ts';

let db: TestDatabase;
let customer: string;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterAll(() => db.drop());

const merge = (source: OpenedTicket, target: OpenedTicket) =>
  mergeTickets(asSystem(db), { id: source.globalId, intoId: target.globalId });
const say = (ticket: OpenedTicket, body: string, kind: 'PUBLIC_REPLY' | 'INTERNAL_NOTE' = 'PUBLIC_REPLY') =>
  addMessage(asSystem(db), { ticketId: ticket.globalId, kind, body });
const saidOn = async ({ id }: OpenedTicket) => {
  const filter = { kinds: ['PUBLIC_REPLY', 'INTERNAL_NOTE'] } as const;
  return (await listMessagesOf(asSystem(db), id, { filter })).nodes.map(({ body }) => body);
};

describe('two tickets about the same', () => {
  let source: OpenedTicket;
  let target: OpenedTicket;
  beforeEach(async () => {
    source = await open(asSystem(db), customer, { subject: 'It leaks' });
    target = await open(asSystem(db), customer, { subject: 'Oil on the floor' });
  });

  it('become one with the messages of both, in the order in which they were said', async () => {
    await say(source, 'first');
    await say(target, 'second');
    await say(source, 'third', 'INTERNAL_NOTE');
    await merge(source, target);
    expect(await saidOn(target)).toEqual(['first', 'second', 'third']);
    expect(await saidOn(source)).toEqual([]);
  });

  it('say on both sides what happened', async () => {
    await merge(source, target);
    const entries = async ({ id }: OpenedTicket) =>
      (await listMessagesOf(asSystem(db), id, {})).nodes.map(({ body }) => body);
    const [from, into] = [(await read(db, source)).number, (await read(db, target)).number];
    expect(await entries(target)).toEqual([`Merged ${from} into this ticket: It leaks`]);
    expect((await entries(source)).toSorted()).toEqual([
      `Merged into ${into}`,
      'Status changed from Open to Closed',
    ]);
    expect(await eventsAbout(db, source.id)).toEqual([
      'ticket.created',
      'ticket.status_changed',
      'ticket.merged',
    ]);
    expect(await eventsAbout(db, target.id)).toEqual(['ticket.created', 'ticket.merged']);
  });

  it('take along time, costs and watchers', async () => {
    const agentId = encodeId('Agent', await addAgent(db, 'Wanda Wach'));
    for (const { globalId: ticketId } of [source, target]) {
      await addTimeEntry(asSystem(db), { ticketId, duration: 1_800 });
      await addCostEntry(asSystem(db), {
        ticketId,
        amount: { amount: '12.50', currency: 'EUR' },
        purpose: 'Gasket',
      });
      await watchTicket(asSystem(db), { id: ticketId, agentId });
    }
    await merge(source, target);
    expect(await timeSpentOn(asSystem(db), target.id)).toBe(3_600);
    expect(await costsOf(asSystem(db), target.id)).toEqual([{ amount: '25.00', currency: 'EUR' }]);
    expect(await loadWatchersOf(asSystem(db), target.id)).toHaveLength(1);
    expect(await timeSpentOn(asSystem(db), source.id)).toBe(0);
  });

  it.each([
    ['time', 'ticket.time_recorded'],
    ['cost', 'ticket.cost_recorded'],
  ] as const)('take along %s that somebody takes back at the same time', async (what, type) => {
    const ticketId = source.globalId;
    const amount = { amount: '12.50', currency: 'EUR' };
    const { entryId } =
      what === 'time'
        ? await addTimeEntry(asSystem(db), { ticketId, duration: 60 })
        : await addCostEntry(asSystem(db), { ticketId, amount, purpose: 'Gasket' });
    let removal: Promise<{ ticketId: string }> | undefined;
    // Whoever takes it back waits for the ticket, and the merge comes first.
    await inTransaction(asSystem(db), async (other) => {
      await other.query(`select from ticket where id = $1 for update`, [source.id]);
      removal =
        what === 'time'
          ? removeTimeEntry(asSystem(db), { id: encodeId('TicketTimeEntry', entryId) })
          : removeCostEntry(asSystem(db), { id: encodeId('TicketCostEntry', entryId) });
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await until(async () => (await db.query(waiting)).length > 0, {
        seconds: 4,
        what: 'it waits for the ticket',
      });
      await other.query(`update ticket set merged_into_id = $2 where id = $1`, [source.id, target.id]);
      await other.query(
        `update ticket_${what}_entry set ticket_id = $2, version = version + 1 where ticket_id = $1`,
        [source.id, target.id],
      );
    });
    expect(await removal).toEqual({ ticketId: target.id });
    expect((await eventsAbout(db, target.id)).filter((each) => each === type)).toHaveLength(1);
  });

  it('take along links, and are not linked to themselves', async () => {
    const third = await open(asSystem(db), customer);
    await linkTickets(asSystem(db), { id: source.globalId, kind: 'DUPLICATE_OF', toId: target.globalId });
    await linkTickets(asSystem(db), { id: third.globalId, kind: 'CAUSED_BY', toId: source.globalId });
    await merge(source, target);
    expect(await loadLinksOf(asSystem(db), target.id)).toEqual([
      { kind: 'CAUSED_BY', direction: 'FROM', otherId: third.id },
    ]);
    expect(await loadLinksOf(asSystem(db), source.id)).toEqual([]);
  });

  it('keep their numbers and ids: the number leads to the one that lives on, the id to the record', async () => {
    const { number } = await read(db, source);
    await merge(source, target);
    expect(await findTicket(asSystem(db), { number })).toMatchObject({ id: target.id });
    const old = { id: source.id, state: 'CLOSED', mergedIntoId: target.id };
    expect(await findTicket(asSystem(db), { id: source.globalId })).toMatchObject(old);
    expect(await loadNode(asSystem(db), source.globalId)).toMatchObject(old);
    const { nodes } = await listMergedInto(asSystem(db), target.id);
    expect(nodes.map(({ id }) => id)).toEqual([source.id]);
  });

  it('are listed once, unless merged ones are asked for', async () => {
    await merge(source, target);
    const ids = async (includeMerged?: boolean) =>
      (await listTickets(asSystem(db), { first: 2, filter: { includeMerged } })).nodes.map(({ id }) => id);
    expect(await ids()).not.toContain(source.id);
    expect(await ids(true)).toContain(source.id);
  });

  it('answer as one: what is said on the old one is said on the other', async () => {
    await merge(source, target);
    expect(await say(source, 'Re: It leaks')).toMatchObject({ ticketId: target.id });
    expect(await saidOn(target)).toEqual(['Re: It leaks']);
  });

  it('are changed only as one: the old one says where to go on', async () => {
    await merge(source, target);
    await expect(updateTicket(asSystem(db), { id: source.globalId, priority: 'LOW' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining(target.globalId) as string,
    });
    expect(await nextStatusesOf(asSystem(db), await read(db, source))).toEqual([]);
    await expect(merge(source, target)).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: ['id'] });
  });

  it('and a third one lead straight to the last', async () => {
    const last = await open(asSystem(db), customer);
    await merge(source, target);
    await merge(target, last);
    expect((await read(db, source)).mergedIntoId).toBe(last.id);
  });

  it('are all listed by the one that lives on, also for the customer: what was opened last first', async () => {
    const last = await open(asSystem(db), customer);
    const another = await open(asSystem(db), customer);
    await merge(another, last);
    await merge(source, target);
    await merge(target, last);
    const listed = async (context: RequestContext) =>
      (await listMergedInto(context, last.id)).nodes.map(({ id }) => id);
    const all = [another.id, target.id, source.id];
    expect(await listed(asSystem(db))).toEqual(all);
    expect(await listed(asCustomer(db, customer))).toEqual(all);
    expect(await listed(asCustomer(db, await addCustomer(db)))).toEqual([]);
    expect((await listMergedInto(asSystem(db), target.id)).nodes).toEqual([]);
  });

  it('and more than a hundred more are counted, a hundred are listed', async () => {
    await merge(source, target);
    await db.query(
      `insert into ticket select (jsonb_populate_record(t, jsonb_build_object(
         'id', gen_random_uuid(), 'number', t.number || '/' || n))).*
         from ticket t, generate_series(1, 100) n where t.id = $1`,
      [source.id],
    );
    const merged = await listMergedInto(asSystem(db), target.id);
    expect([merged.nodes.length, await merged.countTotal()]).toEqual([100, 101]);
  });

  it.each([
    ['expectedVersion', 'the one that ends'],
    ['expectedIntoVersion', 'the one that lives on'],
  ] as const)('are not merged where %s says that somebody has changed %s', async (field, _) => {
    const versions = {
      expectedVersion: (await read(db, source)).version,
      expectedIntoVersion: (await read(db, target)).version,
    };
    await updateTicket(asSystem(db), {
      id: (field === 'expectedVersion' ? source : target).globalId,
      subject: 'No, something else',
    });
    const asked = { id: source.globalId, intoId: target.globalId, ...versions };
    await expect(mergeTickets(asSystem(db), asked)).rejects.toMatchObject({
      code: 'CONFLICT',
      field: [field],
    });
    expect(await read(db, source)).toMatchObject({ state: 'OPEN', mergedIntoId: null });
    await mergeTickets(asSystem(db), { ...asked, [field]: versions[field] + 1 });
    expect(await read(db, source)).toMatchObject({ mergedIntoId: target.id });
  });

  it('are merged once when two do it at once', async () => {
    const outcomes = await Promise.allSettled([merge(source, target), merge(target, source)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
