import 'reflect-metadata';
import { assignTicket } from '../../src/services/tickets/assign-ticket.ts';
import { revokeApiKey } from '../../src/services/access/api-keys.ts';
import { runTransaction } from '../../src/services/transaction.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { asSystem } from '../support/viewers.ts';
import { type Helpdesk, helpdesk } from './helpdesk.ts';

const QUEUE = `subscription ($teamId: ID!) {
  queueChanged(teamId: $teamId) {
    team { name } open unassigned oldestOpenedAt counts { status { name state } count }
  }
}`;

interface Queue {
  readonly team: { readonly name: string };
  readonly open: number;
  readonly unassigned: number;
  readonly oldestOpenedAt: string | null;
  readonly counts: readonly { readonly status: { readonly state: string }; readonly count: number }[];
}

describe('queueChanged', () => {
  let here: Helpdesk;
  beforeEach(async () => {
    here = await helpdesk();
  });
  afterEach(() => here.close());

  async function queue(key?: string) {
    const followed = await here.follow<{ queueChanged: Queue }>(QUEUE, { teamId: here.service }, key);
    const next = async (): Promise<Queue> => (await followed.next()).queueChanged;
    return {
      next,
      /** What comes until the queue is like this, the last one included. */
      async until(isSo: (queue: Queue) => boolean): Promise<Queue[]> {
        const seen: Queue[] = [];
        for (;;) {
          const one = await next();
          seen.push(one);
          if (isSo(one)) return seen;
        }
      },
      end: () => followed.end(),
    };
  }

  it('comes at once, with every status that is not done with, also where nothing has it', async () => {
    const followed = await queue();
    const first = await followed.next();
    expect(first).toMatchObject({ team: { name: 'Service' }, open: 0, unassigned: 0, oldestOpenedAt: null });
    expect(new Set(first.counts.map(({ status }) => status.state))).toEqual(
      new Set(['OPEN', 'PENDING', 'ON_HOLD', 'SOLVED']),
    );
    await followed.end();
  });

  it('counts anew when a ticket comes, is taken, and leaves', async () => {
    const followed = await queue();
    await followed.next();
    const id = await here.open({ teamId: here.service });
    await followed.until(({ open, unassigned }) => open === 1 && unassigned === 1);
    await assignTicket(asSystem(here.db), { id, assigneeId: here.anna });
    const taken = await followed.until(({ unassigned }) => unassigned === 0);
    expect(taken.at(-1)).toMatchObject({ open: 1 });
    await assignTicket(asSystem(here.db), { id, teamId: here.sales });
    await followed.until(({ open }) => open === 0);
    await followed.end();
  });

  it('is silent about tickets of other teams', async () => {
    const followed = await queue();
    await followed.next();
    await here.open({ teamId: here.sales });
    await here.open({ teamId: here.service });
    expect(await followed.next()).toMatchObject({ open: 1 });
    await followed.end();
  });

  it('joins what follows each other closely', async () => {
    const followed = await queue();
    await followed.next();
    await runTransaction(here.db, { kind: 'SYSTEM', name: 'test' }, async (tx) => {
      for (let count = 0; count < 200; count += 1) {
        tx.announce({
          type: 'ticket.updated',
          subject: { type: 'Complaint', id: newId() },
          customerId: null,
          data: { teamId: here.service },
        });
      }
    });
    await here.open({ teamId: here.service });
    expect((await followed.until(({ open }) => open === 1)).length).toBeLessThan(100);
    await followed.end();
  });

  it('is for our own people only', async () => {
    const { key } = await here.server.key({ customerId: here.customerId });
    const followed = await queue(key);
    await expect(followed.next()).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('ends when the key is revoked, though nothing happens in the queue', async () => {
    const { id, key } = await here.server.key();
    const followed = await queue(key);
    await followed.next();
    const next = followed.next();
    await revokeApiKey(asSystem(here.db), { id: encodeId('ApiKey', id) });
    await expect(next).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('lets go of the log when the client unsubscribes', async () => {
    const followed = await queue();
    await followed.next();
    expect(here.feed.size).toBe(1);
    await followed.end();
    await untilIdle(here);
    expect(here.feed.size).toBe(0);
  });
});

async function untilIdle(here: Helpdesk): Promise<void> {
  while (here.feed.size > 0) await here.db.query('select 1');
}
