import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import { countVotesOf } from '../../src/services/tickets/ticket-votes.ts';
import { voteForSuggestion } from '../../src/services/tickets/vote.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { addCustomer, open, type OpenedTicket, read, statusOf } from './support.ts';

let db: TestDatabase;
let customer: string;
beforeAll(async () => {
  db = await testDatabase();
  customer = await addCustomer(db);
});
afterAll(() => db.drop());

const merge = (source: OpenedTicket, target: OpenedTicket) =>
  mergeTickets(asSystem(db), { id: source.globalId, intoId: target.globalId });

describe('a family whose tickets are merged', () => {
  const below = (parent: OpenedTicket) => open(asSystem(db), customer, { parentId: parent.globalId });
  const parentOf = async (ticket: OpenedTicket) => (await read(db, ticket)).parentId;

  it('puts the children below the one that lives on', async () => {
    const [source, target] = [await open(asSystem(db), customer), await open(asSystem(db), customer)];
    const child = await below(source);
    await merge(source, target);
    expect(await parentOf(child)).toBe(target.id);
  });

  it('announces all whose parent or successor is another one now, and counts it once', async () => {
    const [source, target] = [await open(asSystem(db), customer), await open(asSystem(db), customer)];
    const [child, earlier] = [await below(source), await open(asSystem(db), customer)];
    await merge(earlier, source);
    const before = [await read(db, child), await read(db, earlier)];
    await merge(source, target);
    const changes = await db.query<{ id: string; changed: string[] }>(
      `select subject_id as id, data->'changed' as changed from event_inbox
        where type = 'ticket.updated' and subject_id = any($1::uuid[]) and customer_id = $2 order by seq`,
      [[child.id, earlier.id, source.id, target.id], customer],
    );
    expect(changes).toEqual([
      { id: child.id, changed: ['parent'] },
      { id: earlier.id, changed: ['mergedInto'] },
    ]);
    expect(await read(db, child)).toMatchObject({
      version: (before[0]?.version ?? 0) + 1,
      parentId: target.id,
    });
    expect(await read(db, earlier)).toMatchObject({
      version: (before[1]?.version ?? 0) + 1,
      mergedIntoId: target.id,
    });
  });

  it('makes no circle when a ticket is merged into one below it', async () => {
    const top = await open(asSystem(db), customer);
    const source = await below(top);
    const middle = await below(source);
    const target = await below(middle);
    await merge(source, target);
    expect(await parentOf(target)).toBe(top.id);
    expect(await parentOf(middle)).toBe(target.id);
    expect(await parentOf(source)).toBeNull();
  });
});

describe('a merge is refused', () => {
  it('into itself', async () => {
    const ticket = await open(asSystem(db), customer);
    await expect(merge(ticket, ticket)).rejects.toMatchObject({ code: 'INVALID', field: ['intoId'] });
  });

  it('of tickets of different customers: the one would read what the other has written', async () => {
    const [source, target] = [
      await open(asSystem(db), customer),
      await open(asSystem(db), await addCustomer(db)),
    ];
    await expect(merge(source, target)).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: ['intoId'] });
  });

  it('of a suggestion into something that has no votes', async () => {
    const source = await open(asSystem(db), customer, { type: 'SUGGESTION' });
    await expect(merge(source, await open(asSystem(db), customer))).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});

describe('suggestions that are merged', () => {
  it('count each customer once', async () => {
    const suggestion = () => open(asSystem(db), customer, { type: 'SUGGESTION' });
    const [source, target] = [await suggestion(), await suggestion()];
    const both = await addCustomer(db);
    const votes = [
      [source, both],
      [target, both],
      [source, await addCustomer(db)],
    ] as const;
    for (const [{ globalId: id }, voter] of votes) {
      await voteForSuggestion(asSystem(db), { id, customerId: encodeId('Customer', voter) });
    }
    await merge(source, target);
    expect(await countVotesOf(asSystem(db), target.id)).toBe(2);
    expect(await countVotesOf(asSystem(db), source.id)).toBe(0);
  });
});

describe('a ticket that was rejected', () => {
  it('is merged, too, and stays rejected with its reason', async () => {
    const [source, target] = [await open(asSystem(db), customer), await open(asSystem(db), customer)];
    const statusId = await statusOf(db, 'REJECTED');
    await changeTicketStatus(asSystem(db), { id: source.globalId, statusId, reason: 'Reported before' });
    await merge(source, target);
    expect(await read(db, source)).toMatchObject({
      state: 'REJECTED',
      rejectionReason: 'Reported before',
      mergedIntoId: target.id,
    });
  });
});
