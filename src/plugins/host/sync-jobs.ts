import type { Database, Queryable } from '../../shared/database.ts';
import type { HostLogger } from './host-options.ts';
import { nextDelay, readSchedule } from './next-delay.ts';
import type { SyncLock, SyncLocks } from './sync-locks.ts';
import type { SyncRunner } from './sync-runner.ts';
import { queuedRuns, runningIntegrations } from './sync-run.ts';
import { SyncSchedule } from './sync-schedule.ts';

/** When a job finds its integration being synced by another process. */
const BUSY_RETRY_SECONDS = 2;

/** How often syncs are looked for whose process died. The queue notices, too, but takes a quarter of a minute. */
const ABANDONED_POLL_MS = 2_000;

interface Parts {
  readonly db: Database;
  readonly logger: HostLogger;
  readonly locks: SyncLocks;
  readonly runner: SyncRunner;
}

/** What the schedule's jobs do: sync what was asked for or is due, then put in the next job. */
export class SyncJobs {
  readonly #parts: Parts;
  readonly #schedule: SyncSchedule;
  readonly #underWay = new Set<Promise<void>>();
  #looking: Promise<void> | null = null;
  #abandonedPoll: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#schedule = new SyncSchedule(parts.db, parts.logger);
  }

  async start(): Promise<void> {
    await this.#schedule.start((integrationId) => this.#tracked(this.#job(integrationId)));
    // Jobs may be missing: put in by nobody (a restored database), or lost with a process in a bad moment.
    const rows = await this.#parts.db.query<{ id: string; waiting: boolean }>(
      `select i.id, exists (select 1 from sync_run r where r.integration_id = i.id and r.status = 'QUEUED') as waiting
         from integration i where i.suspended_at is null`,
    );
    for (const { id, waiting } of rows) {
      if (waiting) await this.#schedule.request(id, 0);
      else await this.#ensureNext(id);
    }
    this.#abandonedPoll = setInterval(() => {
      // One look at a time: the database may be away.
      if (!this.#looking)
        this.#looking = this.#tracked(this.#takeOver().finally(() => (this.#looking = null)));
    }, ABANDONED_POLL_MS);
  }

  /** Lets the integration sync as soon as may be, by this process or another one; in a transaction, if given. */
  request(integrationId: string, tx?: Queryable): Promise<void> {
    return this.#schedule.request(integrationId, 0, tx);
  }

  /** After the commit of a request: do not wait for the next poll. */
  wake(): Promise<void> {
    return this.#schedule.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#abandonedPoll) clearInterval(this.#abandonedPoll);
    // What is under way may begin more, until it hears of the end.
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    await this.#schedule.stop();
  }

  /** Never fails: a job that does is repeated by the queue at once, whatever the reason. */
  async #job(integrationId: string): Promise<void> {
    if (this.#stopped) return;
    const { locks, logger } = this.#parts;
    try {
      const lock = await locks.tryAcquire(integrationId);
      if (!lock) return await this.#schedule.request(integrationId, BUSY_RETRY_SECONDS);
      try {
        await this.#parts.runner.runDue(integrationId, lock);
      } finally {
        await lock.release();
      }
    } catch (error) {
      logger.error({ err: error, integrationId }, 'a sync could not be run');
    }
    if (this.#stopped) return;
    await this.#ensureNext(integrationId).catch((error: unknown) => {
      logger.error({ err: error, integrationId }, 'the next sync could not be scheduled');
    });
  }

  /** Looks for syncs that nobody holds the lock of any more. Does not wait for them: others may be left behind meanwhile. */
  async #takeOver(): Promise<void> {
    const { db, locks, logger } = this.#parts;
    try {
      for (const integrationId of await runningIntegrations(db)) {
        if (this.#stopped) return;
        const lock = await locks.tryAcquire(integrationId);
        if (lock) void this.#tracked(this.#goOnWith(integrationId, lock));
      }
    } catch (error) {
      logger.warn({ err: error }, 'could not look for syncs to take over; trying again');
    }
  }

  /** Never fails: the next look finds it again. */
  async #goOnWith(integrationId: string, lock: SyncLock): Promise<void> {
    const { runner, logger } = this.#parts;
    try {
      try {
        await runner.runLeftBehind(integrationId, lock);
      } finally {
        await lock.release();
      }
      if (!this.#stopped) await this.#ensureNext(integrationId);
    } catch (error) {
      logger.warn({ err: error, integrationId }, 'a sync could not be taken over; trying again');
    }
  }

  async #ensureNext(integrationId: string): Promise<void> {
    // A sync whose lock was lost goes on as soon as may be, here or elsewhere.
    if ((await queuedRuns(this.#parts.db, integrationId)).length > 0)
      return this.#schedule.request(integrationId, BUSY_RETRY_SECONDS);
    const schedule = await readSchedule(this.#parts.db, integrationId);
    const delay = schedule && nextDelay(schedule);
    if (schedule && delay !== null) {
      await this.#schedule.ensure(integrationId, Math.max(0, delay - (schedule.secondsSinceRun ?? delay)));
    }
  }

  #tracked(work: Promise<void>): Promise<void> {
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }
}
