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
import { orderedCounts, type SyncRunRow } from '../../services/integrations/sync-runs.ts';
import { actorOf, type Transaction } from '../../services/transaction.ts';
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
import { type LoadedIntegration, loadIntegration, requireSecrets } from './load-integration.ts';
import { noteUnreadableSecrets } from './note-secrets.ts';
import { type Catalog, PluginCatalog } from './plugin-catalog.ts';
import { isExpected } from './plugin-error.ts';
import type { PluginProcess } from './plugin-process.ts';
import { PluginProcesses } from './plugin-processes.ts';
import { countQuarantined, retryAll } from './retry-quarantine.ts';
import { type SyncLock, SyncLocks } from './sync-locks.ts';
import type { Counts } from './sync-run.ts';
import { type SyncOutcome, SyncRunner } from './sync-runner.ts';
import { SyncJobs } from './sync-jobs.ts';
import type { PluginHost, SyncOptions } from './plugin-host.ts';
import type { StreamDescription, SyncProgress } from './sync.ts';

/** How long something that needs the sync lock waits for a sync that runs. */
const LOCK_PATIENCE_MS = 10_000;
const LOCK_POLL_MS = 250;

/** How long what is under way may take when the host stops. A batch is committed with its cursor, or not at all. */
const STOP_PATIENCE_MS = 2_000;

export class Host implements PluginHost {
  readonly #options: PluginHostOptions;
  readonly #deadlines: Deadlines;
  readonly #catalog: PluginCatalog;
  readonly #processes: PluginProcesses;
  readonly #locks: SyncLocks;
  readonly #jobs: SyncJobs;
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
    this.#runner = new SyncRunner({
      db,
      secretKey: options.secretKey,
      logger,
      deadlines,
      catalog: this.#catalog,
      processes: this.#processes,
      workDir: (integrationId) => this.#workDir(integrationId),
    });
    this.#jobs = new SyncJobs({ db, logger, locks: this.#locks, runner: this.#runner });
  }

  async start(): Promise<void> {
    const { db, secretKey, logger } = this.#options;
    await noteUnreadableSecrets(db, secretKey, logger);
    await this.#jobs.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#runner.stop();
    // A check or a dry run may wait for its upstream for minutes: its process is ended, and it with it.
    const patience = setTimeout(() => void this.#processes.endAll(), STOP_PATIENCE_MS);
    await Promise.allSettled(this.#underWay);
    clearTimeout(patience);
    await this.#jobs.stop();
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
    requireSecrets(integration);
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
    requireSecrets(integration);
    await this.#requireStreams(integration, streams);
    return this.#andWake(
      queueRun(context, integration.id, streams, (tx) => this.#jobs.request(integration.id, tx)),
    );
  }

  async sync(
    context: RequestContext,
    key: IntegrationKey,
    { streams = null, onProgress }: SyncOptions & { onProgress?: (progress: SyncProgress) => void } = {},
  ): Promise<SyncOutcome> {
    const integration = await this.#load(context, key);
    requireSecrets(integration);
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
    requireSecrets(integration);
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
        if (intervalSeconds !== null) await this.#jobs.request(id, tx);
      }),
    );
  }

  async retryQuarantine(
    context: RequestContext,
    key: IntegrationKey,
    ids?: readonly string[] | null,
  ): Promise<{ id: string; counts: StreamCounts; left: number }> {
    const { id } = await this.#load(context, key);
    const counts = await this.#track(
      this.#withLock(id, LOCK_PATIENCE_MS, () =>
        retryAll(this.#options.db, actorOf(context.viewer), id, ids ?? undefined),
      ),
    );
    context.loaders.clear();
    return { id, counts, left: await countQuarantined(this.#options.db, id) };
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
    const [row] = await this.#options.db.query<{
      status: string;
      error: string | null;
      counts: SyncRunRow['counts'];
    }>(`select r.status, r.error, ${orderedCounts('r')} as counts from sync_run r where r.id = $1`, [runId]);
    const counts: Counts = Object.fromEntries(
      (row?.counts ?? []).map(({ stream, ...count }) => [stream, count]),
    );
    const status = row?.status === 'SUCCEEDED' || row?.status === 'FAILED' ? row.status : 'INTERRUPTED';
    return { id: runId, status, error: row?.error ?? null, counts };
  }

  #configuring(): Configuring {
    return {
      catalog: this.#catalog,
      secretKey: this.#options.secretKey,
      deadlines: this.#deadlines,
      alongside: async (tx: Transaction, integrationId, intervalSeconds) => {
        if (intervalSeconds !== null) await this.#jobs.request(integrationId, tx);
      },
    };
  }

  async #andWake<Result>(work: Promise<Result>): Promise<Result> {
    const result = await this.#track(work);
    await this.#jobs.wake();
    return result;
  }

  #workDir(integrationId: string): string {
    return path.resolve(this.#options.dataDir, 'integrations', integrationId);
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }
}
