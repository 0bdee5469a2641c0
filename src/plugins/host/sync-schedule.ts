import { PgBoss } from 'pg-boss';
import type { Database } from '../../shared/database.ts';
import type { Queryable } from '../../shared/database.ts';
import type { HostLogger } from './host-options.ts';

const QUEUE = 'integration-sync';
const HEARTBEAT_SECONDS = 10;
const DAY_SECONDS = 24 * 60 * 60;
/** Syncs that one process runs at a time; a hanging plugin holds one of them until its deadline. */
const CONCURRENCY = 4;

/**
 * When which integration syncs next: one waiting job per integration (policy `short`), whose time is moved. Not
 * pg-boss's cron, which knows minutes only; each job puts in the next one when it ends.
 */
export class SyncSchedule {
  readonly #db: Database;
  readonly #logger: HostLogger;
  #boss: Promise<PgBoss> | null = null;
  #workers: readonly string[] = [];

  constructor(db: Database, logger: HostLogger) {
    this.#db = db;
    this.#logger = logger;
  }

  /** Begins to work off jobs in this process. `handle` must not throw for what can go wrong in a sync. */
  async start(handle: (integrationId: string) => Promise<void>): Promise<void> {
    // One that only put jobs in so far keeps no house: without that, jobs of dead processes stay where they are.
    await this.stop();
    const boss = await this.#open(true);
    const workers: string[] = [];
    for (let worker = 0; worker < CONCURRENCY; worker += 1) {
      const id = await boss.work<{ integrationId: string }>(
        QUEUE,
        { pollingIntervalSeconds: 1 },
        async (jobs) => {
          for (const job of jobs) await handle(job.data.integrationId);
        },
      );
      workers.push(id);
    }
    this.#workers = workers;
  }

  /** Lets the integration sync in so many seconds: moves the job that waits, or puts one in. */
  async request(integrationId: string, seconds: number, tx?: Queryable): Promise<void> {
    const boss = await this.#open(false);
    await boss.upsert(
      QUEUE,
      { integrationId },
      {
        singletonKey: integrationId,
        startAfter: new Date(Date.now() + seconds * 1000),
        ...(tx && { db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) } }),
      },
    );
  }

  /** The same unless a job waits already. */
  async ensure(integrationId: string, seconds: number): Promise<void> {
    const boss = await this.#open(false);
    const startAfter = new Date(Date.now() + seconds * 1000);
    await boss.send(QUEUE, { integrationId }, { singletonKey: integrationId, startAfter });
  }

  /** Looks for due jobs now instead of at the next poll; call it when a request is committed. */
  async wake(): Promise<void> {
    const boss = await this.#boss;
    for (const worker of this.#workers) boss?.notifyWorker(worker);
  }

  async stop(): Promise<void> {
    const boss = await this.#boss?.catch(() => null);
    this.#boss = null;
    this.#workers = [];
    await boss?.stop({ graceful: true, timeout: 5_000 });
  }

  /** A process that only puts jobs in (the CLI) keeps no house in the job tables. */
  #open(works: boolean): Promise<PgBoss> {
    this.#boss ??= this.#connect(works).catch((error: unknown) => {
      this.#boss = null;
      throw error;
    });
    return this.#boss;
  }

  async #connect(works: boolean): Promise<PgBoss> {
    const boss = new PgBoss({
      connectionString: this.#db.url,
      application_name: 'kontor jobs',
      schema: 'pgboss',
      max: 2,
      schedule: false,
      supervise: works,
      // A process that was killed is noticed by its missing heartbeat when the supervisor looks.
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
      reindex: false,
    });
    boss.on('error', (error) => this.#logger.error({ err: error }, 'the job queue has a problem'));
    await boss.start();
    await boss.createQueue(QUEUE, {
      policy: 'short',
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: DAY_SECONDS - 1,
      // Jobs fail only with their process; then another one takes them over.
      retryLimit: 1_000,
      retryDelay: 1,
      deleteAfterSeconds: 60 * 60,
    });
    return boss;
  }
}
