import { isDeepStrictEqual } from 'node:util';
import { decodeId } from '../src/shared/ids.ts';
import type { BenchRequest } from './cases.ts';
import { exchange } from './client.ts';
import type { Peer } from './peers.ts';

/** A peer with the requests of one case. */
export interface Target {
  readonly peer: Peer;
  readonly requests: readonly Buffer[];
  /** How long the answer to each request is: one of another length counts as a failure. */
  readonly bytes: readonly number[];
  readonly meanBytes: number;
  /** What each request was answered, ids as raw uuids. */
  readonly answers: readonly unknown[];
}

/** Sends each request once to each peer. */
export async function prepareTargets(
  peers: readonly Peer[],
  requests: readonly BenchRequest[],
): Promise<Target[]> {
  const targets: Target[] = [];
  for (const peer of peers) {
    const encoded = requests.map((request) => peer.encode(request));
    const bodies = await exchange(peer.port, encoded);
    const bytes = bodies.map((body) => body.length);
    targets.push({
      peer,
      requests: encoded,
      bytes,
      meanBytes: Math.round(bytes.reduce((sum, each) => sum + each, 0) / bytes.length),
      answers: bodies.map((body) => JSON.parse(body.toString(), withRawIds) as unknown),
    });
  }
  return targets;
}

/** Throws unless all peers answered the same data. */
export function agree(name: string, targets: readonly Target[]): void {
  const [reference, ...others] = targets;
  for (const other of others) {
    const place =
      reference?.answers.findIndex((answer, index) => !isDeepStrictEqual(answer, other.answers[index])) ?? -1;
    if (place < 0) continue;
    throw new Error(
      `${name}: ${other.peer.name} does not answer as ${reference?.peer.name} does:\n` +
        `${JSON.stringify(reference?.answers[place]).slice(0, 2_000)}\n${JSON.stringify(other.answers[place]).slice(0, 2_000)}`,
    );
  }
  if (JSON.stringify(reference?.answers).includes('"errors"'))
    throw new Error(`${name}: the answers are errors.`);
}

// The hand-written statement answers raw uuids: global ids are Kontor's own.
function withRawIds(key: string, value: unknown): unknown {
  return key === 'id' && typeof value === 'string' ? (decodeId(value)?.uuid ?? value) : value;
}
