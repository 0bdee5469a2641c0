import { readConfig } from '../app/config.ts';
import { migrate } from '../app/database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../app/database/open.ts';

/** The configured database, migrated: what a command that works on it needs. */
export async function connectMigrated(): Promise<{ db: OpenDatabase; close(): Promise<void> }> {
  const db = await openDatabase(readConfig());
  await migrate(db);
  return { db, close: () => db.close() };
}
