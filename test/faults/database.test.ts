import { rm } from 'node:fs/promises';
import type pg from 'pg';
import { serverLimits } from '../../src/app/database/limits.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { actorOf, runTransaction } from '../../src/services/transaction.ts';
import { temporaryFolder } from '../database/embedded-user.ts';
import { startTestServer } from '../support/server.ts';
import { ask, askAgain } from './support/api.ts';
import { inLongForm } from './support/long-proofs.ts';
import { UnderLoad } from './support/under-load.ts';
import { until } from '../support/until.ts';

const CREATE =
  'mutation ($name: String!) { createCustomer(input: { name: $name, customerNumber: "held" }) { customer { id } } }';
const CHANGE =
  'mutation ($id: ID!, $name: String!) { updateCustomer(input: { id: $id, name: $name }) { userErrors { code } } }';

describe('under 16 writers', () => {
  let folder: string;
  let load: UnderLoad;

  beforeEach(async () => {
    folder = temporaryFolder();
    load = await UnderLoad.begin(folder);
  }, 60_000);
  afterEach(async () => {
    await load.end();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'a PostgreSQL that is killed and restarted costs no acknowledged write, and Kontor goes on by itself',
    async () => {
      const { pid } = load.server;
      for (let round = 0; round < inLongForm(30, 2); round += 1) {
        await load.progress.more(100);
        load.postgres.kill();
        await load.progress.more(100);
        await load.postgres.restart();
      }
      await load.progress.more(100);
      const { events, unknown } = await load.expectNothingLost();
      console.log(`PostgreSQL killed and restarted: ${events} events, ${unknown} answers lost.`);
      expect([load.server.pid, await load.ready()]).toEqual([pid, true]);
    },
    inLongForm(900_000, 120_000),
  );

  it('a PostgreSQL without a free connection is told of as such, and what was acknowledged stays', async () => {
    await load.progress.more(100);
    const hogs = await takeAllConnections(load);
    // Also what was told to be impossible is no longer asked of the database.
    expect(await ask(load.access, '{ customers { totalCount } }')).toBeNull();
    // Readiness is asked of the database anew within its deadline.
    await until(async () => !(await load.ready()), {
      seconds: 80,
      what: 'the server says that it is not ready',
    });
    await Promise.all(hogs.map((hog) => hog.end()));
    await load.progress.more(100);
    const { events, unknown } = await load.expectNothingLost();
    console.log(`No connection left: ${events} events, ${unknown} answers lost.`);
  }, 120_000);

  it('a transaction that idles holds up who waits for its row, and nobody else', async () => {
    const created = await askAgain<{ createCustomer: { customer: { id: string } } }>(
      load.access,
      CREATE,
      { name: 'Held' },
      'held',
    );
    const idle = await load.postgres.connect();
    await idle.query('begin');
    await idle.query(`update customer set version = version + 1 where customer_number = 'held'`);
    await idle.query(
      `insert into event_inbox (id, type, subject_type, subject_id, actor, data, occurred_at)
       select gen_random_uuid(), 'customer.updated', 'Customer', id, '{}', '{}', now() from customer where customer_number = 'held'`,
    );
    const changed = askAgain(
      load.access,
      CHANGE,
      { id: created.createCustomer.customer.id, name: 'Held no more' },
      'change-held',
    );
    const began = performance.now();
    do await load.progress.more(300);
    while (performance.now() - began < inLongForm(60_000, 0));
    // What was written meanwhile is in the log already.
    const { rows } = await idle.query<{ position: number }>(
      `select last_position::int as position from event_log_state`,
    );
    expect(rows[0]?.position).toBeGreaterThan(250);
    await idle.query('commit');
    await idle.end();
    await changed;
    await load.expectNothingLost();
  }, 120_000);
});

describe('a transaction of Kontor itself that idles', () => {
  it('is ended by PostgreSQL, so that others get at its rows', async () => {
    const kontor = await startTestServer({}, { ...serverLimits, idleTransactionMilliseconds: 300 });
    const { data } = await kontor.request(CREATE, { name: 'Held' });
    const [holding, frozen] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const transaction = runTransaction(kontor.db, actorOf(systemViewer('test')), async (tx) => {
      await tx.query(`update customer set name = 'Frozen'`);
      holding.resolve();
      await frozen.promise;
    });
    await holding.promise;
    const answer = await kontor.request(CHANGE, { id: data.createCustomer.customer.id, name: 'Free' });
    expect(answer).toMatchObject({ status: 200, data: { updateCustomer: { userErrors: [] } } });
    frozen.resolve();
    await expect(transaction).rejects.toThrow();
    expect(await kontor.db.query(`select name from customer`)).toEqual([{ name: 'Free' }]);
    await kontor.stop();
  });
});

/** Until Kontor has none: what it had is taken from it, place by place. */
async function takeAllConnections({ postgres }: UnderLoad): Promise<pg.Client[]> {
  const first = await postgres.connect();
  const hogs = [first];
  const places = await placesFor(first);
  await until(
    async () => {
      await first.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'kontor%'`,
      );
      for (;;) {
        const hog = await postgres.connect().catch((error: unknown) => {
          // too_many_connections
          if ((error as { code?: string }).code === '53300') return null;
          throw error;
        });
        if (!hog) break;
        hogs.push(hog);
      }
      // Not what pg_stat_activity shows: who just comes or goes has a place and no name there.
      return hogs.length === places;
    },
    { seconds: 80, what: 'Kontor has no connection left' },
  );
  return hogs;
}

/** How many connections there are for users of this kind; Kontor is the same user. */
async function placesFor(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ places: number }>(
    `select current_setting('max_connections')::int - case when current_setting('is_superuser') = 'on' then 0
       else current_setting('superuser_reserved_connections')::int
          + coalesce(current_setting('reserved_connections', true), '0')::int end as places`,
  );
  return rows[0]!.places;
}
