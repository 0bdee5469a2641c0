import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { FakeLog } from './support/fake-log.ts';
import { eventually, expected, Follower, LOOKED_UP, pausing } from './support/followers-of-fake-log.ts';

// Joining, waking, leaving and stopping in any order: each run is a schedule that fast-check can shrink and repeat.

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
        followers.push(new Follower(log, {}, pause));
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
