import pg from 'pg';
import type { Database } from '../../src/shared/database.ts';

/**
 * Waits for what other processes write into a test's own database: triggers on the tables tell of each commit, so
 * that no test asks again and again, and none says how fast the machine must be.
 */
export class TableWatch {
  readonly #client: pg.Client;
  #changed = Promise.withResolvers<void>();

  private constructor(url: string) {
    this.#client = new pg.Client(url);
    this.#client.on('notification', () => this.#tell());
  }

  static async start(db: Database, tables: readonly string[]): Promise<TableWatch> {
    const watch = new TableWatch(db.url);
    await watch.#client.connect();
    await watch.#client.query(`create function tell_test() returns trigger language plpgsql
      as $$ begin notify table_watch; return null; end $$`);
    for (const table of tables)
      await watch.#client.query(`create trigger tell_test after insert or update or delete on ${table}
        for each statement execute function tell_test()`);
    await watch.#client.query('listen table_watch');
    return watch;
  }

  /** Settles once the condition holds; it is asked now and after every change of the tables. */
  async until(condition: () => Promise<boolean>): Promise<void> {
    for (;;) {
      // Before the condition is asked: a change in between must not be missed.
      const changed = this.#changed.promise;
      if (await condition()) return;
      await changed;
    }
  }

  /** Fails whoever still waits: what they wait for can no longer be told. */
  async stop(): Promise<void> {
    this.#changed.promise.catch(() => undefined);
    this.#changed.reject(new Error('The test ended before what it waits for came true.'));
    await this.#client.end();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
