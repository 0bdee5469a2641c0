import type { Database, Queryable } from '../../shared/database.ts';
import type { HostLogger } from './host-options.ts';
import { nextDelay, readSchedule } from './next-delay.ts';
import type { SyncLocks } from './sync-locks.ts';
import type { SyncRunner } from './sync-runner.ts';
import { SyncSchedule } from './sync-schedule.ts';

/** When a job finds its integration being synced by another process. */
const BUSY_RETRY_SECONDS = 2;

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
    await Promise.all(this.#underWay);
    await this.#schedule.stop();
  }

  /** Never fails: a job that does is repeated by the queue at once, whatever the reason. */
  async #job(integrationId: string): Promise<void> {
    if (this.#stopped) return;
    const { locks, logger, runner } = this.#parts;
    try {
      const lock = await locks.tryAcquire(integrationId);
      if (!lock) return await this.#schedule.request(integrationId, BUSY_RETRY_SECONDS);
      try {
        await runner.runDue(integrationId, lock);
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

  async #ensureNext(integrationId: string): Promise<void> {
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
