import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../shared/errors.ts';
import type { SyncLock, SyncLocks } from './sync-locks.ts';

const LOCK_POLL_MS = 250;

interface Waiting {
  /** Milliseconds. */
  readonly patience: number;
  readonly isStopped: () => boolean;
}

/** Does something while nobody else syncs the integration; waits for a sync that runs, as long as there is patience. */
export async function withSyncLock<Result>(
  locks: SyncLocks,
  integrationId: string,
  { patience, isStopped }: Waiting,
  work: (lock: SyncLock) => Promise<Result>,
): Promise<Result> {
  const until = Date.now() + patience;
  for (;;) {
    const lock = await locks.tryAcquire(integrationId);
    if (lock) {
      try {
        return await work(lock);
      } finally {
        await lock.release();
      }
    }
    if (isStopped() || Date.now() > until) {
      throw new DomainError(
        'NOT_ALLOWED',
        'A sync of this integration is running: try again when it has ended.',
      );
    }
    await delay(LOCK_POLL_MS);
  }
}
