import type { Database } from '../../../shared/database.ts';
import type { Deadlines, HostLogger } from '../host-options.ts';
import { type LoadedIntegration, loadIntegration } from '../load-integration.ts';
import { describe, type PluginCatalog } from '../plugin-catalog.ts';
import { Interrupted, isExpected, PluginCallError } from '../plugin-error.ts';
import type { PluginProcess } from '../plugin-process.ts';
import type { PluginProcesses } from '../plugin-processes.ts';
import type { SyncLock, SyncLocks } from '../sync-locks.ts';
import { handOver } from './hand-over.ts';
import { nextMessages } from './messages.ts';

export interface WorkerParts {
  readonly db: Database;
  readonly secretKey: Buffer;
  readonly logger: HostLogger;
  readonly deadlines: Deadlines;
  readonly catalog: PluginCatalog;
  /** Processes of their own: a sync of the same integration has another one. */
  readonly processes: PluginProcesses;
  readonly locks: SyncLocks;
  readonly workDir: (integrationId: string) => string;
}

/** Pauses after which a plugin that cannot be started is tried again. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Hands the messages of one integration to its plugin, in order. In all processes just one does: the one that holds the
 * lock, which it keeps, with the plugin's process, so that the next call need not wait for either.
 */
export class IngressWorker {
  readonly #parts: WorkerParts;
  readonly #id: string;
  #lock: SyncLock | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  readonly #stopping = new AbortController();
  #pauseUntil = 0;
  #pause = FIRST_PAUSE_MS;

  constructor(parts: WorkerParts, integrationId: string) {
    this.#parts = parts;
    this.#id = integrationId;
  }

  /** Whether this process is the one that handles the integration's messages. */
  get isOwner(): boolean {
    return this.#lock !== null && !this.#lock.signal.aborted;
  }

  /** Looks for messages now, or once more if it is at work. */
  wake(): void {
    this.#again = true;
    this.#running ??= this.#work().finally(() => {
      this.#running = null;
      // Woken since the last look: it must not wait for the next poll.
      if (this.#again && !this.#stopping.signal.aborted) this.wake();
    });
  }

  /** Ends the plugin's process and lets another process take over. */
  async stop(reason: string): Promise<void> {
    this.#stopping.abort(new Interrupted(reason));
    await this.#running;
    await this.#parts.processes.end(this.#id);
    await this.#lock?.release();
    this.#lock = null;
  }

  async #work(): Promise<void> {
    const { logger } = this.#parts;
    while (this.#again && !this.#stopping.signal.aborted) {
      this.#again = false;
      if (Date.now() < this.#pauseUntil) return;
      try {
        if (!(await this.#own())) return;
        if (await this.#handleNext()) this.#again = true;
        this.#pause = FIRST_PAUSE_MS;
      } catch (error) {
        if (this.#stopping.signal.aborted || error instanceof Interrupted) return;
        this.#pauseUntil = Date.now() + this.#pause;
        this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
        if (!isExpected(error))
          logger.error({ err: error, integrationId: this.#id }, 'messages could not be handed over');
      }
    }
  }

  async #own(): Promise<boolean> {
    if (this.isOwner) return true;
    this.#lock = await this.#parts.locks.tryAcquire(this.#id);
    return this.#lock !== null;
  }

  /** Whether there was anything to do. */
  async #handleNext(): Promise<boolean> {
    const { db, secretKey, deadlines, workDir, logger } = this.#parts;
    const integration = await loadIntegration(db, secretKey, this.#id);
    if (!integration) return false;
    const { process, signal } = await this.#process(integration);
    const messages = await nextMessages(db, this.#id);
    if (messages.length === 0) return false;
    const kill = (): void => process.kill('the host ended the handing over');
    signal.addEventListener('abort', kill, { once: true });
    try {
      const { problem } = await handOver(
        { db, integration, process, workDir: workDir(this.#id), deadlines, signal },
        messages,
      );
      if (problem !== null)
        logger.warn({ integration: integration.name, problem }, 'a message was not handled');
    } finally {
      signal.removeEventListener('abort', kill);
    }
    return true;
  }

  /** The plugin's process; that it cannot be started is no message's fault, so that they wait. */
  async #process(integration: LoadedIntegration): Promise<{ process: PluginProcess; signal: AbortSignal }> {
    const { catalog, processes, workDir, db, deadlines, logger } = this.#parts;
    const signal = AbortSignal.any([this.#stopping.signal, ...(this.#lock ? [this.#lock.signal] : [])]);
    signal.throwIfAborted();
    try {
      if (integration.secretsProblem !== null) throw new PluginCallError(integration.secretsProblem);
      const { url } = await catalog.find(integration.plugin);
      const before = processes.pidOf(this.#id);
      const process = await processes.take(integration, url, workDir(this.#id));
      signal.throwIfAborted();
      if (process.pid !== before) await this.#noteDescription(process, deadlines);
      return { process, signal };
    } catch (error) {
      signal.throwIfAborted();
      const reason = integration.mask((error as Error).message);
      logger.warn({ integration: integration.name, reason }, 'the plugin that handles messages does not run');
      await db.query(
        `update integration set last_failure_at = now(), last_error = $2, consecutive_failures = consecutive_failures + 1
          where id = $1`,
        [this.#id, reason],
      );
      throw error;
    }
  }

  /** A new version of the plugin may authenticate and answer in another way. */
  async #noteDescription(process: PluginProcess, deadlines: Deadlines): Promise<void> {
    const { version, ingress } = await describe(process, deadlines);
    await this.#parts.db.query(
      `update integration set plugin_version = $2, ingress = $3::jsonb
        where id = $1 and (plugin_version is distinct from $2 or ingress is distinct from $3::jsonb)`,
      [this.#id, version, ingress && JSON.stringify(ingress)],
    );
  }
}
