import pg from 'pg';
import { Interrupted } from './plugin-error.ts';

/** First half of the advisory lock's key; the second is the integration's hash. */
export const lockClasses = { sync: 7_240_010, ingress: 7_240_011 } as const;

export interface SyncLock {
  /** Aborted when the session that holds the lock is lost: somebody else may have it by then. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

/**
 * At most one sync (or one handler of messages) per integration in all processes: session advisory locks, held by one session of this process, so
 * that PostgreSQL itself lets go of them when the process dies.
 */
export class SyncLocks {
  readonly #url: string;
  readonly #lockClass: number;
  readonly #held = new Map<string, AbortController>();
  #session: Promise<pg.Client> | null = null;
  /** A session takes one statement at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(url: string, lockClass: number) {
    this.#url = url;
    this.#lockClass = lockClass;
  }

  /** Null while another sync of the integration runs, here or elsewhere. */
  async tryAcquire(integrationId: string): Promise<SyncLock | null> {
    // The session may take its own lock twice: within the process, the map decides.
    if (this.#held.has(integrationId)) return null;
    const controller = new AbortController();
    this.#held.set(integrationId, controller);
    try {
      const session = await this.#connected();
      const locked = await this.#ask(session, 'pg_try_advisory_lock', integrationId);
      if (!locked) {
        this.#held.delete(integrationId);
        return null;
      }
      return {
        signal: controller.signal,
        release: async () => {
          // Lost, it may be somebody else's by now, in this process too.
          if (controller.signal.aborted) return;
          this.#held.delete(integrationId);
          await this.#ask(session, 'pg_advisory_unlock', integrationId);
        },
      };
    } catch (error) {
      this.#held.delete(integrationId);
      throw error;
    }
  }

  async close(): Promise<void> {
    const session = await this.#session?.catch(() => null);
    this.#session = null;
    await session?.end();
  }

  #ask(
    session: pg.Client,
    what: 'pg_try_advisory_lock' | 'pg_advisory_unlock',
    integrationId: string,
  ): Promise<boolean> {
    const text = `select ${what}($1, hashtext($2)) as done`;
    const answer = this.#turn.then(async () => {
      const { rows } = await session.query<{ done: boolean }>(text, [this.#lockClass, integrationId]);
      return rows[0]?.done ?? false;
    });
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  #connected(): Promise<pg.Client> {
    this.#session ??= this.#connect().catch((error: unknown) => {
      this.#session = null;
      throw error;
    });
    return this.#session;
  }

  async #connect(): Promise<pg.Client> {
    const session = new pg.Client({
      connectionString: this.#url,
      application_name: 'kontor plugin host',
      keepAlive: true,
    });
    let isOver = false;
    // Both of 'error' and 'end' come, and by the second another session may be in this one's place.
    const lost = (): void => {
      if (isOver || this.#session === null) return;
      isOver = true;
      this.#session = null;
      for (const controller of this.#held.values()) {
        controller.abort(new Interrupted('The database session that holds the sync lock was lost.'));
      }
      this.#held.clear();
    };
    session.on('error', lost);
    session.on('end', lost);
    await session.connect();
    return session;
  }
}
