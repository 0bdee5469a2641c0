import { createClient } from 'graphql-sse';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { revokeApiKey } from '../../src/services/access/api-keys.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { EventSource, type Events } from './support/event-source.ts';
import { upTo } from './support/followers.ts';
import { announce } from './support/writers.ts';
import { until } from '../support/until.ts';

// No argument for the cursor: a reconnect continues by `Last-Event-ID` alone.
const EVENTS = 'subscription { events(filter: { types: ["customer.*"] }) { cursor data } }';

/** A little event that becomes a megabyte: together far more than the operating system's own buffers hold. */
const COUNT = 60;
const PADDING = 'x'.repeat(50_000);
const LARGE = `subscription { events(filter: { types: ["customer.*"] }) {
  cursor data ${Array.from({ length: 20 }, (_, at) => `copy${at}: data`).join(' ')}
} }`;
/** Nothing of this happens here. */
const QUIET = 'subscription { events(filter: { types: ["invoice.*"] }) { cursor } }';

describe('an event stream', () => {
  let server: TestServer;
  let key: string;

  beforeAll(async () => {
    server = await startTestServer({ KONTOR_MAX_SOCKETS_PER_KEY: '3' });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    key = await server.key();
  });

  const urlOf = (query: string): URL => {
    const url = new URL('/graphql/stream', server.url);
    url.searchParams.set('query', query);
    return url;
  };
  const open = (query = EVENTS, headers: Record<string, string> = {}): Promise<EventSource> =>
    EventSource.open(urlOf(query), { authorization: `Bearer ${key}`, ...headers });
  const number = (value: number) => announce(server.db, { data: { number: value } });

  it('shows what happens; the id of an event is its cursor', async () => {
    const stream = await open();
    for (const value of upTo(3)) await number(value);
    await until(() => stream.numbers.length === 3);
    expect(stream.numbers).toEqual(upTo(3));
    expect(stream.messages.map(({ id }) => id)).toEqual(
      stream.results.map(({ data }) => data?.events.cursor),
    );
    stream.lose();
  });

  it('that comes back with `Last-Event-ID` has missed nothing and sees nothing twice', async () => {
    const seen: number[] = [];
    let stream = await open();
    const writing = (async () => {
      for (const value of upTo(60)) await number(value);
    })();
    while (seen.length < 60) {
      const had = seen.length;
      await until(() => stream.numbers.length > 0);
      stream.lose();
      await stream.ended;
      seen.push(...stream.numbers);
      expect(seen.length).toBeGreaterThan(had);
      if (seen.length < 60) stream = await open(EVENTS, { 'last-event-id': stream.lastEventId });
    }
    await writing;
    expect(seen).toEqual(upTo(60));
  });

  it('that is lost before its first event continues where it began', async () => {
    const stream = await open();
    await until(() => stream.lastEventId !== '');
    stream.lose();
    await stream.ended;
    await number(1);
    const back = await open(EVENTS, { 'last-event-id': stream.lastEventId });
    await until(() => back.numbers.length === 1);
    expect(back.numbers).toEqual([1]);
    back.lose();
  });

  it('is what a client of graphql-sse expects, by POST with variables', async () => {
    const client = createClient({
      url: `${server.url}/graphql/stream`,
      headers: { authorization: `Bearer ${key}` },
      retryAttempts: 0,
    });
    const { data } = await server.request('{ eventCursor }');
    const events = client.iterate<Events>({
      query:
        'subscription ($after: String) { events(after: $after, filter: { types: ["customer.*"] }) { cursor data } }',
      variables: { after: data.eventCursor },
    });
    await number(1);
    await number(2);
    expect((await events.next()).value?.data?.events.data).toEqual({ number: 1 });
    expect((await events.next()).value?.data?.events.data).toEqual({ number: 2 });
    await events.return?.();
    client.dispose();
  });

  it.each([
    ['no credential', EVENTS, { authorization: '' }, '401'],
    ['a credential that is none', EVENTS, { authorization: 'Bearer nonsense' }, '401'],
    ['a syntax error', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['a query', '{ eventTypes { name } }', {}, 'OPERATION_NOT_ALLOWED'],
    ['what the schema does not have', 'subscription { nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['an id that is none', 'subscription { customerChanged(customerId: "x") { cursor } }', {}, 'INVALID'],
    ['a last event id that is none', EVENTS, { 'last-event-id': 'x' }, 'INVALID'],
    ['no document', '', {}, 'GRAPHQL_PARSE_FAILED'],
  ])('is refused for %s, as JSON', async (_what, query, headers, reason) => {
    await expect(open(query, headers)).rejects.toThrow(reason);
  });

  it('is refused where the scopes of the key do not reach', async () => {
    key = await server.key({ scopes: ['customers:read'] });
    await expect(open()).rejects.toThrow(/^403 .*FORBIDDEN/);
  });

  it('counts as a socket of its key, until it is over', async () => {
    const streams = [await open(), await open(), await open()];
    await expect(open()).rejects.toThrow(/^429 .*at most 3 sockets/);
    streams[0]?.lose();
    await until(async () => {
      const next = await open().catch(() => null);
      if (next) streams.push(next);
      return next !== null;
    });
    for (const stream of streams) stream.lose();
  });

  it('ends with the reason when its key is revoked', async () => {
    const { data } = await server.request(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { id } } }',
      {
        input: { name: 'short', scopes: ['all'] },
      },
    );
    key = data.createApiKey.key;
    const stream = await open();
    await number(1);
    await until(() => stream.numbers.length === 1);
    await revokeApiKey(asSystem(server.db), { id: data.createApiKey.apiKey.id });
    await stream.ended;
    expect(stream.results.at(-1)?.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(stream.messages.at(-1)?.event).toBe('complete');
  });

  it('ends with the reason when its key expires, though nothing happens', async () => {
    key = await server.key({ expiresAt: new Date(Date.now() + 900) });
    const stream = await open();
    await stream.ended;
    expect(stream.results.at(-1)?.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('ends without being completed when the server stops, so that clients come back', async () => {
    const another = await startTestServer();
    const url = new URL('/graphql/stream', another.url);
    url.searchParams.set('query', EVENTS);
    const stream = await EventSource.open(url, { authorization: `Bearer ${await another.key()}` });
    await announce(another.db, { data: { number: 1 } });
    await until(() => stream.numbers.length === 1);
    await another.stop();
    await stream.ended;
    expect(stream.messages.map(({ event }) => event)).toEqual(['next']);
  });

  it('that does not read is cut off, and resumes', async () => {
    const { data } = await server.request('{ eventCursor }');
    const others = [await open(QUIET), await open(QUIET)];
    // It reads nothing for as long as nobody asks it to.
    const request = get(urlOf(LARGE), { headers: { authorization: `Bearer ${key}` } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    for (const value of upTo(COUNT)) {
      await announce(server.db, { data: { number: value, padding: PADDING } });
    }
    // Its place is free, though it still has not read anything.
    await until(async () => {
      const next = await open(QUIET).catch(() => null);
      next?.lose();
      return next !== null;
    });
    for (const stream of others) stream.lose();
    // What was on its way still comes; then the connection is gone.
    const read = response.resume().toArray();
    await expect(read).rejects.toMatchObject({ code: 'ECONNRESET' });
    const back = await open(EVENTS, { 'last-event-id': data.eventCursor });
    await until(() => back.numbers.at(-1) === COUNT);
    expect(back.numbers).toEqual(upTo(COUNT));
    back.lose();
  });

  it('goes on after an event that is larger than all that may wait', async () => {
    const stream = await open(LARGE);
    for (const value of upTo(2)) {
      // Twenty copies: more than the operating system takes at once.
      await announce(server.db, { data: { number: value, padding: 'x'.repeat(500_000) } });
      await until(() => stream.numbers.at(-1) === value);
    }
    expect(stream.numbers).toEqual(upTo(2));
    stream.lose();
  });

  it('of a subscription without a cursor has no ids', async () => {
    const { data } = await server.request(
      'mutation { createTeam(input: { name: "Service" }) { team { id } userErrors { message } } }',
    );
    const stream = await open(`subscription { queueChanged(teamId: "${data.createTeam.team.id}") { open } }`);
    await until(() => stream.messages.length === 1);
    expect(stream.lastEventId).toBe('');
    stream.lose();
  });
});
