import { once } from 'node:events';
import { WebSocket } from 'ws';
import { readEventCursor } from '../../src/events/log.ts';
import { forgetViewers } from '../../src/services/access/authenticate.ts';
import { type Platform, platform, upTo } from './support/followers.ts';
import { connect, socketServer, type SocketServer, subscribe } from './support/socket-server.ts';
import { announce, openTransaction } from './support/writers.ts';
import { until } from '../support/until.ts';

const COPIES = Array.from({ length: 20 }, (_, at) => `copy${at}: data`).join(' ');
const EVENTS = `subscription ($after: String) {
  events(after: $after, filter: { types: ["customer.*"] }) { cursor data ${COPIES} }
}`;
/** A little event that becomes a megabyte: together far more than the operating system's own buffers hold. */
const COUNT = 60;
const PADDING = 'x'.repeat(50_000);

interface Events {
  readonly events: { readonly cursor: string; readonly data: { number: number } };
}

/** A client that can stop reading: graphql-ws cannot. */
class PlainSubscriber {
  readonly numbers: number[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = once(socket, 'close').then(([code, reason]) => ({
      code: Number(code),
      reason: String(reason),
    }));
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; payload: { data: Events } };
      if (message.type === 'next') this.numbers.push(message.payload.data.events.data.number);
    });
  }

  static async connect(
    url: string,
    authorization: string,
    after?: string,
    ids = ['one'],
  ): Promise<PlainSubscriber> {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    await once(socket, 'open');
    const subscriber = new PlainSubscriber(socket);
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    await once(socket, 'message');
    for (const id of ids) subscriber.subscribe(id, after);
    return subscriber;
  }

  subscribe(id: string, after?: string): void {
    const payload = { query: EVENTS, variables: { after } };
    this.#socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
  }

  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.terminate();
  }
}

describe('a subscriber that does not read', () => {
  let here: Platform;
  let server: SocketServer;
  let authorization: string;

  beforeEach(async () => {
    here = await platform();
    server = await socketServer(here, { maxBufferedBytes: 3_000_000 });
    authorization = `Bearer ${(await server.key()).key}`;
  });
  afterEach(async () => {
    await server.stop();
    await here.close();
  });

  const write = (value: number) => announce(here.db, { data: { number: value, padding: PADDING } });

  it('is cut off with its cursor, resumes from there and has missed nothing; others notice nothing', async () => {
    const slow = await PlainSubscriber.connect(server.url, authorization);
    const client = connect(server.url, authorization);
    const events = subscribe<Events>(client, EVENTS);
    const seen: number[] = [];
    const other = (async () => {
      while (seen.length < COUNT) seen.push((await events.next()).value.data!.events.data.number);
    })();
    await until(() => here.feed.size === 2 && here.feed.groups === 1);
    slow.stopReading();
    for (const value of upTo(COUNT)) await write(value);
    await other;
    expect(seen).toEqual(upTo(COUNT));

    slow.readOn();
    const { code, reason } = await slow.closed;
    expect(code).toBe(1013);
    expect(slow.numbers).toEqual(upTo(slow.numbers.length));
    expect(slow.numbers.length).toBeLessThan(COUNT);
    const [, cursor] = /^Too slow; continue after (\S+)$/.exec(reason) ?? [];
    const back = await PlainSubscriber.connect(server.url, authorization, cursor);
    await until(() => back.numbers.at(-1) === COUNT);
    expect([...slow.numbers, ...back.numbers]).toEqual(upTo(COUNT));
    back.close();
    await client.dispose();
  });

  it('reads nothing from the log any more while its close frame waits for it', async () => {
    const slow = await PlainSubscriber.connect(server.url, authorization);
    await until(() => here.feed.groups === 1);
    slow.stopReading();
    for (const value of upTo(COUNT)) await write(value);
    await until(() => here.feed.size === 0);
    // It has still got its connection: let go of by force, it would see 1006.
    slow.readOn();
    expect(await slow.closed).toMatchObject({ code: 1013 });
  });

  it('is told no cursor while another subscription of its socket, further behind, is being opened', async () => {
    const cursor = await readEventCursor(here.db);
    await write(0);
    const slow = await PlainSubscriber.connect(server.url, authorization);
    await until(() => here.feed.groups === 1);
    const lock = await openTransaction(here.db);
    await lock.query(`lock table api_key in access exclusive mode`);
    forgetViewers(here.db);
    slow.subscribe('two', cursor);
    slow.stopReading();
    for (const value of upTo(COUNT)) await write(value);
    await until(() => here.feed.size === 0);
    await lock.end('rollback');
    slow.readOn();
    expect(await slow.closed).toEqual({ code: 1013, reason: 'Too slow' });
  });

  it('and never does again is let go of, and forgotten', async () => {
    const slow = await PlainSubscriber.connect(server.url, authorization);
    await until(() => here.feed.groups === 1);
    slow.stopReading();
    for (const value of upTo(COUNT)) await write(value);
    await until(() => here.feed.size === 0);
    expect(here.feed.groups).toBe(0);
    slow.close();
  });

  it('and is catching up holds a position, and waits: it is not cut off', async () => {
    const cursor = await readEventCursor(here.db);
    for (const value of upTo(COUNT)) await write(value);
    const slow = await PlainSubscriber.connect(server.url, authorization, cursor);
    await until(() => slow.numbers.length > 0);
    slow.stopReading();
    // Another one overtakes it by all that there is.
    const other = await PlainSubscriber.connect(server.url, authorization, cursor);
    await until(() => other.numbers.at(-1) === COUNT);
    slow.readOn();
    await until(() => slow.numbers.at(-1) === COUNT);
    expect(slow.numbers).toEqual(upTo(COUNT));
    slow.close();
    other.close();
  });
});

