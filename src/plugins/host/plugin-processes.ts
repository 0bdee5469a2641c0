import { createHash } from 'node:crypto';
import type { Deadlines, HostLogger } from './host-options.ts';
import type { LoadedIntegration } from './load-integration.ts';
import { PluginProcess } from './plugin-process.ts';

interface Running {
  readonly process: PluginProcess;
  /** Of what it was started with: other options need another process. */
  readonly fingerprint: string;
  idle: NodeJS.Timeout | null;
}

interface Settings {
  readonly deadlines: Deadlines;
  readonly memoryLimit: number;
  readonly logger: HostLogger;
}

/** The process of each integration, kept from sync to sync until it is idle for long. Its user holds the sync lock. */
export class PluginProcesses {
  readonly #settings: Settings;
  readonly #running = new Map<string, Running>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The integration's process, started when there is none; give it back with `rest`. */
  async take(integration: LoadedIntegration, url: string, workDir: string): Promise<PluginProcess> {
    const { id, plainOptions, secrets } = integration;
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([url, plainOptions, secrets]))
      .digest('base64');
    const known = this.#running.get(id);
    if (known?.idle) clearTimeout(known.idle);
    if (known && !known.process.ended && known.fingerprint === fingerprint) {
      known.idle = null;
      return known.process;
    }
    await known?.process.stop();
    const process = await this.start(integration, url, workDir);
    this.#running.set(id, { process, fingerprint, idle: null });
    return process;
  }

  /** Of the integration's process, if there is one. */
  pidOf(integrationId: string): number | null {
    const running = this.#running.get(integrationId);
    return running && !running.process.ended ? (running.process.pid ?? null) : null;
  }

  /** A process beside the integration's own, for one question; the caller stops it. */
  start(integration: LoadedIntegration, url: string, workDir: string): Promise<PluginProcess> {
    const { logger, memoryLimit, deadlines } = this.#settings;
    const { name, plugin, mask } = integration;
    return PluginProcess.start({
      url,
      workDir,
      memoryLimit,
      deadlines,
      mask,
      log: (level, message, details) =>
        logger[level]({ integration: name, plugin, ...(details && { details }) }, message),
    });
  }

  /** The integration's sync is over: its process may be ended once it is idle for long. */
  rest(integrationId: string): void {
    const running = this.#running.get(integrationId);
    if (!running) return;
    running.idle = setTimeout(() => void this.end(integrationId), this.#settings.deadlines.idle);
    running.idle.unref();
  }

  /** Ends the integration's process, if there is one, and waits until it is gone. */
  async end(integrationId: string): Promise<void> {
    const running = this.#running.get(integrationId);
    if (!running) return;
    this.#running.delete(integrationId);
    if (running.idle) clearTimeout(running.idle);
    await running.process.stop();
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.end(id)));
  }
}
