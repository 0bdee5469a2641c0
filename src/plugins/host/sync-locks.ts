import pg from 'pg';
import { Interrupted } from './plugin-error.ts';

/** First half of the advisory lock's key; the second is the integration's hash. */
export const lockClasses = { sync: 7_240_010, ingress: 7_240_011 } as const;

/** How often the session that holds locks gives a sign of life, and how long it may take to be answered. */
const BEAT_MS = 2_000;
const ANSWER_MS = 8_000;

/** A session that holds a lock and was silent for so long is ended by whoever wants the lock: its process is frozen or cut off. */
const STALE_SECONDS = 10;

export interface SyncLock {
  /** Aborted when the session that holds the lock is lost: somebody else may have it by then. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

/**
 * At most one sync (or one handler of messages) per integration in all processes: session advisory locks, held by one
 * session of this process, so that PostgreSQL itself lets go of them when the process dies.
 */
export class SyncLocks {
  readonly #url: string;
  readonly #lockClass: number;
  readonly #held = new Map<string, AbortController>();
  #session: Promise<pg.Client> | null = null;
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
      const locked =
        (await this.#ask(session, 'pg_try_advisory_lock', integrationId)) ||
        ((await this.#endStaleHolder(session, integrationId)) &&
          (await this.#ask(session, 'pg_try_advisory_lock', integrationId)));
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
      // With the session lost, the entry may be a newer holder's by now.
      if (this.#held.get(integrationId) === controller) this.#held.delete(integrationId);
      throw error;
    }
  }

  async close(): Promise<void> {
    const session = await this.#session?.catch(() => null);
    this.#session = null;
    await session?.end();
  }

  async #ask(
    session: pg.Client,
    what: 'pg_try_advisory_lock' | 'pg_advisory_unlock',
    integrationId: string,
  ): Promise<boolean> {
    const [row] = await this.#send<{ done: boolean }>(session, `select ${what}($1, hashtext($2)) as done`, [
      this.#lockClass,
      integrationId,
    ]);
    return row?.done ?? false;
  }

  /** Whether a session that held the lock was ended, and is gone. */
  async #endStaleHolder(session: pg.Client, integrationId: string): Promise<boolean> {
    const ended = await this.#send(
      session,
      `select pg_terminate_backend(l.pid, 1000) from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid = $1
          and l.objid = (hashtext($2)::bigint & 4294967295)::oid
          and l.database = (select oid from pg_database where datname = current_database())
          and a.state = 'idle' and a.state_change < clock_timestamp() - interval '${STALE_SECONDS} seconds'`,
      [this.#lockClass, integrationId],
    );
    return ended.length > 0;
  }

  /** A session takes one statement at a time. Unanswered, its connection is dead, though nobody said so. */
  #send<Row extends object>(
    session: pg.Client,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const statement = { text, values: [...values], query_timeout: ANSWER_MS };
    const answer = this.#turn.then(async () => (await session.query<Row>(statement)).rows);
    // `end` closes the socket of a statement that is still under way; whoever holds a lock hears of it.
    this.#turn = answer.catch(() => session.end());
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
    const beat = setInterval(() => {
      if (this.#held.size === 0) return;
      // That it failed is heard of by `end`.
      this.#send(session, 'select').catch(() => undefined);
    }, BEAT_MS);
    beat.unref();
    // Both of 'error' and 'end' come, and by the second another session may be in this one's place.
    const lost = (): void => {
      clearInterval(beat);
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
