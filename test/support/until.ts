import { setTimeout as pause } from 'node:timers/promises';

interface Patience {
  readonly seconds?: number;
  /** What does not happen, for the message: 'PostgreSQL is gone'. */
  readonly what?: string;
}

/** Waits for something no event tells of. Bounded, or a test that failed would keep the whole run alive. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { seconds = 20, what = 'what the test waits for' }: Patience = {},
): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`This has not come true within ${seconds} s: ${what}.`);
    await pause(10);
  }
}
