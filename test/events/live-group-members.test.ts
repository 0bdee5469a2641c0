import type { LoggedEvent } from '../../src/events/log.ts';
import { anybody, FakeLog } from './support/fake-log.ts';
import { eventually, expected, Follower, pausing, wishes } from './support/followers-of-fake-log.ts';

describe('followers that are up to date', () => {
  it('are served by one group, which executes an event once for all of them', async () => {
    const log = new FakeLog(100);
    let executions = 0;
    const followers = Array.from({ length: 600 }, () => new Follower(log, {}, pausing([0])));
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
    const followers = wishes.map((_, wish) => new Follower(log, { wish }, pausing([0])));
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
      new Follower(log, { wish, behind }, pausing([turns]));
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
