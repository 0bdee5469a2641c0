import type { RequestContext } from '../../services/context.ts';
import type { IntegrationKey } from '../../services/integrations/find-integration.ts';
import {
  queueRun,
  requireIntegrationRights,
  resumeIntegration,
  suspendIntegration,
} from '../../services/integrations/write-integration.ts';
import type { Transaction } from '../../services/transaction.ts';
import type { CheckResult } from '../kit/plugin.ts';
import { checkIntegration } from './check-integration.ts';
import {
  addIntegration,
  type AddIntegrationInput,
  type Configuring,
  updateIntegration,
  type UpdateIntegrationInput,
} from './configure.ts';
import type { DryRunResult } from './dry-run.ts';
import { dryRunIntegration } from './dry-run-integration.ts';
import type { Deadlines, PluginHostOptions } from './host-options.ts';
import { createHostParts } from './host-parts.ts';
import type { HostIngress } from './ingress/host-ingress.ts';
import { type LoadedIntegration, requireIntegration, requireSecrets } from './load-integration.ts';
import { noteUnreadableSecrets } from './note-secrets.ts';
import type { Catalog, PluginCatalog } from './plugin-catalog.ts';
import type { PluginProcess } from './plugin-process.ts';
import type { PluginProcesses } from './plugin-processes.ts';
import { requireStreams } from './require-streams.ts';
import { readOutcome } from './run-outcome.ts';
import { type StreamWork, streamWork } from './stream-work.ts';
import type { SyncLock, SyncLocks } from './sync-locks.ts';
import type { SyncOutcome, SyncRunner } from './sync-runner.ts';
import type { SyncJobs } from './sync-jobs.ts';
import type { PluginHost, SyncOptions } from './plugin-host.ts';
import type { SyncProgress } from './sync.ts';
import { withSyncLock } from './with-sync-lock.ts';

/** How long something that needs the sync lock waits for a sync that runs. */
const LOCK_PATIENCE_MS = 10_000;

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
  readonly ingress: HostIngress;
  readonly streams: StreamWork;
  readonly #workDir: (integrationId: string) => string;
  readonly #underWay = new Set<Promise<unknown>>();
  #stopped = false;

  constructor(options: PluginHostOptions) {
    const parts = createHostParts(options);
    this.#options = options;
    this.#deadlines = parts.deadlines;
    this.#catalog = parts.catalog;
    this.#processes = parts.processes;
    this.#locks = parts.locks;
    this.#runner = parts.runner;
    this.#jobs = parts.jobs;
    this.ingress = parts.ingress;
    this.#workDir = parts.workDir;
    this.streams = streamWork({
      load: (context, key) => this.#load(context, key),
      alone: (id, work) => this.#track(this.#withLock(id, LOCK_PATIENCE_MS, work)),
    });
  }

  async start(): Promise<void> {
    const { db, secretKey, logger } = this.#options;
    await noteUnreadableSecrets(db, secretKey, logger);
    await this.#jobs.start();
    this.ingress.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#runner.stop();
    await this.ingress.stop();
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
    return this.#andWake(
      addIntegration(context, input, this.#configuring()).then((added) => this.#changed(added)),
    );
  }

  async updateIntegration(
    context: RequestContext,
    key: IntegrationKey,
    input: UpdateIntegrationInput,
  ): Promise<{ id: string }> {
    const integration = await this.#load(context, key);
    const update = updateIntegration(context, integration, input, this.#configuring());
    return this.#andWake(update.then((updated) => this.#changed(updated)));
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
    const integration = await this.#loadToSync(context, key, streams);
    return this.#andWake(
      queueRun(context, integration.id, streams, (tx) => this.#jobs.request(integration.id, tx)),
    );
  }

  async sync(
    context: RequestContext,
    key: IntegrationKey,
    { streams = null, onProgress }: SyncOptions & { onProgress?: (progress: SyncProgress) => void } = {},
  ): Promise<SyncOutcome> {
    const integration = await this.#loadToSync(context, key, streams);
    const { id } = await queueRun(context, integration.id, streams, async () => undefined);
    return this.#track(
      this.#withLock(integration.id, Number.POSITIVE_INFINITY, async (lock) => {
        return (
          (await this.#runner.run(integration.id, id, lock, onProgress)) ?? readOutcome(this.#options.db, id)
        );
      }),
    );
  }

  async dryRun(
    context: RequestContext,
    key: IntegrationKey,
    { streams = null }: SyncOptions = {},
  ): Promise<DryRunResult & { id: string }> {
    const integration = await this.#loadToSync(context, key, streams);
    const parts = {
      db: this.#options.db,
      catalog: this.#catalog,
      processes: this.#processes,
      deadlines: this.#deadlines,
      workDir: this.#workDir(integration.id),
    };
    const work = this.#withLock(integration.id, LOCK_PATIENCE_MS, () =>
      dryRunIntegration(integration, streams, parts),
    );
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
    return this.#changed({ id });
  }

  async resume(context: RequestContext, key: IntegrationKey): Promise<{ id: string }> {
    const { id, intervalSeconds } = await this.#load(context, key);
    return this.#andWake(
      resumeIntegration(context, id, async (tx) => {
        if (intervalSeconds !== null) await this.#jobs.request(id, tx);
      }),
    );
  }

  #withLock<Result>(
    integrationId: string,
    patience: number,
    work: (lock: SyncLock) => Promise<Result>,
  ): Promise<Result> {
    return withSyncLock(this.#locks, integrationId, { patience, isStopped: () => this.#stopped }, work);
  }

  #load(context: RequestContext, key: IntegrationKey): Promise<LoadedIntegration> {
    requireIntegrationRights(context);
    return requireIntegration(this.#options.db, this.#options.secretKey, key);
  }

  async #loadToSync(
    context: RequestContext,
    key: IntegrationKey,
    streams: readonly string[] | null,
  ): Promise<LoadedIntegration> {
    const integration = await this.#load(context, key);
    requireSecrets(integration);
    await requireStreams(this.#catalog, integration, streams);
    return integration;
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

  /** Messages that come in are checked and handled as it is now. */
  async #changed(integration: { id: string }): Promise<{ id: string }> {
    await this.ingress.changed(integration.id);
    return integration;
  }

  async #andWake<Result>(work: Promise<Result>): Promise<Result> {
    const result = await this.#track(work);
    await this.#jobs.wake();
    return result;
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }
}
