import { LRUCache } from 'lru-cache';

const FAILURES_PER_MINUTE = 100;

/** Who has failed how often within a minute. It forgets the longest silent ones rather than grow. */
export class FailureLimit {
  readonly #failures = new LRUCache<string, number>({ max: 10_000, ttl: 60_000, noUpdateTTL: true });

  /** Counts a failure of this address; whether it has had too many. */
  count(address: string): boolean {
    const failures = (this.#failures.get(address) ?? 0) + 1;
    this.#failures.set(address, failures);
    return failures > FAILURES_PER_MINUTE;
  }
}
