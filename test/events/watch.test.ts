import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { WatchError, watchEvents, type WatchedEvent } from '../../src/cli/commands/watch/follow.ts';
import { eventLine } from '../../src/cli/commands/watch/print.ts';
import { sealEventCursor } from '../../src/events/cursor.ts';
import { readEventCursor } from '../../src/events/log.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { type Platform, platform } from './support/followers.ts';
import { socketServer, type SocketServer } from './support/socket-server.ts';
import { announce } from './support/writers.ts';
import { fromSource } from '../support/from-source.ts';
import { until } from '../support/until.ts';

describe('watching', () => {
  let here: Platform;
  let server: SocketServer;
  let key: string;

  beforeEach(async () => {
    here = await platform();
    server = await socketServer(here);
    key = (await server.key()).key;
  });
  afterEach(async () => {
    await server.stop();
    await here.close();
  });

  async function watching(after: string, seen: WatchedEvent[], signal: AbortSignal): Promise<void> {
    return watchEvents({
      url: server.url,
      key,
      after,
      types: ['customer.*'],
      customerId: null,
      signal,
      onEvent: (event) => void seen.push(event),
      onNotice: () => undefined,
    });
  }

  it('goes on where it was when the connection comes back', async () => {
    const seen: WatchedEvent[] = [];
    const enough = new AbortController();
    const watched = watching(await readEventCursor(here.db), seen, enough.signal);
    await announce(here.db, { data: { number: 1 } });
    await until(() => seen.length === 1);

    const port = Number(new URL(server.url).port);
    await server.stop();
    await announce(here.db, { data: { number: 2 } });
    server = await socketServer(here, { port });
    await announce(here.db, { data: { number: 3 } });
    await until(() => seen.length === 3);

    enough.abort();
    await watched;
    expect(seen.map((event) => event.data['number'])).toEqual([1, 2, 3]);
  });

  it('ends when it is told to, though nobody answers', async () => {
    const enough = new AbortController();
    const notices: string[] = [];
    const watched = watchEvents({
      url: 'ws://127.0.0.1:9/graphql',
      key,
      after: 'x',
      types: [],
      customerId: null,
      signal: enough.signal,
      onEvent: () => undefined,
      onNotice: (text) => void notices.push(text),
    });
    await until(() => notices.length === 1);
    enough.abort();
    await watched;
    expect(notices).toEqual(['Nobody answers at ws://127.0.0.1:9/graphql, trying again']);
  });

  it('says when the cursor has expired', async () => {
    const watched = watching(
      sealEventCursor({ epoch: 'abc', position: 1 }),
      [],
      new AbortController().signal,
    );
    await expect(watched).rejects.toMatchObject({ name: 'WatchError', code: 'CURSOR_EXPIRED' });
  });

  it('says why a key is refused, instead of trying for ever', async () => {
    const request = {
      url: server.url,
      key: 'nonsense',
      after: await readEventCursor(here.db),
      types: [],
      customerId: null,
    };
    const watched = watchEvents({
      ...request,
      signal: new AbortController().signal,
      onEvent: () => undefined,
      onNotice: () => undefined,
    });
    await expect(watched).rejects.toThrow(WatchError);
    await expect(watched).rejects.toThrow('not an API key');
  });
});

describe('an event on one line', () => {
  it('has no control characters, whatever the names of others contain', () => {
    const line = eventLine(
      {
        cursor: 'x',
        type: 'customer.updated',
        occurredAt: '2026-11-22T09:30:00Z',
        subject: { type: 'Customer', id: 'customer_01' },
        customer: { id: 'customer_01', name: 'Evil\u001B[2J' },
        actor: { kind: 'INTEGRATION', name: 'erp\u009B' },
        data: { text: '\u0007' },
      },
      (_format, text) => text,
    );
    expect(line).not.toMatch(/\p{Cc}/u);
  });
});

describe('the command `kontor watch`', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('prints an event as one line of JSON, and how to continue when it is interrupted', async () => {
    const child = spawn(
      process.execPath,
      [...fromSource, 'src/cli/main.ts', 'watch', '--json', '--url', server.url],
      {
        cwd: path.join(import.meta.dirname, '../..'),
        env: { ...process.env, WATCH_KEY: await server.key() },
      },
    );
    const errors = createInterface(child.stderr)[Symbol.asyncIterator]();
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    expect((await errors.next()).value).toContain('Connected to ws://');

    await server.request(
      'mutation { createCustomer(input: { name: "Maschinenbau Huber" }) { customer { id } } }',
    );
    const event = JSON.parse((await lines.next()).value as string) as WatchedEvent;
    expect(event).toMatchObject({ type: 'customer.created', customer: { name: 'Maschinenbau Huber' } });

    child.kill('SIGINT');
    expect((await errors.next()).value).toContain(`--after ${event.cursor}`);
  });
});
