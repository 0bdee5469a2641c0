import path from 'node:path';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../../services/context.ts';
import { findIntegration, type IntegrationKey } from '../../services/integrations/find-integration.ts';
import {
  queueRun,
  requireIntegrationRights,
  resumeIntegration,
  suspendIntegration,
} from '../../services/integrations/write-integration.ts';
import { actorOf, type Transaction } from '../../services/transaction.ts';
import type { RecordKind } from '../kit/records.ts';
import type { CheckResult } from '../kit/plugin.ts';
import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import { checkIntegration } from './check-integration.ts';
import {
  addIntegration,
  type AddIntegrationInput,
  type Configuring,
  updateIntegration,
  type UpdateIntegrationInput,
} from './configure.ts';
import { dryRun, type DryRunResult } from './dry-run.ts';
import {
  DEFAULT_MEMORY_LIMIT,
  type Deadlines,
  defaultDeadlines,
  type PluginHostOptions,
} from './host-options.ts';
import { type LoadedIntegration, loadIntegration, nextDelay } from './load-integration.ts';
import { type Catalog, PluginCatalog } from './plugin-catalog.ts';
import { isExpected } from './plugin-error.ts';
import type { PluginProcess } from './plugin-process.ts';
import { PluginProcesses } from './plugin-processes.ts';
import { retryStream } from './retry-quarantine.ts';
import { type SyncLock, SyncLocks } from './sync-locks.ts';
import { addCounts, type Counts, noCounts } from './sync-run.ts';
import { type SyncOutcome, SyncRunner } from './sync-runner.ts';
import { SyncSchedule } from './sync-schedule.ts';
import type { StreamDescription, SyncProgress } from './sync.ts';

export type { AddIntegrationInput, UpdateIntegrationInput } from './configure.ts';
export type { DryRunResult, SampleDifference } from './dry-run.ts';
export type { PluginHostOptions } from './host-options.ts';
export type { AvailablePlugin, BrokenPlugin, Catalog } from './plugin-catalog.ts';
export type { SyncOutcome } from './sync-runner.ts';
export type { SyncProgress } from './sync.ts';

export interface SyncOptions {
  /** Only these; default all of the plugin's. */
  readonly streams?: readonly string[] | null;
}

/** Runs plugins: the only part of Kontor that does. */
export interface PluginHost {
  /** Begins to sync on schedule and on request. Without it, only what is asked for here runs (the CLI). */
  start(): Promise<void>;
  /** Ends syncs after what is committed, and all plugin processes. */
  stop(): Promise<void>;
  plugins(): Promise<Catalog>;
  addIntegration(context: RequestContext, input: AddIntegrationInput): Promise<{ id: string }>;
  updateIntegration(
    context: RequestContext,
    key: IntegrationKey,
    input: UpdateIntegrationInput,
  ): Promise<{ id: string }>;
  check(context: RequestContext, key: IntegrationKey): Promise<CheckResult & { id: string }>;
  /** Asks for a sync, which a started host does next; answers the run (raw uuid). */
  requestSync(context: RequestContext, key: IntegrationKey, options?: SyncOptions): Promise<{ id: string }>;
  /** Syncs in this process and waits for the end; first for another sync of the integration, if one runs. */
  sync(
    context: RequestContext,
    key: IntegrationKey,
    options?: SyncOptions & { readonly onProgress?: (progress: SyncProgress) => void },
  ): Promise<SyncOutcome>;
  /** What the next sync would do; nothing is written. */
  dryRun(
    context: RequestContext,
    key: IntegrationKey,
    options?: SyncOptions,
  ): Promise<DryRunResult & { id: string }>;
  suspend(context: RequestContext, key: IntegrationKey, reason?: string | null): Promise<{ id: string }>;
  resume(context: RequestContext, key: IntegrationKey): Promise<{ id: string }>;
  /** Tries rows in quarantine again: all, or those with these raw uuids. */
  retryQuarantine(
    context: RequestContext,
    key: IntegrationKey,
    ids?: readonly string[] | null,
  ): Promise<{ id: string; counts: StreamCounts }>;
}

export function createPluginHost(options: PluginHostOptions): PluginHost {
  return new Host(options);
}

/** How long something that needs the sync lock waits for a sync that runs. */
const LOCK_PATIENCE_MS = 10_000;
const LOCK_POLL_MS = 250;
/** When a job finds its integration being synced by another process. */
const BUSY_RETRY_SECONDS = 2;

class Host implements PluginHost {
  readonly #options: PluginHostOptions;
  readonly #deadlines: Deadlines;
  readonly #catalog: PluginCatalog;
  readonly #processes: PluginProcesses;
  readonly #locks: SyncLocks;
  readonly #schedule: SyncSchedule;
  readonly #runner: SyncRunner;
  readonly #underWay = new Set<Promise<unknown>>();
  #stopped = false;

