import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { sealEventCursor } from '../../src/events/cursor.ts';
import { readEventCursor } from '../../src/events/log.ts';
import { revokeApiKey } from '../../src/services/access/api-keys.ts';
import { forgetViewers } from '../../src/services/access/authenticate.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { asSystem } from '../support/viewers.ts';
import { type Platform, platform } from './support/followers.ts';
import { connect, socketServer, type SocketServer, subscribe } from './support/socket-server.ts';
import { announce, openTransaction } from './support/writers.ts';
import { until } from '../support/until.ts';

// Of customers only: keys are made meanwhile, which are events, too.
const EVENTS =
  'subscription ($after: String) { events(after: $after, filter: { types: ["customer.*"] }) { cursor type data } }';

interface Events {
  readonly events: { readonly cursor: string; readonly type: string; readonly data: Record<string, unknown> };
}

describe('the WebSocket transport', () => {
  let here: Platform;
  let server: SocketServer;
  let authorization: string;

  beforeEach(async () => {
    here = await platform();
    server = await socketServer(here);
    authorization = `Bearer ${(await server.key()).key}`;
  });
  afterEach(async () => {
    await server.stop();
    await here.close();
  });

  const number = (value: number) => announce(here.db, { data: { number: value } });

  it('shows what happens', async () => {
    const client = connect(server.url, authorization);
    const events = subscribe<Events>(client, EVENTS, { after: await readEventCursor(here.db) });
    await number(1);
    expect((await events.next()).value.data.events).toMatchObject({
      type: 'customer.updated',
      data: { number: 1 },
    });
    await client.dispose();
  });

  it('shows the record as it is at delivery, loaded anew for each event', async () => {
    const id = randomUUID();
    await here.db.query(
      `insert into customer (id, name, addresses, phones, emails, tags) values ($1, 'Old', '[]', '[]', '[]', '{}')`,
      [id],
    );
    const client = connect(server.url, authorization);
    const changes = subscribe<{ customerChanged: { customer: { name: string } } }>(
      client,
      'subscription ($id: ID!, $after: String) { customerChanged(customerId: $id, after: $after) { customer { name } event { subject { id type } } } }',
      { id: encodeId('Customer', id), after: await readEventCursor(here.db) },
    );
    await announce(here.db, { customerId: id, subjectId: id });
    expect((await changes.next()).value.data.customerChanged.customer.name).toBe('Old');
    await here.db.query(`update customer set name = 'New'`);
    await announce(here.db, { customerId: id, subjectId: id });
    expect((await changes.next()).value.data.customerChanged).toEqual({
      customer: { name: 'New' },
      event: { subject: { id: encodeId('Customer', id), type: 'Customer' } },
    });
    await client.dispose();
  });

  it('answers a syntax error with an error, and goes on with the other subscriptions of the socket', async () => {
    const client = connect(server.url, authorization);
    const events = subscribe<Events>(client, EVENTS, { after: await readEventCursor(here.db) });
    const first = events.next();
    await expect(subscribe(client, 'subscription { events {').next()).rejects.toMatchObject([
      { extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
    await number(1);
    expect((await first).value.data.events.data).toEqual({ number: 1 });
    await client.dispose();
  });

  it.each([
    ['a query', '{ __typename }', 'OPERATION_NOT_ALLOWED'],
    ['what the schema does not have', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable that does not fit',
      'subscription ($id: ID!) { customerChanged(customerId: $id) { cursor } }',
      'BAD_USER_INPUT',
    ],
    ['an id that is none', 'subscription { customerChanged(customerId: "x") { cursor } }', 'INVALID'],
    [
      'a type of event that there is not',
      'subscription { events(filter: { types: ["a.b"] }) { id } }',
      'INVALID',
    ],
    ['a cursor that is none', 'subscription { events(after: "x") { id } }', 'INVALID'],
  ])('refuses %s, by its code', async (_what, query, code) => {
    const client = connect(server.url, authorization);
    await expect(subscribe(client, query).next()).rejects.toMatchObject([{ extensions: { code } }]);
    await client.dispose();
  });

  it('refuses a cursor that has expired', async () => {
    const client = connect(server.url, authorization);
    const after = sealEventCursor({ epoch: 'abc', position: 1 });
    await expect(subscribe(client, EVENTS, { after }).next()).rejects.toMatchObject([
      { extensions: { code: 'CURSOR_EXPIRED' } },
    ]);
    await client.dispose();
  });

  it.each([
    ['without a credential', undefined],
    ['with a credential that is none', 'Bearer nonsense'],
    ['with an unknown key', `Bearer kontor_abcdefgh_${'a'.repeat(43)}`],
  ])('closes a socket %s as forbidden', async (_how, credential) => {
    const client = connect(server.url, credential);
    await expect(subscribe(client, EVENTS).next()).rejects.toMatchObject({ code: 4403 });
  });

  it('refuses what the scopes of the key do not cover', async () => {
    const { key } = await server.key({ scopes: ['customers:read'] });
    const client = connect(server.url, `Bearer ${key}`);
    await expect(subscribe(client, 'subscription { events { __typename } }').next()).rejects.toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    await client.dispose();
  });

  it('ends the subscription and then the socket when its key is revoked', async () => {
    const { id, key } = await server.key();
    const client = connect(server.url, `Bearer ${key}`);
    const events = subscribe<Events>(client, EVENTS, { after: await readEventCursor(here.db) });
    await number(1);
    await events.next();
    const next = events.next();
    await revokeApiKey(asSystem(here.db), { id: encodeId('ApiKey', id) });
    await expect(next).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await client.closed).toMatchObject({ code: 4401 });
  });

  it('closes a socket when its key expires, though nothing happens', async () => {
    const { key } = await server.key({ expiresAt: new Date(Date.now() + 700) });
    const client = connect(server.url, `Bearer ${key}`);
    await expect(subscribe(client, EVENTS).next()).rejects.toMatchObject({ code: 4401 });
  });

  it('lets go of the log when a client unsubscribes or goes away', async () => {
    const client = connect(server.url, authorization);
    const events = subscribe(client, EVENTS);
    const waiting = events.next();
    await until(() => here.feed.size === 1);
    await events.return?.();
    await until(() => here.feed.size === 0);
    await waiting;

    const others = subscribe(client, EVENTS).next();
    await until(() => here.feed.size === 1);
    client.terminate();
    await expect(others).rejects.toBeDefined();
    await until(() => here.feed.size === 0);
  });

  /** A socket that says what it is told to: graphql-ws never uses an id twice. */
  async function plainSocket(
    url = server.url,
  ): Promise<{ socket: WebSocket; send: (message: object) => void }> {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    const send = (message: object): void => socket.send(JSON.stringify(message));
    await once(socket, 'open');
    send({ type: 'connection_init', payload: { authorization } });
    await once(socket, 'message');
    return { socket, send };
  }
  const subscribing = (id: string) => ({ id, type: 'subscribe', payload: { query: EVENTS } });

  it('has one subscription of an id at a time, also where the first is unsubscribed while it is opened', async () => {
    const { socket, send } = await plainSocket();
    const closed = once(socket, 'close');
    send(subscribing('one'));
    send({ id: 'one', type: 'complete' });
    send(subscribing('one'));
    expect((await closed)[0]).toBe(4409);
    await until(() => here.feed.size === 0);
    // One after the other they are welcome.
    const other = await plainSocket();
    for (let round = 0; round < 3; round += 1) {
      other.send(subscribing('one'));
      await until(() => here.feed.size === 1);
      other.send({ id: 'one', type: 'complete' });
      await until(() => here.feed.size === 0);
    }
    other.socket.close();
  });

  it('lets go of what was being opened when the socket was closed, also where the client does not answer', async () => {
    const { socket, send } = await plainSocket();
    const opened: Promise<unknown>[] = [];
    const open = here.feed.subscribe.bind(here.feed);
    here.feed.subscribe = (options) => {
      const opening = open(options);
      opened.push(opening);
      return opening;
    };
    const lock = await openTransaction(here.db);
    await lock.query(`lock table api_key in access exclusive mode`);
    forgetViewers(here.db);
    send(subscribing('one'));
    // The server closes the socket; a client that does not read does not know.
    socket.pause();
    send(subscribing('one'));
    await until(() => socket.bufferedAmount === 0);
    await lock.end('rollback');
    await until(() => opened.length === 1);
    await opened[0];
    await until(() => here.feed.size === 0);
    socket.terminate();
  });

  it('allows only so many subscriptions on one socket', async () => {
    const small = await socketServer(here, { maxSubscriptionsPerSocket: 2 });
    const client = connect(small.url, authorization);
    const two = [subscribe(client, EVENTS).next(), subscribe(client, EVENTS).next()];
    await until(() => here.feed.size === 2);
    await expect(subscribe(client, EVENTS).next()).rejects.toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED' } },
    ]);
    await client.dispose();
    await Promise.allSettled(two);
    await small.stop();
  });

  it('counts among them what is being opened still, though it was unsubscribed', async () => {
    const small = await socketServer(here, { maxSubscriptionsPerSocket: 2 });
    const { socket, send } = await plainSocket(small.url);
    const lock = await openTransaction(here.db);
    await lock.query(`lock table api_key in access exclusive mode`);
    forgetViewers(here.db);
    for (const id of ['one', 'two']) {
      send(subscribing(id));
      send({ id, type: 'complete' });
    }
    const answer = once(socket, 'message');
    send(subscribing('three'));
    expect(JSON.parse(String((await answer)[0]))).toMatchObject({
      id: 'three',
      type: 'error',
      payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
    await lock.end('rollback');
    socket.terminate();
    await until(() => here.feed.size === 0);
    await small.stop();
  });

  it('tells sockets to come back when it stops, and they resume where they were', async () => {
    const port = Number(new URL(server.url).port);
    const seen: unknown[] = [];
    let after = await readEventCursor(here.db);
    const client = connect(server.url, authorization, 1_000);
    // graphql-ws sends the same document again after a reconnect: the newest cursor has to be in it.
    const payload = {
      query: EVENTS,
      get variables() {
        return { after };
      },
    };
    const done = new Promise<void>((resolve, reject) => {
      client.subscribe<Events>(payload, {
        next: ({ data }) => {
          after = data!.events.cursor;
          seen.push(data!.events.data['number']);
          if (seen.length === 20) resolve();
        },
        error: reject,
        complete: resolve,
      });
    });
    for (let value = 1; value <= 20; value += 1) {
      await number(value);
      if (value % 7 === 0) {
        await server.stop();
        server = await socketServer(here, { port });
      }
    }
    await done;
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    await client.dispose();
  });
});
