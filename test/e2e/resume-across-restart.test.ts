import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { connectDatabase } from '../../src/app/database/connect.ts';
import { createApiKey } from '../../src/services/access/api-keys.ts';
import { createCustomer } from '../../src/services/customers/write-customer.ts';
import { emptyTestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';

/** `kontor start` as a process of its own, which can be killed and started again on the same port. */
class Server {
  readonly #env: NodeJS.ProcessEnv;
  readonly url: string;
  #process: ChildProcess | undefined;

  constructor(env: NodeJS.ProcessEnv, port: number) {
    this.#env = { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'fatal' };
    this.url = `127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    const args = ['--import', '@swc-node/register/esm-register', path.resolve('src/cli/main.ts'), 'start'];
    this.#process = spawn(process.execPath, args, {
      env: this.#env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const exited = once(this.#process, 'exit').then(([code]) => {
      throw new Error(`The server ended with ${String(code)} before it was ready.`);
    });
    await Promise.race([this.#ready(), exited]);
    exited.catch(() => {});
  }

  async kill(signal: NodeJS.Signals): Promise<unknown> {
    const exited = this.#process && once(this.#process, 'exit');
    this.#process?.kill(signal);
    return (await exited)?.[0];
  }

  async #ready(): Promise<void> {
    for (;;) {
      const response = await fetch(`http://${this.url}/readyz`).catch(() => null);
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

describe('a subscriber that is cut off while changes go on', () => {
  it('has seen every event once, in order, across kill -9 and restart of the server', async () => {
    const database = await emptyTestDatabase();
    const dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-e2e-'));
    const db = await connectDatabase(database.url, 4);
    const key = (await createApiKey(asSystem(db), { name: 'subscriber', scopes: ['all'] })).key ?? '';
    const server = new Server({ DATABASE_URL: database.url, KONTOR_DATA_DIR: dataDir }, await freePort());
    await server.start();

    const seen: { cursor: string; customer: string }[] = [];
    const follow = new AbortController();
    const following = followCustomers(server.url, key, seen, follow.signal);

    // The writer is another process's worth of Kontor on the same database: it goes on while the server is down.
    const created: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (let each = 0; each < 40; each += 1) {
        const { id } = await createCustomer(asSystem(db), { name: `Kunde ${round}/${each}` });
        created.push(id);
        if (each === 20) await server.kill(round === 1 ? 'SIGTERM' : 'SIGKILL');
      }
      await server.start();
    }
    while (seen.length < created.length) await new Promise((resolve) => setTimeout(resolve, 20));
    follow.abort();
    await following;
    await server.kill('SIGTERM');

    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(seen.length);
    expect(seen.map(({ customer }) => customer)).toEqual(
      created.map((_, place) => `Kunde ${Math.floor(place / 40)}/${place % 40}`),
    );
    await db.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }, 120_000);
});

/** Subscribes again with the last cursor whenever the connection is lost: what a well-behaved client does. */
async function followCustomers(
  url: string,
  key: string,
  seen: { cursor: string; customer: string }[],
  signal: AbortSignal,
): Promise<void> {
  const start = await fetch(`http://${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ eventCursor }' }),
  });
  let after = ((await start.json()) as { data: { eventCursor: string } }).data.eventCursor;
  while (!signal.aborted) {
    const client = createClient({
      url: `ws://${url}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${key}` },
      retryAttempts: 0,
    });
    const stop = () => void client.dispose();
    signal.addEventListener('abort', stop);
    const events = client.iterate<{ events: { cursor: string; customer: { name: string } } }>({
      query: `subscription ($after: String) {
        events(after: $after, filter: { types: ["customer.created"] }) {
          cursor customer { name }
        }
      }`,
      variables: { after },
    });
    try {
      for await (const { data } of events) {
        if (!data) continue;
        after = data.events.cursor;
        seen.push({ cursor: after, customer: data.events.customer.name });
      }
    } catch {
      // The server went away: that is what this test does to it.
    } finally {
      signal.removeEventListener('abort', stop);
      await client.dispose();
    }
  }
}
