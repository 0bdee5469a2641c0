import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { EventsLogger } from './logger.ts';

// The sequencer and the tail need a session of their own, never through a pooler: an advisory lock and LISTEN
// belong to the session. Both die with it and begin anew on the next one.

export interface SessionOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly logger: EventsLogger;
  /** Ends the session and the reconnecting. */
  readonly signal: AbortSignal;
}

/** Statements that answer later than this are taken for a dead connection. */
const QUERY_TIMEOUT = 30_000;
const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;

/**
 * Keeps one session open until the signal aborts: runs `work` on it and, when it fails or the connection is
 * lost, connects again with growing delays. `work` ends by itself only after the signal.
 */
export async function keepSession(
  options: SessionOptions,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const { signal, logger, applicationName } = options;
  let delay = FIRST_DELAY;
  while (!signal.aborted) {
    const session = new Session(options);
    const begin = performance.now();
    try {
      await session.open();
      await work(session);
    } catch (error) {
      if (!signal.aborted)
        logger.warn({ err: error, session: applicationName, retryIn: delay }, 'Session lost');
    } finally {
      session.close();
    }
    if (signal.aborted) return;
    if (performance.now() - begin > LONGEST_DELAY) delay = FIRST_DELAY;
    // Half of it at random: many processes must not come back in step.
    await sleep(delay * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    delay = Math.min(delay * 2, LONGEST_DELAY);
  }
}

/** One connection with what its owner waits for: notifications, the next poll, its end. */
export class Session {
  readonly #client: pg.Client;
  readonly #signal: AbortSignal;
  #failure: Error | null = null;
  #woken = false;
  #wake: (() => void) | null = null;
  onNotification: (channel: string, payload: string) => void = () => this.wake();

  constructor({ url, applicationName, signal }: SessionOptions) {
    this.#signal = signal;
    this.#client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    this.#client.on('error', (error) => this.#fail(error));
    this.#client.on('end', () => this.#fail(new Error('The connection ended.')));
    this.#client.on('notification', ({ channel, payload }) => this.onNotification(channel, payload ?? ''));
    this.#signal.addEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => this.wake();

  async open(): Promise<void> {
    await this.#client.connect();
  }

  async query<Row extends object = Record<string, unknown>>(
    text: string,
    values: readonly unknown[] = [],
    name?: string,
    timeout: number = QUERY_TIMEOUT,
  ): Promise<Row[]> {
    // `query_timeout` is missing in the types of a single query.
    const query = { text, values: [...values], name, query_timeout: timeout };
    const result = await this.#client.query<Row>(query);
    return result.rows;
  }

  /** Ends a waiting `idle`, or the next one. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Until woken, but not longer than this many milliseconds; throws when the connection is lost. */
  async idle(milliseconds: number): Promise<void> {
    if (!this.#woken && !this.#failure && !this.#signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = resolve;
      await promise;
      clearTimeout(timer);
      this.#wake = null;
    }
    this.#woken = false;
    if (this.#failure) throw this.#failure;
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    // Not awaited: on a dead network the answer never comes. Failures were reported by whoever ran a statement.
    this.#client.end().catch(() => undefined);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.wake();
  }
}
