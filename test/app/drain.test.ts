import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApiKey } from '../../src/services/access/api-keys.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { asSystem } from '../support/viewers.ts';
import { ask, BusyClient, followBySocket, followByStream, Pipelined, statusOf } from './drain-clients.ts';
import { until } from '../support/until.ts';

describe('a server process that is told to stop', () => {
  let dataDir: string;
  let db: TestDatabase;
  let server: ServerProcess;
  let key: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-drain-'));
    db = await testDatabase(4);
    key = (await createApiKey(asSystem(db), { name: 'test', scopes: ['all'] })).key ?? '';
    server = await ServerProcess.create({ DATABASE_URL: db.url, KONTOR_DATA_DIR: dataDir });
    await server.start();
  });
  afterEach(async () => {
    await server.kill('SIGKILL');
    await db.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  // Its exit code is 1 where `KONTOR_SHUTDOWN_TIMEOUT_MS` cut off what was still under way.
  it('breaks no request, tells sockets and streams to come back, and ends by itself', async () => {
    const clients = Array.from({ length: 8 }, () => new BusyClient());
    const running = clients.map((client) => client.run(server.url, key));
    const socketClosed = followBySocket(server.url, key);
    const { ended: streamEnded } = await followByStream(server.url, key);
    // A connection that says nothing, as browsers make them in advance.
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(silent, 'connect');
    await until(() => clients.every(({ answered }) => answered >= 5));

    expect(await server.end('SIGTERM')).toBe(0);
    await Promise.all(running);
    expect(clients.flatMap(({ broken }) => broken)).toEqual([]);
    expect(await socketClosed).toBe(1001);
    expect(await streamEnded).not.toContain('complete');
    silent.destroy();
  });

  it('is not ready any more while it finishes what is under way', async () => {
    const release = await holdUpTeams();
    const agent = new Agent({ keepAlive: true });
    const asked = ask(server.url, key, TEAMS);
    await until(async () => (await waitingForTeams()) === 1);
    expect(await statusOf(`${server.url}/readyz`, agent)).toBe(200);
    const ended = server.end('SIGTERM');
    await until(async () => (await statusOf(`${server.url}/readyz`, agent)) === 503);
    await release();
    expect(await asked).toMatchObject({ status: 200, body: { data: { teams: { nodes: [] } } } });
    expect(await ended).toBe(0);
    agent.destroy();
  });

  it('answers all that a client has sent at once on one connection', async () => {
    const release = await holdUpTeams();
    const before = new Pipelined(server.url, key, ['{ eventCursor }', TEAMS, '{ eventCursor }']);
    await until(async () => before.statuses.length === 1 && (await waitingForTeams()) === 1);
    const ended = server.end('SIGTERM');
    const agent = new Agent({ keepAlive: true });
    await until(async () => (await statusOf(`${server.url}/readyz`, agent)) === 503);
    const meanwhile = new Pipelined(server.url, key, ['{ eventCursor }', TEAMS, '{ eventCursor }']);
    await until(async () => (await waitingForTeams()) === 2);
    await until(() => hasHungUp(server.url), { what: 'no connection is taken any more' });
    await release();
    await Promise.all([before.ended, meanwhile.ended]);
    expect(before.statuses).toEqual([200, 200, 200]);
    expect(meanwhile.statuses).toEqual([200, 200, 200]);
    expect(await ended).toBe(0);
    agent.destroy();
  });

  it('ends while sockets come back and subscribe without a pause', async () => {
    const over = new AbortController();
    let connected = 0;
    const comingBack = Array.from({ length: 20 }, async () => {
      while (!over.signal.aborted) {
        await followBySocket(server.url, key, () => (connected += 1));
      }
    });
    for (let round = 0; round < 3; round += 1) {
      const before = connected;
      await until(() => connected >= before + 20);
      expect(await server.end('SIGTERM')).toBe(0);
      await server.start();
    }
    over.abort();
    await server.end('SIGTERM');
    await Promise.all(comingBack);
  });

  /** Whoever reads teams waits, until it is called. */
  async function holdUpTeams(): Promise<() => Promise<void>> {
    const holder = await db.pool.connect();
    await holder.query('begin');
    await holder.query('lock table team in access exclusive mode');
    return async () => {
      await holder.query('rollback');
      holder.release();
    };
  }

  async function waitingForTeams(): Promise<number> {
    const waiting = await db.query(
      `select 1 from pg_locks where not granted and relation = 'team'::regclass`,
    );
    return waiting.length;
  }
});

const TEAMS = '{ teams { nodes { id } } }';

async function hasHungUp(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}
