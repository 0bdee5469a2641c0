import { sendSignal } from '../../src/events/signals.ts';
import { type Platform, platform } from './support/followers.ts';

describe('a signal', () => {
  let here: Platform;

  beforeAll(async () => {
    here = await platform();
  });
  afterAll(() => here.close());

  it('reaches those who subscribed to its topic', async () => {
    const progress = here.feed.signals.subscribe('progress/1');
    await sendSignal(here.db, 'progress/2', { done: 1 });
    await sendSignal(here.db, 'progress/1', { done: 2 });
    expect(await progress.next()).toEqual({ done: false, value: { done: 2 } });
    await progress.return?.();
  });

  it('is kept for slow subscribers only as long as it is among the newest', async () => {
    const slow = here.feed.signals.subscribe('topic', { keep: 2 });
    const watching = here.feed.signals.subscribe('topic', { keep: 100 });
    for (const value of [1, 2, 3, 4]) await sendSignal(here.db, 'topic', value);
    for (let value = 1; value <= 4; value += 1) expect((await watching.next()).value).toBe(value);
    expect([(await slow.next()).value, (await slow.next()).value]).toEqual([3, 4]);
    await Promise.all([slow.return?.(), watching.return?.()]);
  });

  it('settles whoever waits when the subscriber returns', async () => {
    const signals = here.feed.signals.subscribe('topic');
    const waiting = signals.next();
    await signals.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('that is too long for PostgreSQL is refused by its size', async () => {
    await expect(sendSignal(here.db, 'topic', 'x'.repeat(8_000))).rejects.toThrow('7900 bytes');
  });
});
