import pg from 'pg';
import { serverLimits } from '../../src/app/database/limits.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const contacts = '{ customers(first: 1) { nodes { contacts(first: 1) { nodes { id } } } } }';

describe('while a lock keeps every connection of the pool waiting', () => {
  let kontor: TestServer;
  let locker: pg.Client;
  let waiting: ReturnType<TestServer['request']>[];
  beforeAll(async () => {
    kontor = await startTestServer(
      { DATABASE_POOL_SIZE: '2' },
      {
        ...serverLimits,
        connectionMilliseconds: 700,
        statementMilliseconds: 3_000,
        readinessMilliseconds: 200,
      },
    );
    await kontor.request('mutation { createCustomer(input: { name: "A" }) { customer { id } } }');
    locker = new pg.Client(kontor.db.url);
    await locker.connect();
    await locker.query('begin; lock table contact');
    waiting = [1, 2].map(() => kontor.request(contacts));
    await untilTwoWaitFor(locker);
  });
  afterAll(async () => {
    await locker.end();
    await kontor.stop();
  });

  it('says on /readyz that it cannot serve, and why, without waiting for the pool', async () => {
    const response = await fetch(`${kontor.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not ready', reason: 'The database has not answered for 200 ms.' },
    ]);
  });

  it('answers a request that finds no connection with UNAVAILABLE', async () => {
    const { status, errors } = await kontor.request('{ products { totalCount } }');
    expect([status, errors?.[0]?.extensions['code'], errors?.[0]?.message]).toEqual([
      503,
      'UNAVAILABLE',
      'The database is busy or restarting; try again.',
    ]);
  });

  it('gives up a statement that waits too long', async () => {
    const answers = await Promise.all(waiting);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual([
      'UNAVAILABLE',
      'UNAVAILABLE',
    ]);
  });

  it('serves again once the lock is gone', async () => {
    await locker.query('rollback');
    const [{ errors }, ready] = [await kontor.request(contacts), await fetch(`${kontor.url}/readyz`)];
    expect([errors, ready.status]).toEqual([undefined, 200]);
  });
});

describe('a credential that cannot be looked up', () => {
  it('is answered with UNAVAILABLE, not as a wrong one', async () => {
    const kontor = await startTestServer();
    const key = await kontor.key();
    kontor.db.pool.connect = () => Promise.reject(new Error('timeout exceeded when trying to connect'));
    kontor.db.pool.query = () => Promise.reject(new Error('timeout exceeded when trying to connect'));
    const { status, errors } = await kontor.request('{ viewer { name } }', {}, { key });
    await kontor.stop();
    expect([status, errors?.[0]?.extensions['code']]).toEqual([503, 'UNAVAILABLE']);
  });
});

describe('while the connection that reads the log is lost and cannot come back', () => {
  it('is not ready, though the pool still answers', async () => {
    const kontor = await startTestServer();
    const readyz = async () => {
      const response = await fetch(`${kontor.url}/readyz`);
      return { status: response.status, body: await response.json() };
    };
    const url = new URL(kontor.db.url);
    const database = url.pathname.slice(1);
    url.pathname = '/postgres';
    const outside = new pg.Client(url.href);
    await outside.connect();
    expect(await readyz()).toMatchObject({ status: 200 });
    await outside.query(`alter database "${database}" allow_connections false`);
    await outside.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kontor tail' and datname = $1`,
      [database],
    );
    await until(async () => (await readyz()).status === 503);
    expect(await readyz()).toEqual({
      status: 503,
      body: { status: 'not ready', reason: 'The event log is not read: the connection for it was lost.' },
    });
    await outside.query(`alter database "${database}" allow_connections true`);
    await until(async () => (await readyz()).status === 200);
    await outside.end();
    await kontor.stop();
  });
});

/** Not from `pg_stat_activity`, which says the same throughout a transaction. */
async function untilTwoWaitFor(locker: pg.Client): Promise<void> {
  for (let count = 0; count < 2;) {
    const { rowCount } = await locker.query(
      `select from pg_locks where not granted and relation = 'contact'::regclass`,
    );
    count = rowCount ?? 0;
  }
}
