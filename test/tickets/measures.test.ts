import fc from 'fast-check';
import { type Holder, isHandOver } from '../../src/services/tickets/assign-decision.ts';
import { assignTicket } from '../../src/services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import {
  addCostEntry,
  addTimeEntry,
  removeCostEntry,
  removeTimeEntry,
} from '../../src/services/tickets/record-entries.ts';
import { costsOf, listTimeEntriesOf, timeSpentOn } from '../../src/services/tickets/ticket-entries.ts';
import {
  countHandOversOf,
  loadStatusChangesOf,
  loadTimeInStatusOf,
} from '../../src/services/tickets/ticket-history.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { addAgent } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { addCustomer, open, type OpenedTicket, read, statusOf } from './support.ts';

let db: TestDatabase;
let ticket: OpenedTicket;
let customer: string;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterAll(() => db.drop());
beforeEach(async () => {
  ticket = await open(asSystem(db), customer, { openedAt: new Date('2026-11-20T08:00:00Z') });
});

describe('the time of a ticket', () => {
  /** Changes of status at given instants, as the history has them. */
  const history = async (...changes: readonly (readonly [string, Parameters<typeof statusOf>[1]])[]) => {
    for (const [at, state] of changes) {
      await changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: await statusOf(db, state) });
      await db.query(
        `update ticket_status_change set changed_at = $2
          where id = (select id from ticket_status_change where ticket_id = $1 order by id desc limit 1)`,
        [ticket.id, at],
      );
    }
  };

  it('in each status adds up, in the order in which it first came there', async () => {
    await history(
      ['2026-11-20T09:00:00Z', 'PENDING'],
      ['2026-11-20T12:00:00Z', 'OPEN'],
      ['2026-11-20T12:30:00Z', 'SOLVED'],
    );
    const times = await loadTimeInStatusOf(asSystem(db), ticket.id);
    const names = await db.query<{ id: string; name: string }>('select id, name from ticket_status');
    const named = times.map(({ statusId, duration }) => [
      names.find(({ id }) => id === statusId)?.name,
      Number(duration),
    ]);
    expect(named.slice(0, 2)).toEqual([
      ['Open', 5_400],
      ['Pending', 10_800],
    ]);
    expect(named[2]?.[0]).toBe('Solved');
    expect(await loadStatusChangesOf(asSystem(db), ticket.id)).toHaveLength(4);
  });

  it('until it was solved is there only while it is', async () => {
    await history(['2026-11-20T09:00:00Z', 'SOLVED']);
    expect(Number((await read(db, ticket)).resolutionTime)).toBeGreaterThan(0);
    await history(['2026-11-20T10:00:00Z', 'OPEN']);
    expect((await read(db, ticket)).resolutionTime).toBeNull();
  });
});

describe('hands', () => {
  it('are counted when a ticket is passed on, not when it is taken or laid down', async () => {
    const [anna, bernd] = [await addAgent(db, 'Anna'), await addAgent(db, 'Bernd')].map((id) =>
      encodeId('Agent', id),
    );
    const service = encodeId('Team', await insert(db, 'team', { name: 'Service' }));
    const sales = encodeId('Team', await insert(db, 'team', { name: 'Sales' }));
    const { globalId: id } = ticket;
    const count = () => countHandOversOf(asSystem(db), ticket.id);
    await assignTicket(asSystem(db), { id, teamId: service });
    await assignTicket(asSystem(db), { id, assigneeId: anna });
    expect(await count()).toBe(0);
    await assignTicket(asSystem(db), { id, assigneeId: bernd });
    await assignTicket(asSystem(db), { id, assigneeId: null, teamId: sales });
    expect(await count()).toBe(2);
    await assignTicket(asSystem(db), { id, teamId: null });
    expect(await count()).toBe(2);
  });

  it('need somebody who gives and somebody who takes', () => {
    const one = fc.option(fc.constantFrom(newId(), newId(), newId()), { nil: null });
    const holder: fc.Arbitrary<Holder> = fc.record({ agentId: one, teamId: one });
    const nobody = { agentId: null, teamId: null };
    fc.assert(
      fc.property(holder, holder, (from, to) => {
        expect(isHandOver(from, from)).toBe(false);
        expect(isHandOver(nobody, to)).toBe(false);
        expect(isHandOver(from, nobody)).toBe(false);
      }),
    );
  });
});

describe('time entries', () => {
  const add = async (duration: number) =>
    (await addTimeEntry(asSystem(db), { ticketId: ticket.globalId, duration, spentOn: '2026-11-20' }))
      .entryId;

  it('add up, until one is taken back', async () => {
    await add(1_800);
    const mistake = await add(36_000);
    expect(await timeSpentOn(asSystem(db), ticket.id)).toBe(37_800);
    await removeTimeEntry(asSystem(db), { id: encodeId('TicketTimeEntry', mistake) });
    expect(await timeSpentOn(asSystem(db), ticket.id)).toBe(1_800);
    expect(await listTimeEntriesOf(asSystem(db), ticket.id)).toMatchObject([
      { spentOn: '2026-11-20', duration: 1_800 },
    ]);
  });

  it('leave the version of the ticket alone', async () => {
    await add(60);
    expect((await read(db, ticket)).version).toBe(1);
  });

  it.each([
    ['no time at all', 0],
    ['more than a month', 32 * 86_400],
  ])('of %s are refused', async (_, duration) => {
    await expect(add(duration)).rejects.toMatchObject({ code: 'INVALID', field: ['duration'] });
  });

  it('that are gone cannot be taken back', async () => {
    const id = encodeId('TicketTimeEntry', newId());
    await expect(removeTimeEntry(asSystem(db), { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('cost entries', () => {
  it('add up for each currency', async () => {
    const add = async (amount: string, currency: string) =>
      addCostEntry(asSystem(db), {
        ticketId: ticket.globalId,
        amount: { amount, currency },
        purpose: 'Freight',
      });
    await add('0.10', 'EUR');
    await add('0.20', 'EUR');
    const { entryId } = await add('7', 'USD');
    expect(await costsOf(asSystem(db), ticket.id)).toEqual([
      { amount: '0.30', currency: 'EUR' },
      { amount: '7', currency: 'USD' },
    ]);
    await removeCostEntry(asSystem(db), { id: encodeId('TicketCostEntry', entryId) });
    expect(await costsOf(asSystem(db), ticket.id)).toHaveLength(1);
  });
});
