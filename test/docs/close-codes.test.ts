import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { CloseCode } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../support/server.ts';

const EVENTS = { query: 'subscription { events { cursor } }' };
const rows = new Set(
  [...readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8').matchAll(/^\| (\d{4}) /gm)].map(
    ([, code]) => Number(code),
  ),
);
/** What a client says to a server, and no server to its clients. */
const OF_CLIENTS: readonly number[] = [
  CloseCode.InternalClientError,
  CloseCode.BadResponse,
  CloseCode.ConnectionAcknowledgementTimeout,
];

describe('the close codes of the documentation', () => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await startTestServer();
    key = await server.key();
  });
  afterAll(() => server.stop());

  it('are all that a server of graphql-ws has, and those of WebSockets that Kontor closes with', () => {
    const known = Object.values(CloseCode).filter(
      (code): code is CloseCode => typeof code === 'number' && !OF_CLIENTS.includes(code),
    );
    expect([...rows].toSorted((a, b) => a - b)).toEqual(
      [1001, 1006, 1009, 1013, ...known].toSorted((a, b) => a - b),
    );
  });

  it.each<readonly [number, string, (authorization: string) => readonly unknown[]]>([
    [
      1009,
      'a message that is too long',
      () => [{ type: 'ping', payload: { padding: 'x'.repeat(256 * 1024) } }],
    ],
    [4400, 'what is no message', () => [{ type: 'nonsense' }]],
    [4401, 'a subscription before the credential', () => [{ id: '1', type: 'subscribe', payload: EVENTS }]],
    [4403, 'no credential', () => [{ type: 'connection_init' }]],
    [4408, 'nothing', () => []],
    [
      4409,
      'two subscriptions of one id',
      (authorization) => [
        { type: 'connection_init', payload: { authorization } },
        { id: '1', type: 'subscribe', payload: EVENTS },
        { id: '1', type: 'subscribe', payload: EVENTS },
      ],
    ],
    [
      4429,
      'a second `connection_init`',
      (authorization) => [
        { type: 'connection_init', payload: { authorization } },
        { type: 'connection_init', payload: { authorization } },
      ],
    ],
  ])('%i answers %s', async (code, _what, messages) => {
    expect(await closedAfter(messages(`Bearer ${key}`))).toBe(code);
  });

  it('4406 answers a client without the protocol', async () => {
    expect(await closedAfter([], [])).toBe(4406);
  });

  async function closedAfter(
    messages: readonly unknown[],
    protocols: string | string[] = 'graphql-transport-ws',
  ): Promise<unknown> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, protocols);
    const closed = once(socket, 'close');
    await once(socket, 'open');
    for (const message of messages) {
      const answered = once(socket, 'message');
      socket.send(JSON.stringify(message));
      if ((message as { type: string }).type === 'connection_init') await Promise.race([answered, closed]);
    }
    const [code] = (await closed) as [number];
    return code;
  }
});
