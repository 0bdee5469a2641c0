import { converse } from './client.ts';
import { percentile, round } from './percentile.ts';
import type { Target } from './targets.ts';

export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Of the server's process alone, without PostgreSQL. */
  readonly cpuSecondsPer1000Requests: number;
}

/** A closed loop: each connection sends its next request when it has the answer to the one before. */
export async function measure(
  { peer, requests, bytes }: Target,
  { seconds, connections }: { seconds: number; connections: number },
): Promise<Measurement> {
  const latencies: number[] = [];
  let turn = 0;
  const cpuBefore = await peer.cpuSeconds();
  const started = performance.now();
  const deadline = started + seconds * 1_000;

  const loop = async (): Promise<void> => {
    let place = 0;
    let sentAt = 0;
    await converse(
      peer.port,
      {
        next: () => {
          sentAt = performance.now();
          if (sentAt >= deadline) return null;
          place = turn++ % requests.length;
          return requests[place] ?? null;
        },
        answered: (_, length) => {
          latencies.push(performance.now() - sentAt);
          if (length !== bytes[place]) {
            throw new Error(`${peer.name} answered ${length} bytes instead of ${bytes[place]}.`);
          }
        },
      },
      false,
    );
  };
  await Promise.all(Array.from({ length: connections }, loop));

  const elapsed = (performance.now() - started) / 1_000;
  const cpu = (await peer.cpuSeconds()) - cpuBefore;
  return {
    requestsPerSecond: round(latencies.length / elapsed, 1),
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
    cpuSecondsPer1000Requests: round((cpu / latencies.length) * 1_000, 3),
  };
}
