import { addMessage } from '../../src/services/tickets/add-message.ts';
import { linkTickets } from '../../src/services/tickets/link-tickets.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import { loadLinksOf } from '../../src/services/tickets/ticket-links.ts';
import { listMessagesOf } from '../../src/services/tickets/ticket-messages.ts';
import { inTransaction } from '../../src/services/transaction.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { addCustomer, open, type OpenedTicket } from './support.ts';

describe('two who change the same tickets at once', () => {
  let db: TestDatabase;
  let customer: string;
  beforeAll(async () => {
    db = await testDatabase();
    customer = await addCustomer(db);
  });
  afterAll(() => db.drop());

  const ticket = () => open(asSystem(db), customer);
  const merge = (source: OpenedTicket, target: OpenedTicket) =>
    mergeTickets(asSystem(db), { id: source.globalId, intoId: target.globalId });
  const reply = ({ globalId: ticketId }: OpenedTicket, body: string) =>
    addMessage(asSystem(db), { ticketId, kind: 'PUBLIC_REPLY', body });

  it('answers on a merged ticket arrive while the one that lives on is merged itself', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [first, second, last] = [await ticket(), await ticket(), await ticket()];
      await merge(first, second);
      await Promise.all([
        reply(first, '1'),
        reply(first, '2'),
        merge(second, last),
        reply(first, '3'),
        reply(second, '4'),
      ]);
      const filter = { kinds: ['PUBLIC_REPLY'] } as const;
      const { nodes } = await listMessagesOf(asSystem(db), last.id, { filter });
      expect(nodes.map(({ body }) => body).toSorted()).toEqual(['1', '2', '3', '4']);
    }
  });

  it('links in both directions are both made', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await ticket(), await ticket()];
      const link = (from: OpenedTicket, to: OpenedTicket) =>
        linkTickets(asSystem(db), { id: from.globalId, kind: 'BLOCKS', toId: to.globalId });
      await Promise.all([link(one, other), link(other, one), link(one, other), link(other, one)]);
      expect(await loadLinksOf(asSystem(db), one.id)).toHaveLength(2);
    }
  });

  it('whoever PostgreSQL ends so that another one can go on is done again', async () => {
    const both = [(await ticket()).id, (await ticket()).id];
    const met = Promise.withResolvers<void>();
    let waiting = 0;
    let runs = 0;
    const change = (ids: readonly string[]) =>
      inTransaction(asSystem(db), async (tx) => {
        runs += 1;
        for (const id of ids) {
          await tx.query(`update ticket set version = version + 1 where id = $1`, [id]);
          waiting += 1;
          if (waiting === 2) met.resolve();
          await met.promise;
        }
      });
    await Promise.all([change(both), change(both.toReversed())]);
    expect(runs).toBe(3);
    const versions = await db.query(`select version from ticket where id = any($1::uuid[])`, [both]);
    expect(versions).toEqual([{ version: 3 }, { version: 3 }]);
  });
});
