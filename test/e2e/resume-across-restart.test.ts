import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { createApiKey } from '../../src/services/access/api-keys.ts';
import { createCustomer } from '../../src/services/customers/write-customer.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { asSystem } from '../support/viewers.ts';

interface Seen {
  readonly cursor: string;
  readonly customer: string;
}

/** The last customer: whoever has seen it has seen all, or has missed what is not there. */
const LAST = 'The last one';

describe('a subscriber that is cut off while changes go on', () => {
  let dataDir: string;
  let db: TestDatabase;
  let server: ServerProcess;

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-e2e-'));
    db = await testDatabase(4);
    server = await ServerProcess.create({ DATABASE_URL: db.url, KONTOR_DATA_DIR: dataDir });
    await server.start();
  }, 120_000);
  afterEach(async () => {
    await server.kill('SIGKILL');
    await db.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('has seen every event once, in order, across kill -9 and restart of the server', async () => {
    const key = (await createApiKey(asSystem(db), { name: 'subscriber', scopes: ['all'] })).key ?? '';
    // Before the first change, which it would miss otherwise.
    const following = followCustomers(server, key, await cursorOfNow(server, key));

    // The writer is another process's worth of Kontor on the same database: it goes on while the server is down.
    const created: string[] = [];
    const create = async (name: string) => {
      await createCustomer(asSystem(db), { name });
      created.push(name);
    };
    for (let round = 0; round < 3; round += 1) {
      for (let each = 0; each < 40; each += 1) {
        await create(`Kunde ${round}/${each}`);
        if (each === 20) await server.kill(round === 1 ? 'SIGTERM' : 'SIGKILL');
      }
      await server.start();
    }
    await create(LAST);

    const seen = await following;
    expect(seen.map(({ customer }) => customer)).toEqual(created);
    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(created.length);
  }, 120_000);
});

async function cursorOfNow(server: ServerProcess, key: string): Promise<string> {
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ eventCursor }' }),
  });
  return ((await answer.json()) as { data: { eventCursor: string } }).data.eventCursor;
}

/**
 * What is seen after the cursor, up to the last customer. Subscribes again with the last cursor whenever the
 * connection is lost: what a well-behaved client does.
 */
async function followCustomers(server: ServerProcess, key: string, cursor: string): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (;;) {
    await server.up;
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${key}` },
      retryAttempts: 0,
    });
    const events = client.iterate<{ events: { cursor: string; customer: { name: string } } }>({
      query: `subscription ($after: String) {
        events(after: $after, filter: { types: ["customer.created"] }) {
          cursor customer { name }
        }
      }`,
      variables: { after: seen.at(-1)?.cursor ?? cursor },
    });
    try {
      for await (const { data, errors } of events) {
        if (!data) throw new Error(`An event could not be read: ${JSON.stringify(errors)}`);
        seen.push({ cursor: data.events.cursor, customer: data.events.customer.name });
        if (data.events.customer.name === LAST) return seen;
      }
    } catch (error) {
      if (!isLostConnection(error)) throw error;
    } finally {
      await client.dispose();
    }
  }
}

/** The server went away: that is what this test does to it. Refusals have codes from 4000 on (RFC 6455, 7.4.2). */
function isLostConnection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && Number(error.code) < 4000;
}
