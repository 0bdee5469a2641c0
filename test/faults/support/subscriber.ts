import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { openEventCursor } from '../../../src/events/cursor.ts';
import type { Access } from './api.ts';
import type { Progress } from './progress.ts';

export interface Seen {
  readonly cursor: string;
  readonly position: number;
  readonly id: string;
}

export interface Following {
  readonly after: string;
  /** The number of the customer that comes last: whoever has seen it has seen all, or has missed what is not there. */
  readonly last: string;
  /** Drops its connection at random, comes back at once or after more was written. Without: only when it is lost. */
  readonly restless?: Progress;
  /** Without the record of each event: nothing is looked up for it. Default: with it. */
  readonly eventAlone?: boolean;
}

interface EventData {
  readonly events: {
    readonly cursor: string;
    readonly id: string;
    readonly data: { customerNumber?: string };
  };
}

// With the record, which is loaded anew for each event: a database that is away must not leave a hole in it.
const EVENTS =
  'subscription ($after: String) { events(after: $after) { cursor id data subject { node { id } } } }';
const EVENTS_ALONE = EVENTS.replace('subject { node { id } }', '');

/** Follows all events until the last one, as a well-behaved client: resumes with the last cursor it has seen. */
export async function follow(
  { server, key }: Access,
  { after, last, restless, eventAlone = false }: Following,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (;;) {
    await server.up;
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${key}` },
      retryAttempts: 0,
    });
    const patience = restless ? 1 + Math.floor(Math.random() * 200) : Number.POSITIVE_INFINITY;
    const events = client.iterate<EventData>({
      query: eventAlone ? EVENTS_ALONE : EVENTS,
      variables: { after: seen.at(-1)?.cursor ?? after },
    });
    try {
      let taken = 0;
      for await (const { data, errors } of events) {
        if (!data || errors) throw new Error(`An event could not be read: ${JSON.stringify(errors)}`);
        const { cursor, id } = data.events;
        seen.push({ cursor, id, position: openEventCursor(cursor).position });
        if (data.events.data.customerNumber === last) return seen;
        taken += 1;
        if (taken === patience) break;
      }
    } catch (error) {
      if (!isLostConnection(error) && !isUnavailable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      // Every second time without a word, as when the network goes.
      if (Math.random() < 0.5) client.terminate();
      else await client.dispose();
    }
    if (restless && Math.random() < 0.3) await restless.more(300);
  }
}

/** The server went away: that is what the tests do to it. Refusals have codes from 4000 on (RFC 6455, 7.4.2). */
function isLostConnection(error: unknown): boolean {
  const { type, code } = error as { type?: unknown; code?: unknown };
  // An event of the socket itself: it ended before it was open.
  return type === 'error' || (typeof code === 'number' && code < 4000);
}

/** The server is there, its database is not: also a reason to come back. */
function isUnavailable(error: unknown): boolean {
  const [first] = Array.isArray(error) ? (error as { extensions?: { code?: string } }[]) : [];
  return first?.extensions?.code === 'UNAVAILABLE';
}
