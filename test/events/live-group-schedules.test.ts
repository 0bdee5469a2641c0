import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import type { FeedSubscription } from '../../src/events/feed-subscription.ts';
import { type LogFilter, type LoggedEvent, matches } from '../../src/events/log.ts';
import { anybody, eventAt, FakeLog } from './support/fake-log.ts';

// Joining, waking, leaving and stopping in any order: each run is a schedule that fast-check can shrink and repeat.

/** After so many turns of the event loop without an end, somebody waits for what will not come. */
const PATIENCE = 20_000;

type Step =
  | { readonly kind: 'grow'; readonly events: number }
  | { readonly kind: 'read'; readonly events: number }
  | {
      readonly kind: 'subscribe';
      readonly group: number;
      readonly wish: number;
      readonly behind: number;
      readonly slowness: readonly number[];
    }
  | { readonly kind: 'leave'; readonly which: number }
  | { readonly kind: 'turns'; readonly turns: number };

/** What followers want: of the last one no filter can say it, so it is looked up. */
const wishes: readonly LogFilter[] = [
  {},
  { types: new Set(['customer.updated']) },
  { customerId: 'customer 1' },
  { types: new Set(['customer.created']), subject: { type: 'Customer', id: 'subject 2' } },
  { types: new Set(['customer.created', 'customer.updated']), customerId: 'customer 2' },
  {},
];
const LOOKED_UP = wishes.length - 1;

function isWished(wish: number, position: number): boolean {
  const fits = matches(wishes[wish] ?? {}, eventAt(position));
  return fits && (wish !== LOOKED_UP || position % 7 < 3);
}

const pauses = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 7 });
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ kind: fc.constant('grow' as const), events: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ kind: fc.constant('read' as const), events: fc.integer({ min: 1, max: 12 }) }),
    fc.record({
      kind: fc.constant('subscribe' as const),
      group: fc.integer({ min: 0, max: 1 }),
      wish: fc.nat(LOOKED_UP),
      behind: fc.integer({ min: 0, max: 40 }),
      slowness: pauses,
    }),
    fc.record({ kind: fc.constant('leave' as const), which: fc.nat(50) }),
    fc.record({ kind: fc.constant('turns' as const), turns: fc.integer({ min: 0, max: 5 }) }),
  ),
  { minLength: 1, maxLength: 60 },
);

/** Waits for nothing, a microtask, or a turn of the event loop or two, as the list says, round and round. */
function pausing(list: readonly number[]): () => Promise<void> {
  let at = 0;
  return async () => {
    const pause = list[at++ % list.length] ?? 0;
    if (pause === 1) await Promise.resolve();
    for (let turn = 1; turn < pause; turn += 1) await setImmediate();
  };
}

/** A consumer as a transport is: asks for the next event when it is done with the last one. */
class Follower {
  readonly seen: number[] = [];
  readonly start: number;
  readonly wish: number;
  readonly over: Promise<void>;
  hasLeft = false;
  delivered = 0;
  readonly #subscription: FeedSubscription;

