import { sendSignal } from '../../events/signals.ts';
import type { Database } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import { PROGRESS_TOPIC, type ProgressSignal } from '../../services/integrations/follow-progress.ts';
import type { Deadlines, HostLogger } from './host-options.ts';
import { type LoadedIntegration, loadIntegration } from './load-integration.ts';
import { describe, type PluginCatalog } from './plugin-catalog.ts';
import { Interrupted, isExpected, PluginCallError } from './plugin-error.ts';
import type { PluginProcess } from './plugin-process.ts';
import type { PluginProcesses } from './plugin-processes.ts';
import type { SyncLock } from './sync-locks.ts';
import {
  beginRun,
  type ClaimedRun,
  closeAbandonedRuns,
  continueRun,
  type Counts,
  finishRun,
  queuedRuns,
} from './sync-run.ts';
import { prepareStreams, type SyncProgress, syncStreams } from './sync.ts';

export interface SyncOutcome {
  /** Raw uuid of the run. */
  readonly id: string;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'INTERRUPTED';
  readonly error: string | null;
  readonly counts: Counts;
}

const STOPPED = 'Kontor was stopped.';

interface Parts {
  readonly db: Database;
  readonly secretKey: Buffer;
  readonly logger: HostLogger;
  readonly deadlines: Deadlines;
  readonly catalog: PluginCatalog;
  readonly processes: PluginProcesses;
  readonly workDir: (integrationId: string) => string;
}

/** Does the syncs of this process. Every caller holds the integration's sync lock. */
export class SyncRunner {
  readonly #parts: Parts;
  /** What ends the sync of an integration. */
  readonly #active = new Map<string, AbortController>();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What another process had begun or was asked for; nothing of that, what the schedule wants. */
  async runDue(integrationId: string, lock: SyncLock): Promise<void> {
    if (await this.runLeftBehind(integrationId, lock)) return;
    const { db } = this.#parts;
    const id = newId();
    const added = await db.query(
      `insert into sync_run (id, integration_id, trigger, status, requested_at, counts)
       select $1, id, 'SCHEDULE', 'QUEUED', now(), '{}' from integration
        where id = $2 and suspended_at is null and interval_seconds is not null
       returning id`,
      [id, integrationId],
    );
    if (added.length === 0) return;
    await this.run(integrationId, id, lock);
    if (lock.signal.aborted) await continueRun(db, id);
  }

  /** What another process had begun or was asked for; answers whether there was anything. */
  async runLeftBehind(integrationId: string, lock: SyncLock): Promise<boolean> {
    const { db } = this.#parts;
    const abandoned = (await closeAbandonedRuns(db, integrationId, '2s')).at(-1);
    if (abandoned !== undefined) await continueRun(db, abandoned);
    const asked = await queuedRuns(db, integrationId);
    for (const id of asked) {
      const outcome = await this.run(integrationId, id, lock);
      if (!lock.signal.aborted) continue;
      // The rest is for whoever has the lock now.
      if (outcome) await continueRun(db, outcome.id);
      break;
    }
    return asked.length > 0;
  }

  /** Does one run. Whatever goes wrong with the plugin is its outcome; null when it is not to be done any more. */
  async run(
    integrationId: string,
    runId: string,
    lock: SyncLock,
    onProgress?: (progress: SyncProgress) => void,
  ): Promise<SyncOutcome | null> {
    const { db, secretKey } = this.#parts;
    if (this.#stopped) return null;
    // Somebody may wait for this one: it is late rather than refused.
    await closeAbandonedRuns(db, integrationId, '0');
    const run = await beginRun(db, runId);
    if (!run) return null;
    const whole = { integrationId, runId, stream: null, done: null, total: null, counts: null };
    this.#signal(whole);
    const integration = await loadIntegration(db, secretKey, integrationId);
    if (!integration) return null;
    const counts: Counts = {};
    const progress = (step: SyncProgress): void => {
      this.#signal(step);
      onProgress?.(step);
    };
    const failure = await this.#pull(integration, run, lock, counts, progress);
    const status = await finishRun(db, integration, runId, counts, failure);
    this.#signal(whole);
    const error = failure && integration.mask(failure.message);
    this.#report(integration, { run: runId, counts, ...(error && { error }) }, status, failure);
    return { id: runId, status, error, counts };
  }

  /** Ends the integration's sync after what is committed. */
  interrupt(integrationId: string, reason: string): void {
    this.#active.get(integrationId)?.abort(new Interrupted(reason));
  }

  stop(): void {
    this.#stopped = true;
    for (const id of this.#active.keys()) this.interrupt(id, STOPPED);
  }

  /** Answers what went wrong. A lost lock, a suspension and the host's end kill the process. */
  async #pull(
    integration: LoadedIntegration,
    run: ClaimedRun,
    lock: SyncLock,
    counts: Counts,
    onProgress: (progress: SyncProgress) => void,
  ): Promise<Error | null> {
    const { catalog, processes, workDir } = this.#parts;
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, lock.signal]);
    this.#active.set(integration.id, controller);
    // Stopped since the run began, when there was nothing to interrupt yet.
    if (this.#stopped) this.interrupt(integration.id, STOPPED);
    try {
      if (integration.secretsProblem) throw new PluginCallError(integration.secretsProblem);
      const { url } = await catalog.find(integration.plugin);
      signal.throwIfAborted();
      const process = await processes.take(integration, url, workDir(integration.id));
      const kill = (): void => process.kill('the host ended the sync');
      signal.addEventListener('abort', kill, { once: true });
      try {
        signal.throwIfAborted();
        await this.#sync(integration, run, counts, process, onProgress);
      } finally {
        signal.removeEventListener('abort', kill);
      }
      return null;
    } catch (error) {
      // Killed by us: the reason is ours, not a crash of the plugin's.
      return (signal.aborted ? signal.reason : error) as Error;
    } finally {
      this.#active.delete(integration.id);
      processes.rest(integration.id);
    }
  }

  async #sync(
    integration: LoadedIntegration,
    run: ClaimedRun,
    counts: Counts,
    process: PluginProcess,
    onProgress: (progress: SyncProgress) => void,
  ): Promise<void> {
    const { db, deadlines } = this.#parts;
    const plugin = await describe(process, deadlines);
    await db.query(
      `update integration set plugin_version = $2 where id = $1 and plugin_version is distinct from $2`,
      [integration.id, plugin.version],
    );
    const streams = await prepareStreams(db, integration.id, plugin, run.onlyStreams);
    const workDir = this.#parts.workDir(integration.id);
    await syncStreams({ db, integration, run, streams, process, workDir, deadlines, counts, onProgress });
  }

  #signal(progress: ProgressSignal): void {
    const { db, logger } = this.#parts;
    sendSignal(db, PROGRESS_TOPIC, progress).catch((error: unknown) => {
      logger.debug({ err: error }, 'progress could not be told');
    });
  }

  #report(integration: LoadedIntegration, details: object, status: string, failure: Error | null): void {
    const { logger } = this.#parts;
    const line = { integration: integration.name, ...details };
    if (status === 'SUCCEEDED') logger.debug(line, 'a sync succeeded');
    else if (status === 'INTERRUPTED') logger.info(line, 'a sync was interrupted');
    else if (isExpected(failure)) logger.warn(line, 'a sync failed');
    else logger.error({ ...line, err: failure }, 'a sync failed');
  }
}
