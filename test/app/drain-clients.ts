import { createClient } from 'graphql-ws';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';

export interface Answer {
  readonly status: number;
  /** Whether the server asks for this to be the connection's last request. */
  readonly isLast: boolean;
  readonly body: unknown;
}

/** One GraphQL request; rejects where it was not answered as a whole. */
export async function ask(url: string, key: string, query: string, agent?: Agent): Promise<Answer> {
  const asking = request(`${url}/graphql`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  });
  asking.end(JSON.stringify({ query }));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  const isLast = response.headers.connection === 'close';
  return { status: response.statusCode ?? 0, isLast, body: JSON.parse(text) };
}

export async function statusOf(url: string, agent: Agent): Promise<number> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  await response.toArray();
  return response.statusCode ?? 0;
}

/** Asks without a pause on one connection, until it is told to go elsewhere. */
export class BusyClient {
  answered = 0;
  /** Every request that was not answered. */
  readonly broken: unknown[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  async run(url: string, key: string): Promise<void> {
    for (let isLast = false; !isLast && this.broken.length === 0;) {
      try {
        const answer = await ask(url, key, '{ eventCursor }', this.#agent);
        if (answer.status === 200) this.answered += 1;
        else this.broken.push(answer);
        isLast = answer.isLast;
      } catch (error) {
        this.broken.push(error);
      }
    }
    this.#agent.destroy();
  }
}

/** Settles when the socket has closed, with its code. */
export async function followBySocket(
  url: string,
  key: string,
  onConnected: () => void = () => undefined,
): Promise<number> {
  const closed = Promise.withResolvers<number>();
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
    on: { connected: onConnected, closed: (event) => closed.resolve((event as { code: number }).code) },
  });
  client.subscribe(
    { query: 'subscription { events { cursor } }' },
    { next: () => undefined, error: () => undefined, complete: () => undefined },
  );
  return closed.promise;
}

/** Settles when the stream has begun; `ended` with all that came, when the server has ended it. */
export async function followByStream(url: string, key: string): Promise<{ ended: Promise<string> }> {
  const query = encodeURIComponent('subscription { events { cursor } }');
  const response = await fetch(`${url}/graphql/stream?query=${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return { ended: response.text() };
}

/** Several GraphQL requests at once on one connection, as HTTP/1.1 allows, without waiting for an answer between them. */
export class Pipelined {
  /** All that came. */
  received = '';
  /** Settles when the server has hung up. */
  readonly ended: Promise<void>;
  readonly #socket: Socket;

  constructor(url: string, key: string, queries: readonly string[]) {
    this.#socket = connect(Number(new URL(url).port), '127.0.0.1');
    this.#socket.on('data', (data) => (this.received += String(data)));
    this.ended = new Promise((resolve) => this.#socket.once('close', () => resolve()));
    // Cut off or closed: `received` says which answers were broken.
    this.#socket.on('error', () => undefined);
    this.#socket.write(queries.map((query) => requestText(key, query)).join(''));
  }

  get statuses(): number[] {
    return [...this.received.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
  }
}

function requestText(key: string, query: string): string {
  const body = JSON.stringify({ query });
  const headers = [
    'POST /graphql HTTP/1.1',
    'host: kontor',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `authorization: Bearer ${key}`,
  ];
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
}