  constructor(
    log: FakeLog,
    { group, wish, behind, slowness }: Extract<Step, { kind: 'subscribe' }>,
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

async function play(
  log: FakeLog,
  schedule: readonly Step[],
  pause: () => Promise<void>,
): Promise<Follower[]> {
  const followers: Follower[] = [];
  for (const step of schedule) {
    if (step.kind === 'grow') log.grow(step.events);
    if (step.kind === 'read') log.read(step.events);
    if (step.kind === 'subscribe') followers.push(new Follower(log, step, pause));
    if (step.kind === 'leave') await followers[step.which % followers.length]?.leave();
    if (step.kind === 'turns') for (let turn = 0; turn < step.turns; turn += 1) await setImmediate();
  }
  return followers;
}

async function eventually(condition: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < PATIENCE; turn += 1) {
    if (condition()) return;
    await setImmediate();
  }
  throw new Error(what);
}

/** What the log has for the follower, in order. */
function expected({ start, wish }: Follower, end: number): number[] {
  const all = Array.from({ length: end - start }, (_, index) => start + 1 + index);
  return all.filter((position) => isWished(wish, position));
}

function isWithoutGap(follower: Follower, end: number): boolean {
  const wished = expected(follower, end);
  return follower.seen.every((position, index) => position === wished[index]);
}

describe('followers that come, go and dawdle in any order', () => {
  it('see every event once and in order, and all there is in the end', async () => {
    let [delivered, readBack] = [0, 0];
    await fc.assert(
      fc.asyncProperty(steps, pauses, fc.integer({ min: 1, max: 30 }), async (schedule, list, keep) => {
        const log = new FakeLog(keep);
        const followers = await play(log, schedule, pausing(list));
        log.read();
        const present = followers.filter(({ hasLeft }) => !hasLeft);
        await eventually(
          () => present.every((follower) => follower.seen.length >= expected(follower, log.end).length),
          `Somebody waits although the log goes to ${log.end}: ${JSON.stringify(present.map(({ start, wish, seen }) => [start, wish, seen.at(-1)]))}`,
        );
        for (const follower of followers) expect(isWithoutGap(follower, log.end)).toBe(true);
        for (const follower of present)
          expect(follower.seen).toHaveLength(expected(follower, log.end).length);
        delivered += followers.reduce((sum, follower) => sum + follower.delivered, 0);
        readBack += log.readBack;
        log.stop();
        await Promise.all(followers.map(({ over }) => over));
      }),
      { numRuns: 6_000 },
    );
    // Otherwise the schedules would not have tried what they are for.
    expect(delivered).toBeGreaterThan(10_000);
    expect(readBack).toBeGreaterThan(1_000);
  });

  it('are all let go when the feed stops at any moment, and leave no group behind', async () => {
    await fc.assert(
      fc.asyncProperty(steps, pauses, fc.integer({ min: 1, max: 30 }), async (schedule, list, keep) => {
        const log = new FakeLog(keep);
        const pause = pausing(list);
        const followers = await play(log, schedule, pause);
        log.stop();
        // Who comes while it stops, too.
        followers.push(
          new Follower(log, { kind: 'subscribe', group: 0, wish: 0, behind: 0, slowness: [0] }, pause),
        );
        let left = followers.length;
        for (const { over } of followers) void over.then(() => (left -= 1));
        await eventually(() => left === 0, `${left} followers were not told that the feed has stopped.`);
        for (const follower of followers) expect(isWithoutGap(follower, log.end)).toBe(true);
        await eventually(() => log.groups.size === 0, 'A group goes on without a feed.');
        expect(log.subscriptions.size).toBe(0);
      }),
      { numRuns: 4_000 },
    );
  });
});

describe('followers that are up to date', () => {
  it('are served by one group, which executes an event once for all of them', async () => {
    const log = new FakeLog(100);
    let executions = 0;
    const step = { kind: 'subscribe', group: 0, wish: 0, behind: 0, slowness: [0] } as const;
    const followers = Array.from({ length: 600 }, () => new Follower(log, step, async () => undefined));
    const counting = log.subscribe(
      0,
      anybody(async () => undefined),
    );
    counting.goLive<number>({
      key: 'counted',
      choice: 'everything',
      execute: async ({ position }) => {
        executions += 1;
        return position;
      },
      deliver: () => undefined,
    });
    void counting.next();
    await eventually(() => log.groups.size === 2, 'They have not joined.');
    log.grow(5);
    log.read();
    await eventually(() => followers.every(({ delivered }) => delivered === 5), 'They have not received it.');
    expect(executions).toBe(5);
    log.stop();
    await Promise.all(followers.map(({ over }) => over));
  });

  it('are served by one group also where they want different events, and each gets its own', async () => {
    const log = new FakeLog(100);
    const followers = wishes.map(
      (_, wish) =>
        new Follower(
          log,
          { kind: 'subscribe', group: 0, wish, behind: 0, slowness: [0] },
          async () => undefined,
        ),
    );
    await eventually(() => log.groups.size === 1, 'They have not joined.');
    log.grow(22);
    log.read();
    const isThere = (follower: Follower): boolean =>
      follower.seen.length === expected(follower, log.end).length;
    await eventually(() => followers.every(isThere), 'They have not received it.');
    for (const follower of followers) {
      expect(follower.seen).toEqual(expected(follower, log.end));
      expect(follower.delivered).toBe(follower.seen.length);
    }
    log.stop();
    await Promise.all(followers.map(({ over }) => over));
  });

  it('miss nothing where they come to a group that reads back further than the tail has read', async () => {
    const log = new FakeLog(1);
    const follower = (wish: number, behind: number, turns: number): Follower =>
      new Follower(log, { kind: 'subscribe', group: 0, wish, behind, slowness: [0] }, pausing([turns]));
    const [onlyUpdated, onlyCreated] = [1, 3];
    const first = follower(onlyCreated, 0, 5);
    await eventually(() => log.groups.size === 1, 'It has not joined.');
    log.grow(10);
    log.read(5);
    await eventually(() => log.groups.held > 0, 'Nothing was read back.');
    // The tail has nothing for this one; the group, which has read further, is looking at what the first one wants.
    const late = follower(onlyUpdated, 5, 0);
    log.read();
    await eventually(() => late.seen.length === 3, `It has seen ${late.seen.join(', ')} alone.`);
    expect(late.seen).toEqual([6, 8, 10]);
    await eventually(() => first.seen.length === 1, 'The first one has received nothing.');
    expect(first.seen).toEqual([7]);
    log.stop();
    await Promise.all([first.over, late.over]);
  });

  it('want events by what stands in the log, also where they are shown less of it', async () => {
    const log = new FakeLog(100);
    const seen: unknown[] = [];
    const recipient = {
      ...anybody(async () => undefined),
      shown: (event: LoggedEvent) => ({ ...event, occurredAt: 'hidden' }),
    };
    const subscription = log.subscribe(0, recipient, {
      isWanted: ({ occurredAt }) => occurredAt !== 'hidden',
    });
    subscription.goLive<string>({
      key: 'shown less',
      choice: 'what is not hidden',
      execute: async ({ occurredAt }) => occurredAt,
      deliver: (payload) => void seen.push(payload),
    });
    void subscription.next();
    await eventually(() => log.groups.size === 1, 'It has not joined.');
    log.grow(3);
    log.read();
    await eventually(() => seen.length === 3, 'It has not received what it wants.');
    expect(seen).toEqual(['hidden', 'hidden', 'hidden']);
    log.stop();
  });

  it('look over what nobody wants in one go, and ask about rights once, not for each event', async () => {
    const log = new FakeLog(1_000);
    let [asked, delivered] = [0, 0];
    const recipient = anybody(async () => void (asked += 1));
    const subscription = log.subscribe(0, recipient, { isWanted: ({ position }) => position === 500 });
    subscription.goLive<null>({
      key: 'hardly anything',
      choice: 'one in five hundred',
      execute: async () => null,
      deliver: () => (delivered += 1),
    });
    void subscription.next();
    await eventually(() => log.groups.size === 1, 'It has not joined.');
    log.grow(500);
    log.read();
    await eventually(() => delivered === 1, 'It has not received what it wants.');
    expect(asked).toBeLessThan(20);
    log.stop();
  });

  it('end when their credential has, also where they had read past that before the tail did', async () => {
    const log = new FakeLog(1);
    let isRevoked = false;
    const recipient = anybody(async () => {
      if (isRevoked) throw new Error('The API key was revoked.');
    });
    const subscription = log.subscribe(0, recipient, { filter: { types: new Set(['customer.created']) } });
    log.grow(10);
    log.read(5);
    for (const position of [1, 3, 5, 7, 9])
      expect(await subscription.next()).toMatchObject({ value: { position } });
    const waiting = subscription.next();
    await eventually(() => subscription.position === 9, 'It has not read past the fifth event.');
    isRevoked = true;
    log.readEndOfCredential(8);
    await expect(waiting).rejects.toThrow('The API key was revoked.');
  });
});
