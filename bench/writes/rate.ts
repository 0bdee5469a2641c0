import pg from 'pg';
import { encodeId } from '../../src/shared/ids.ts';
import { converse } from '../client.ts';
import type { Peer } from '../peers.ts';
import { percentile, round } from '../percentile.ts';
import { seedId } from '../seed.ts';
import type { Replay } from './statements.ts';

export interface Rate {
  readonly writesPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

interface Work {
  readonly clients: number;
  readonly seconds: number;
}

const RECORD = `mutation ($input: RecordInteractionInput!) {
  recordInteraction(input: $input) { interaction { id } userErrors { code message } }
}`;

/** Mutations over HTTP, a connection for each client, one request at a time on each. */
export async function mutationRate(kontor: Peer, customers: number, work: Work): Promise<Rate> {
  let turn = 0;
  const next = (): Buffer => {
    const customerId = encodeId('Customer', seedId('customer', 1 + ((turn++ * 37) % customers)));
    const input = { customerId, ...note };
    return kontor.encode({ query: RECORD, variables: { input }, path: '/graphql' });
  };
  return measure(work, async (deadline, latencies) => {
    let sentAt = 0;
    await converse(
      kontor.port,
      {
        next: () => {
          sentAt = performance.now();
          return sentAt < deadline ? next() : null;
        },
        answered: (body) => {
          latencies.push(performance.now() - sentAt);
          if (!body?.includes('"userErrors":[]')) throw new Error(`A mutation was refused: ${String(body)}`);
        },
      },
      true,
    );
  });
}

/** What each mutation writes, without its ids. */
export const note = {
  kind: 'NOTE',
  subject: 'Delivery only to gate 3',
  body: 'Call the driver before noon.',
} as const;

/** The same statements from bare clients, a session for each. */
export async function bareRate(url: string, replay: Replay, work: Work): Promise<Rate> {
  return measure(work, async (deadline, latencies) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      for (let sentAt = performance.now(); sentAt < deadline; sentAt = performance.now()) {
        await replay.run(client);
        latencies.push(performance.now() - sentAt);
      }
    } finally {
      await client.end();
    }
  });
}

async function measure(
  { clients, seconds }: Work,
  client: (deadline: number, latencies: number[]) => Promise<void>,
): Promise<Rate> {
  const latencies: number[] = [];
  const started = performance.now();
  const deadline = started + seconds * 1_000;
  await Promise.all(Array.from({ length: clients }, () => client(deadline, latencies)));
  return {
    writesPerSecond: round(latencies.length / ((performance.now() - started) / 1_000), 1),
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
  };
}