describe('an event that is larger than all that may wait', () => {
  let here: Platform;
  let server: SocketServer;
  let authorization: string;

  beforeEach(async () => {
    here = await platform();
    server = await socketServer(here, { maxBufferedBytes: 1_000_000 });
    authorization = `Bearer ${(await server.key()).key}`;
  });
  afterEach(async () => {
    await server.stop();
    await here.close();
  });

  // Twenty copies: more than the operating system takes at once.
  const writeLarge = (value: number) =>
    announce(here.db, { data: { number: value, padding: 'x'.repeat(1_000_000) } });

  it('is delivered as any other', async () => {
    const subscriber = await PlainSubscriber.connect(server.url, authorization);
    await until(() => here.feed.groups === 1);
    for (const value of upTo(3)) {
      await writeLarge(value);
      await until(() => subscriber.numbers.at(-1) === value);
    }
    expect(subscriber.numbers).toEqual(upTo(3));
    subscriber.close();
  });

  it('cuts nobody off who catches up, with several subscriptions on one socket', async () => {
    const cursor = await readEventCursor(here.db);
    for (const value of upTo(3)) await writeLarge(value);
    const subscriber = await PlainSubscriber.connect(server.url, authorization, cursor, ['one', 'two']);
    await until(() => subscriber.numbers.length === 6);
    expect(subscriber.numbers.toSorted()).toEqual([1, 1, 2, 2, 3, 3]);
    subscriber.close();
  });
});

describe('limits of sockets', () => {
  it('let one key open only so many, say so in a way that is tried again, and count those that are open', async () => {
    const here = await platform();
    const server = await socketServer(here, { maxSockets: 2 });
    const key = async () => `Bearer ${(await server.key()).key}`;
    const authorization = await key();
    const clients = [connect(server.url, authorization), connect(server.url, authorization)];
    const waiting = clients.map((client) => subscribe(client, EVENTS).next());
    await until(() => here.feed.size === 2);
    await expect(subscribe(connect(server.url, authorization), EVENTS).next()).rejects.toMatchObject({
      code: 1013,
      reason: expect.stringContaining('at most 2 sockets'),
    });
    // Another key has places of its own.
    const other = connect(server.url, await key());
    const others = subscribe(other, EVENTS).next();
    await until(() => here.feed.size === 3);

    await clients[0]?.dispose();
    await until(() => here.feed.size === 2);
    const next = connect(server.url, authorization);
    const nexts = subscribe(next, EVENTS).next();
    await until(() => here.feed.size === 3);
    for (const client of [...clients, other, next]) await client.dispose();
    await Promise.allSettled([...waiting, others, nexts]);
    await server.stop();
    await here.close();
  });

  it('cut off who does not answer pings', async () => {
    const here = await platform();
    const server = await socketServer(here, { keepAlive: 100 });
    const socket = new WebSocket(server.url, 'graphql-transport-ws', { autoPong: false });
    await once(socket, 'open');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1006);
    await server.stop();
    await here.close();
  });
});
