import { setTimeout as delay } from 'node:timers/promises';
import { exchange } from '../client.ts';
import type { Peer } from '../peers.ts';
import { percentile } from '../percentile.ts';

export interface Latency {
  readonly requests: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly maximumMilliseconds: number;
}

const QUERY =
  '{ customers(first: 5) { nodes { customerNumber name invoices(first: 3) { nodes { number } } } } }';
const PAUSE_MS = 20;

/** Five customers with three invoices each, asked for while `work` runs, with a pause of 20 ms in between. */
export async function latencyDuring(kontor: Peer, work: Promise<unknown>): Promise<Latency> {
  const request = kontor.encode({ query: QUERY, variables: {}, path: '' });
  const latencies: number[] = [];
  const over = new AbortController();
  const end = (): void => over.abort();
  work.then(end, end);
  while (!over.signal.aborted) {
    const sentAt = performance.now();
    const [body] = await exchange(kontor.port, [request]);
    latencies.push(performance.now() - sentAt);
    if (!body?.includes('"nodes"')) throw new Error(`The API answers ${String(body)}`);
    await delay(PAUSE_MS);
  }
  await work;
  return {
    requests: latencies.length,
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
    maximumMilliseconds: percentile(latencies, 1),
  };
}
