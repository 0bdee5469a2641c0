import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { type Client, CloseCode, createClient } from 'graphql-ws';
import { setTimeout as delay } from 'node:timers/promises';

export interface WatchedEvent {
  readonly cursor: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly customer: { readonly id: string; readonly name: string } | null;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly data: Record<string, unknown>;
}

export interface WatchRequest {
  /** `ws://…/graphql`; http and a missing path are understood. */
  readonly url: string;
  readonly key: string;
  /** Null: from now on. */
  readonly after: string | null;
  readonly types: readonly string[];
  readonly customerId: string | null;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  onEvent(event: WatchedEvent): void;
  /** What a person should know: connected, lost, back. */
  onNotice(text: string): void;
}

/** Why watching cannot go on, told for people. */
export class WatchError extends Error {
  override readonly name = 'WatchError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const DOCUMENT = `subscription Watch($after: String, $filter: EventFilterInput) {
  events(after: $after, filter: $filter) {
    cursor type occurredAt
    subject { type id }
    customer { id name }
    actor { kind name }
    data
  }
}`;

const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;
const PING_MILLISECONDS = 10_000;

/**
 * Follows the log until the signal ends it: over lost connections and restarts of the server, from the cursor of
 * the last event that arrived. Rejects with a WatchError when the server refuses.
 */
export async function watchEvents(request: WatchRequest): Promise<void> {
  const { url, key, types, customerId, signal, onEvent, onNotice } = request;
  // Without a cursor a connection lost before the first event would lose events: so begin with the one of now.
  let cursor = request.after ?? (await readCursor(request));
  const client = connect(webSocketUrl(url), key, onNotice);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const filter = { types: types.length > 0 ? types : null, customerId };
  const end = client.subscribe<{ events: WatchedEvent }>(
    {
      query: DOCUMENT,
      // Read again at each reconnect, so that it goes on behind what has arrived.
      get variables() {
        return { after: cursor, filter };
      },
    },
    {
      next: ({ data, errors }: ExecutionResult<{ events: WatchedEvent }>) => {
        if (errors) return reject(refusal(errors));
        if (!data) return;
        onEvent(data.events);
        cursor = data.events.cursor;
      },
      error: (error: unknown) => reject(refusal(error)),
      complete: resolve,
    },
  );
  const interrupt = (): void => {
    end();
    resolve();
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', interrupt);
    // It rejects when there is no connection to take leave of.
    await Promise.resolve(client.dispose()).catch(() => undefined);
  }
}

function connect(url: string, key: string, onNotice: (text: string) => void): Client {
  let everConnected = false;
  let silence: NodeJS.Timeout | undefined;
  const client = createClient({
    url,
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: Number.POSITIVE_INFINITY,
    // Half of it at random: many clients must not come back in step.
    retryWait: (retries) =>
      delay(Math.min(FIRST_DELAY * 2 ** retries, LONGEST_DELAY) * (0.5 + Math.random() / 2)),
    // Everything but a refused credential: also that nobody answers while the server restarts.
    shouldRetry: (error) => closeCode(error) !== CloseCode.Forbidden,
    keepAlive: PING_MILLISECONDS,
    on: {
      connected: () => {
        onNotice(everConnected ? 'Connected again, continuing where it broke off' : `Connected to ${url}`);
        everConnected = true;
      },
      closed: (event) => {
        clearTimeout(silence);
        const code = closeCode(event);
        if (!everConnected && code === 1006) onNotice(`Nobody answers at ${url}, trying again`);
        else if (code !== 1000 && code !== CloseCode.Forbidden)
          onNotice(`Connection lost (${code ?? 'no answer'}), trying again`);
      },
      // A network that is gone says nothing: whoever does not answer a ping is given up.
      ping: (received) => {
        if (!received) silence = setTimeout(() => client.terminate(), PING_MILLISECONDS);
      },
      pong: () => clearTimeout(silence),
    },
  });
  return client;
}

async function readCursor({ url, key, signal }: WatchRequest): Promise<string> {
  const address = httpUrl(url);
  const response = await fetch(address, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ eventCursor }' }),
  }).catch((error: unknown) => {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new WatchError('UNREACHABLE', `Nobody answers at ${address}: ${cause}`);
  });
  const answer = (await response.json().catch(() => null)) as ExecutionResult<{ eventCursor: string }> | null;
  if (answer?.errors) throw refusal(answer.errors);
  if (!answer?.data)
    throw new WatchError('UNREACHABLE', `${address} is no Kontor: it answered ${response.status}.`);
  return answer.data.eventCursor;
}

function refusal(error: unknown): WatchError {
  if (Array.isArray(error)) {
    const [first] = error as readonly GraphQLFormattedError[];
    const code = first?.extensions?.['code'];
    return new WatchError(
      typeof code === 'string' ? code : 'REFUSED',
      first?.message ?? 'The server refused.',
    );
  }
  const reason = (error as { reason?: unknown } | null)?.reason;
  const message =
    typeof reason === 'string' && reason ? reason : String((error as Error | null)?.message ?? error);
  return new WatchError('REFUSED', `The server closed the connection: ${message}`);
}

function closeCode(event: unknown): number | null {
  const code = (event as { code?: unknown } | null)?.code;
  return typeof code === 'number' ? code : null;
}

function webSocketUrl(url: string): string {
  return addressOf(url).replace(/^http/, 'ws');
}

function httpUrl(url: string): string {
  return addressOf(url).replace(/^ws/, 'http');
}

/** A server's address alone means its `/graphql`. */
function addressOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed || !/^(ws|http)s?:$/.test(parsed.protocol)) {
    throw new WatchError('INVALID', `${url} is no address such as ws://127.0.0.1:4000/graphql.`);
  }
  if (parsed.pathname === '/') parsed.pathname = '/graphql';
  return parsed.href;
}
