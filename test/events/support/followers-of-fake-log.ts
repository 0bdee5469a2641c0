import { setImmediate } from 'node:timers/promises';
import type { FeedSubscription } from '../../../src/events/feed-subscription.ts';
import { type LogFilter, type LoggedEvent, matches } from '../../../src/events/log.ts';
import { anybody, eventAt, type FakeLog } from './fake-log.ts';

/** After so many turns of the event loop without an end, somebody waits for what will not come. */
const PATIENCE = 20_000;

/** What followers want: of the last one no filter can say it, so it is looked up. */
export const wishes: readonly LogFilter[] = [
  {},
  { types: new Set(['customer.updated']) },
  { customerId: 'customer 1' },
  { types: new Set(['customer.created']), subject: { type: 'Customer', id: 'subject 2' } },
  { types: new Set(['customer.created', 'customer.updated']), customerId: 'customer 2' },
  {},
];
export const LOOKED_UP = wishes.length - 1;

function isWished(wish: number, position: number): boolean {
  const fits = matches(wishes[wish] ?? {}, eventAt(position));
  return fits && (wish !== LOOKED_UP || position % 7 < 3);
}

/** Waits for nothing, a microtask, or a turn of the event loop or two, as the list says, round and round. */
export function pausing(list: readonly number[]): () => Promise<void> {
  let at = 0;
  return async () => {
    const pause = list[at++ % list.length] ?? 0;
    if (pause === 1) await Promise.resolve();
    for (let turn = 1; turn < pause; turn += 1) await setImmediate();
  };
}

export interface FollowerOptions {
  /** Who is in the same group is shown the same. Default 0. */
  readonly group?: number;
  /** Which of the wishes it has. Default 0: everything. */
  readonly wish?: number;
  /** So many events before the end of the log it begins. Default 0. */
  readonly behind?: number;
  /** How long it takes for each event it asks for: see `pausing`. Default: not at all. */
  readonly slowness?: readonly number[];
}

/** A consumer as a transport is: asks for the next event when it is done with the last one. */
export class Follower {
  readonly seen: number[] = [];
  readonly start: number;
  readonly wish: number;
  readonly over: Promise<void>;
  hasLeft = false;
  delivered = 0;
  readonly #subscription: FeedSubscription;

  constructor(
    log: FakeLog,
    { group = 0, wish = 0, behind = 0, slowness = [0] }: FollowerOptions,
    pause: () => Promise<void>,
  ) {
    this.start = Math.max(0, log.end - behind);
    this.wish = wish;
    const isWanted = async ({ position }: LoggedEvent): Promise<boolean> => {
      await pause();
      return isWished(wish, position);
    };
    const filter = wishes[wish] ?? {};
    this.#subscription = log.subscribe(this.start, anybody(pause), {
      filter,
      ...(wish === LOOKED_UP && { isWanted }),
    });
    this.#subscription.goLive<number>({
      key: String(group),
      choice: String(wish),
      execute: async ({ position }: LoggedEvent) => {
        await pause();
        // Once in a while something goes wrong in the group: then its members read on by themselves.
        if (position % 23 === 0) throw new Error('It could not be executed.');
        return position;
      },
      deliver: (position) => {
        this.delivered += 1;
        this.seen.push(position);
      },
    });
    this.over = this.#follow(pausing(slowness));
  }

  get position(): number {
    return this.#subscription.position;
  }

  async leave(): Promise<void> {
    this.hasLeft = true;
    await this.#subscription.return();
  }

  async #follow(pause: () => Promise<void>): Promise<void> {
    for (;;) {
      const next = await this.#subscription.next();
      if (next.done) return;
      await pause();
      this.seen.push(next.value.position);
    }
  }
}

export async function eventually(condition: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < PATIENCE; turn += 1) {
    if (condition()) return;
    await setImmediate();
  }
  throw new Error(what);
}

/** What the log has for the follower, in order. */
export function expected({ start, wish }: Follower, end: number): number[] {
  const all = Array.from({ length: end - start }, (_, index) => start + 1 + index);
  return all.filter((position) => isWished(wish, position));
}
