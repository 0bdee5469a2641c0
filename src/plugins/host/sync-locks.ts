import pg from 'pg';
import { Interrupted } from './plugin-error.ts';

// First half of the advisory lock's key; the second is the integration's hash.
const LOCK_CLASS = 7_240_010;

export interface SyncLock {
  /** Aborted when the session that holds the lock is lost: somebody else may have it by then. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

/**
 * At most one sync per integration in all processes: session advisory locks, held by one session of this process, so
 * that PostgreSQL itself lets go of them when the process dies.
 */
export class SyncLocks {
  readonly #url: string;
  readonly #held = new Map<string, AbortController>();
  #session: Promise<pg.Client> | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** Null while another sync of the integration runs, here or elsewhere. */
  async tryAcquire(integrationId: string): Promise<SyncLock | null> {
    // The session may take its own lock twice: within the process, the map decides.
    if (this.#held.has(integrationId)) return null;
    const controller = new AbortController();
    this.#held.set(integrationId, controller);
    try {
      const session = await this.#connected();
      const { rows } = await session.query<{ locked: boolean }>(
        'select pg_try_advisory_lock($1, hashtext($2)) as locked',
        [LOCK_CLASS, integrationId],
      );
      if (!rows[0]?.locked) {
        this.#held.delete(integrationId);
        return null;
      }
      return {
        signal: controller.signal,
        release: async () => {
          this.#held.delete(integrationId);
          if (controller.signal.aborted) return;
          await session.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, integrationId]);
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