  constructor(options: PluginHostOptions) {
    const { db, dataDir, logger, pluginNames: names = [], memoryLimit = DEFAULT_MEMORY_LIMIT } = options;
    this.#options = options;
    this.#deadlines = { ...defaultDeadlines, ...options.deadlines };
    const deadlines = this.#deadlines;
    this.#catalog = new PluginCatalog({
      names,
      dataDir: path.resolve(dataDir),
      deadlines,
      memoryLimit,
      logger,
    });
    this.#processes = new PluginProcesses({ deadlines, memoryLimit, logger });
    this.#locks = new SyncLocks(db.url);
    this.#schedule = new SyncSchedule(db, logger);
    this.#runner = new SyncRunner({
      db,
      secretKey: options.secretKey,
      logger,
      deadlines,
      catalog: this.#catalog,
      processes: this.#processes,
      workDir: (integrationId) => this.#workDir(integrationId),
    });
  }

  async start(): Promise<void> {
    const { db, secretKey } = this.#options;
    await this.#schedule.start((integrationId) => this.#track(this.#job(integrationId)));
    const rows = await db.query<{ id: string; waiting: boolean }>(
      `select i.id, exists (select 1 from sync_run r where r.integration_id = i.id and r.status = 'QUEUED') as waiting
         from integration i where i.suspended_at is null`,
    );
    for (const { id, waiting } of rows) {
      const integration = await loadIntegration(db, secretKey, id);
      const delay = integration && nextDelay(integration);
      if (waiting) await this.#schedule.request(id, 0);
      else if (integration && delay !== null) {
        await this.#schedule.ensure(id, Math.max(0, delay - (integration.secondsSinceRun ?? delay)));
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#runner.stop();
    await Promise.allSettled(this.#underWay);
    await this.#schedule.stop();
    await this.#processes.endAll();
    await this.#locks.close();
  }

  plugins(): Promise<Catalog> {
    return this.#catalog.read();
  }

  addIntegration(context: RequestContext, input: AddIntegrationInput): Promise<{ id: string }> {
    requireIntegrationRights(context);
    return this.#andWake(addIntegration(context, input, this.#configuring()));
  }

  async updateIntegration(
    context: RequestContext,
    key: IntegrationKey,
    input: UpdateIntegrationInput,
  ): Promise<{ id: string }> {
    const integration = await this.#load(context, key);
    return this.#andWake(updateIntegration(context, integration, input, this.#configuring()));
  }

  async check(context: RequestContext, key: IntegrationKey): Promise<CheckResult & { id: string }> {
    const integration = await this.#load(context, key);
    const workDir = this.#workDir(integration.id);
    const start = async (): Promise<PluginProcess> => {
      const { url } = await this.#catalog.find(integration.plugin);
      return this.#processes.start(integration, url, workDir);
    };
    const result = await this.#track(checkIntegration(integration, start, workDir, this.#deadlines));
    return { id: integration.id, ...result };
  }

  async requestSync(
    context: RequestContext,
    key: IntegrationKey,
    { streams = null }: SyncOptions = {},
  ): Promise<{ id: string }> {
    const integration = await this.#load(context, key);
    await this.#requireStreams(integration, streams);
    return this.#andWake(
      queueRun(context, integration.id, streams, (tx) => this.#schedule.request(integration.id, 0, tx)),
    );
  }

  async sync(
    context: RequestContext,
    key: IntegrationKey,
    { streams = null, onProgress }: SyncOptions & { onProgress?: (progress: SyncProgress) => void } = {},
  ): Promise<SyncOutcome> {
    const integration = await this.#load(context, key);
    await this.#requireStreams(integration, streams);
    const { id } = await queueRun(context, integration.id, streams, async () => undefined);
    return this.#track(
      this.#withLock(integration.id, Number.POSITIVE_INFINITY, async (lock) => {
        return (await this.#runner.run(integration.id, id, lock, onProgress)) ?? this.#outcomeOf(id);
      }),
    );
  }

  async dryRun(
    context: RequestContext,
    key: IntegrationKey,
    { streams = null }: SyncOptions = {},
  ): Promise<DryRunResult & { id: string }> {
    const integration = await this.#load(context, key);
    await this.#requireStreams(integration, streams);
    const work = this.#withLock(integration.id, LOCK_PATIENCE_MS, () => this.#dryRun(integration, streams));
    return { id: integration.id, ...(await this.#track(work)) };
  }

  async suspend(
    context: RequestContext,
    key: IntegrationKey,
    reason?: string | null,
  ): Promise<{ id: string }> {
    const { id } = await this.#load(context, key);
    await suspendIntegration(context, id, reason);
    this.#runner.interrupt(id, 'The integration was suspended.');
    return { id };
  }

  async resume(context: RequestContext, key: IntegrationKey): Promise<{ id: string }> {
    const { id, intervalSeconds } = await this.#load(context, key);
    return this.#andWake(
      resumeIntegration(context, id, async (tx) => {
        if (intervalSeconds !== null) await this.#schedule.request(id, 0, tx);
      }),
    );
  }

  async retryQuarantine(
    context: RequestContext,
    key: IntegrationKey,
    ids?: readonly string[] | null,
  ): Promise<{ id: string; counts: StreamCounts }> {
    const { id } = await this.#load(context, key);
    const counts = await this.#track(
      this.#withLock(id, LOCK_PATIENCE_MS, () => this.#retry(context, id, ids ?? undefined)),
    );
    return { id, counts };
  }

  /** One job of the schedule: what was asked for, else what is due; then the next one is put in. */
  async #job(integrationId: string): Promise<void> {
    if (this.#stopped) return;
    const { logger } = this.#options;
    try {
      const lock = await this.#locks.tryAcquire(integrationId);
      if (!lock) return await this.#schedule.request(integrationId, BUSY_RETRY_SECONDS);
      try {
        await this.#runner.runDue(integrationId, lock);
      } finally {
        await lock.release();
      }
    } catch (error) {
      logger.error({ err: error, integrationId }, 'a sync could not be run');
    }
    if (this.#stopped) return;
    const integration = await loadIntegration(this.#options.db, this.#options.secretKey, integrationId);
    const delay = integration && nextDelay(integration);
    if (delay !== null) await this.#schedule.ensure(integrationId, delay);
  }

  async #dryRun(integration: LoadedIntegration, only: readonly string[] | null): Promise<DryRunResult> {
    const workDir = this.#workDir(integration.id);
    try {
      const plugin = await this.#catalog.find(integration.plugin);
      const process = await this.#processes.start(integration, plugin.url, workDir);
      try {
        const streams = plugin.streams.filter(({ name }) => only?.includes(name) ?? true);
        const { db } = this.#options;
        return await dryRun({ db, integration, streams, process, workDir, deadlines: this.#deadlines });
      } finally {
        await process.stop();
      }
    } catch (error) {
      if (isExpected(error)) throw new DomainError('INTEGRATION_FAILED', (error as Error).message);
      throw error;
    }
  }

  async #retry(
    context: RequestContext,
    integrationId: string,
    ids?: readonly string[],
  ): Promise<StreamCounts> {
    const { db } = this.#options;
    const streams = await db.query<{ name: string; kind: RecordKind }>(
      `select name, record_kind as kind from integration_stream where integration_id = $1 order by place`,
      [integrationId],
    );
    let counts = noCounts;
    for (const { name, kind } of streams) {
      const scope = { integrationId, stream: name, kind };
      counts = addCounts(counts, await retryStream(db, actorOf(context.viewer), scope, { ids }));
    }
    context.loaders.clear();
    return counts;
  }

  async #withLock<Result>(
    integrationId: string,
    patience: number,
    work: (lock: SyncLock) => Promise<Result>,
  ): Promise<Result> {
    const until = Date.now() + patience;
    for (;;) {
      const lock = await this.#locks.tryAcquire(integrationId);
      if (lock) {
        try {
          return await work(lock);
        } finally {
          await lock.release();
        }
      }
      if (this.#stopped || Date.now() > until) {
        throw new DomainError(
          'NOT_ALLOWED',
          'A sync of this integration is running: try again when it has ended.',
        );
      }
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
    }
  }

  async #load(context: RequestContext, key: IntegrationKey): Promise<LoadedIntegration> {
    requireIntegrationRights(context);
    const { db, secretKey } = this.#options;
    const id = await findIntegration(db, key);
    const integration = await loadIntegration(db, secretKey, id);
    if (!integration) throw new DomainError('NOT_FOUND', 'The integration is gone.', 'id');
    return integration;
  }

  async #requireStreams(integration: LoadedIntegration, names: readonly string[] | null): Promise<void> {
    if (!names || names.length === 0) return;
    const plugin = await this.#catalog.find(integration.plugin).catch((error: Error) => {
      throw new DomainError('INTEGRATION_FAILED', error.message);
    });
    const known = plugin.streams.map(({ name }: StreamDescription) => name);
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length === 0) return;
    const message = `Plugin "${plugin.id}" has no stream ${unknown.join(', ')}; it has ${known.join(', ')}.`;
    throw new DomainError('INVALID', message, 'streams');
  }

  async #outcomeOf(runId: string): Promise<SyncOutcome> {
    const [row] = await this.#options.db.query<{ status: string; error: string | null; counts: Counts }>(
      `select status, error, counts from sync_run where id = $1`,
      [runId],
    );
    const status = row?.status === 'SUCCEEDED' || row?.status === 'FAILED' ? row.status : 'INTERRUPTED';
    return { id: runId, status, error: row?.error ?? null, counts: row?.counts ?? {} };
  }

  #configuring(): Configuring {
    return {
      catalog: this.#catalog,
      secretKey: this.#options.secretKey,
      deadlines: this.#deadlines,
      alongside: async (tx: Transaction, integrationId, intervalSeconds) => {
        if (intervalSeconds !== null) await this.#schedule.request(integrationId, 0, tx);
      },
    };
  }

  async #andWake<Result>(work: Promise<Result>): Promise<Result> {
    const result = await this.#track(work);
    await this.#schedule.wake();
    return result;
  }

  #workDir(integrationId: string): string {
    return path.resolve(this.#options.dataDir, 'integrations', integrationId);
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    const done = (): void => void this.#underWay.delete(work);
    work.then(done, done);
    return work;
  }
}
