import pg from 'pg';
import type { Database } from '../../../src/shared/database.ts';

/** Where a sync is held up: before a batch changes anything, or with all of it written and not committed. */
export type Place = 'at a boundary' | 'inside a batch';

const LOCK = 4711;
const TABLES = ['customer', 'contact', 'product', 'availability', 'commercial_document'];

/** Holds syncs of a database up by triggers that wait for a lock, so that a test kills them just there. */
export class HaltingSync {
  readonly #db: Database;
  readonly #holder: pg.Client;

  private constructor(db: Database) {
    this.#db = db;
    this.#holder = new pg.Client(db.url);
  }

  static async on(db: Database): Promise<HaltingSync> {
    const halting = new HaltingSync(db);
    await halting.#holder.connect();
    await db.query(`create table halt (place text, batches int)`);
    await db.query(`insert into halt values (null, 0)`);
    // Not undone with a transaction: counts also what is rolled back, so it is set anew for each run.
    await db.query(`create sequence halt_batches`);
    await db.query(`create function halt() returns trigger language plpgsql as $$
      declare
        wanted halt := (select h from halt h);
        batches int := (select case when is_called then last_value else 0 end from halt_batches);
        place text := case tg_table_name when 'integration_stream' then 'inside a batch' else 'at a boundary' end;
      begin
        if place = wanted.place and batches = wanted.batches then perform pg_advisory_xact_lock(${LOCK}); end if;
        if tg_table_name = 'integration_stream' then perform nextval('halt_batches'); end if;
        return null;
      end $$`);
    await db.query(`create trigger halt after update of cursor on integration_stream
      for each statement execute function halt()`);
    for (const table of TABLES)
      await db.query(
        `create trigger halt before insert on ${table} for each statement execute function halt()`,
      );
    return halting;
  }

  /** The next sync is held up there, after so many batches of its own. */
  async prepare(place: Place, batches: number): Promise<void> {
    await this.#holder.query(`select pg_advisory_lock(${LOCK})`);
    await this.#holder.query(`select setval('halt_batches', 1, false)`);
    await this.#holder.query(`update halt set place = $1, batches = $2`, [place, batches]);
  }

  /** The session that waits, if any. */
  async held(): Promise<number | null> {
    const { rows } = await this.#holder.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted
          and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.pid ?? null;
  }

  /** Lets the sync go, and all that follow. */
  async release(): Promise<void> {
    await this.#holder.query(`update halt set place = null`);
    await this.#holder.query(`select pg_advisory_unlock(${LOCK})`);
  }

  /** Whether the session that was held has ended: that of a killed process only sees it when it may go on. */
  async hasEnded(pid: number): Promise<boolean> {
    return (await this.#db.query(`select from pg_stat_activity where pid = $1`, [pid])).length === 0;
  }

  close(): Promise<void> {
    return this.#holder.end();
  }
}
