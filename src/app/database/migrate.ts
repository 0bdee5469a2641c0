import pg from 'pg';
import type { Database } from '../../shared/database.ts';

// Any number; the same in every version, or an old and a new process would not wait for each other.
const MIGRATION_LOCK = 7_240_000;

/**
 * Applies what is missing, and answers the names of what it applied. Two processes that start together: the second
 * waits, and finds nothing left to do.
 */
export async function migrate(database: Database): Promise<string[]> {
  const lock = new pg.Client({ connectionString: database.url, application_name: 'kontor migrate' });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await database.orm.em.fork().transactional(async (em) => {
      // The server's limit is for requests; a migration of a large table takes its time.
      await em.execute('set local statement_timeout = 0');
      const transaction = em.getTransactionContext<object>();
      const applied = await database.orm.migrator.up({ transaction });
      return applied.map(({ name }) => name);
    });
  } finally {
    // Ending the session gives the lock back, whatever happened before.
    await lock.end();
  }
}

/** Names of migrations that this version brings and the database does not have. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  // Fails where there is no such database, which the migrator would make.
  await database.query('select 1');
  const pending = await database.orm.migrator.getPending();
  return pending.map(({ name }) => name);
}
