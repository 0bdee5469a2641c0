import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../../operator-error.ts';

/**
 * File locks that the kernel releases when the holder dies, kill -9 included. Node has no flock; SQLite
 * takes fcntl locks on its database file and keeps the books for several holders in one process, so an
 * empty SQLite database is the lock. Nothing is ever written to it. Pid files were the alternative, and
 * lie after pid reuse and across containers.
 */
export interface HeldLock {
  release(): void;
}

const SQLITE_BUSY = 5;

function tryLock(file: string, kind: 'shared' | 'exclusive', waitMilliseconds: number): HeldLock | undefined {
  const database = new DatabaseSync(file, { timeout: waitMilliseconds });
  try {
    if (kind === 'exclusive') {
      database.exec('BEGIN EXCLUSIVE');
    } else {
      // BEGIN alone locks nothing: the first read takes the shared lock and the open transaction keeps it.
      database.exec('BEGIN');
      database.prepare('SELECT count(*) FROM sqlite_master').get();
    }
  } catch (error) {
    database.close();
    // Not instanceof Error: see errorCode.
    if ((error as { errcode?: unknown }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  let held = true;
  return {
    release: () => {
      if (!held) return;
      held = false;
      database.close();
    },
  };
}

/** Blocks the process for up to `waitMilliseconds`: meant for the `exit` event, where nothing else can wait. */
export function tryExclusiveLock(file: string, waitMilliseconds = 0): HeldLock | undefined {
  return tryLock(file, 'exclusive', waitMilliseconds);
}

export function trySharedLock(file: string): HeldLock | undefined {
  return tryLock(file, 'shared', 0);
}

/** Waits without blocking the event loop. The longest holder is one that creates a cluster on a slow disk. */
export async function exclusiveLock(file: string, deadlineMilliseconds = 120_000): Promise<HeldLock> {
  const deadline = Date.now() + deadlineMilliseconds;
  for (;;) {
    const lock = tryLock(file, 'exclusive', 0);
    if (lock) return lock;
    if (Date.now() > deadline) {
      throw new OperatorError(
        `another process has been holding ${file} for ${deadlineMilliseconds / 1000} s`,
      );
    }
    await delay(20);
  }
}
