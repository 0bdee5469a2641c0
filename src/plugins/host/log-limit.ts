import type { LogLevel } from './plugin-process.ts';

export type PluginLog = (level: LogLevel, message: string, details?: Record<string, unknown>) => void;

/** Lines that a plugin process may log in a minute; what it says beyond that is counted. */
export const LINES_PER_MINUTE = 600;

/** Characters of a line's message, and of its details as JSON. */
export const LONGEST = 8_000;

const MINUTE_MS = 60_000;

/** A plugin that prints in a loop fills neither the disk with log nor the host's time with writing it. */
export class LogLimit {
  readonly #log: PluginLog;
  #windowBegan = Date.now();
  #lines = 0;
  #leftOut = 0;

  constructor(log: PluginLog) {
    this.#log = log;
  }

  /** Whether the next line may be logged; counts it if not. */
  takes(): boolean {
    if (Date.now() - this.#windowBegan >= MINUTE_MS) this.#nextWindow();
    this.#lines += 1;
    if (this.#lines <= LINES_PER_MINUTE) return true;
    this.#leftOut += 1;
    return false;
  }

  log(level: LogLevel, message: string, details?: Record<string, unknown>): void {
    const isLong = details !== undefined && JSON.stringify(details).length > LONGEST;
    this.#log(
      level,
      message.slice(0, LONGEST),
      isLong ? { leftOut: `more than ${LONGEST} characters` } : details,
    );
  }

  /** Says how many lines were left out; also at the process's end. */
  settle(): void {
    if (this.#leftOut === 0) return;
    this.#log(
      'warn',
      `the plugin logs more than ${LINES_PER_MINUTE} lines a minute: ${this.#leftOut} were left out`,
    );
    this.#leftOut = 0;
  }

  #nextWindow(): void {
    this.settle();
    this.#windowBegan = Date.now();
    this.#lines = 0;
  }
}
