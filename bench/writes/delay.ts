import { createClient } from 'graphql-ws';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { WebSocket } from 'ws';
import { nudgeSequencer } from '../../src/events/nudge.ts';
import type { Database } from '../../src/shared/database.ts';
import { encodeId } from '../../src/shared/ids.ts';
import type { Peer } from '../peers.ts';
import { percentile } from '../percentile.ts';
import type { Replay } from './statements.ts';

export interface Delay {
  readonly events: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

/** When each event came over a WebSocket that follows them all, by global id. */
export interface Arrivals {
  readonly at: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export async function follow(kontor: Peer, key: string): Promise<Arrivals> {
  const at = new Map<string, number>();
  const client = createClient({
    url: `ws://127.0.0.1:${kontor.port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
  });
  const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
  client.subscribe<{ events: { id: string } }>(
    { query: 'subscription { events { id cursor type data } }' },
    {
      next: ({ data }) => void (data && at.set(data.events.id, performance.now())),
      error: (error) => {
        throw error instanceof Error ? error : new Error(JSON.stringify(error));
      },
      complete: () => undefined,
    },
  );
  await connected;
  return { at, stop: async () => client.dispose() };
}

/**
 * Open loop: transactions at a steady rate, whoever is slow. From the moment the writer knows of its commit to the
 * moment the subscriber has the event, both on this process's clock.
 */
export async function commitToSubscriber(
  db: Database,
  arrivals: Arrivals,
  { replay, eventId, rate, seconds }: { replay: Replay; eventId: string; rate: number; seconds: number },
): Promise<Delay> {
  const committed = new Map<string, number>();
  const write = async (client: pg.PoolClient): Promise<void> => {
    try {
      const ids = await replay.run(client);
      committed.set(encodeId('Event', ids.get(eventId) ?? ''), performance.now());
    } finally {
      client.release();
    }
    nudgeSequencer(db);
  };
  const start = performance.now();
  const under: Promise<void>[] = [];
  for (let turn = 0; turn < rate * seconds; turn += 1) {
    const wait = start + (turn * 1_000) / rate - performance.now();
    if (wait > 1) await delay(wait);
    under.push(db.pool.connect().then(write));
  }
  await Promise.all(under);
  const deadline = Date.now() + 10_000;
  while ([...committed.keys()].some((id) => !arrivals.at.has(id))) {
    if (Date.now() > deadline) throw new Error('Events that were committed did not come.');
    await delay(20);
  }
  const delays = [...committed].map(([id, at]) => (arrivals.at.get(id) ?? Number.NaN) - at);
  return {
    events: delays.length,
    p50Milliseconds: percentile(delays, 0.5),
    p99Milliseconds: percentile(delays, 0.99),
  };
}
