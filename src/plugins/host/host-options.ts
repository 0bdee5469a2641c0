import type { Signals } from '../../events/signals.ts';
import type { Database } from '../../shared/database.ts';

/** pino's loggers fit. */
export interface HostLogger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** In milliseconds. */
export interface Deadlines {
  /** Starting the process and loading the plugin. */
  readonly start: number;
  readonly check: number;
  /** Describing itself, checking options, beginning a pull. */
  readonly short: number;
  /** One batch. */
  readonly batch: number;
  /**
   * Answering a heartbeat, which every process gets three times in this time. What computes longer without a pause is
   * taken for a loop.
   */
  readonly heartbeat: number;
  /** After which a process that nobody needs is ended. */
  readonly idle: number;
}

export const defaultDeadlines: Deadlines = {
  start: 30_000,
  check: 30_000,
  short: 30_000,
  batch: 120_000,
  heartbeat: 30_000,
  idle: 300_000,
};

export const DEFAULT_MEMORY_LIMIT = 512 * 1024 * 1024;

export const DEFAULT_WAITING_LIMIT = 100_000;

export interface PluginHostOptions {
  readonly db: Database;
  /** 32 bytes; seals the secrets of integrations. */
  readonly secretKey: Buffer;
  /** Folder for the work folders of integrations. */
  readonly dataDir: string;
  /** Plugins beside the bundled ones: npm names or folders (`KONTOR_PLUGINS`). */
  readonly pluginNames?: readonly string[];
  readonly logger: HostLogger;
  readonly deadlines?: Partial<Deadlines>;
  /** By which processes tell each other of new messages; without, each finds them at its next look. */
  readonly signals?: Signals;
  /** Resident memory that a plugin process may use, in bytes. */
  readonly memoryLimit?: number;
  /** How many messages of an integration may wait to be handled; more are refused. */
  readonly ingressWaitingLimit?: number;
}
