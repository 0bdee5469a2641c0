import { readConfig } from '../app/config.ts';
import { migrate } from '../app/database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../app/database/open.ts';
import { setBusinessTimeZone } from '../shared/business-time.ts';

/** The configured database, migrated: what a command that works on it needs. */
export async function connectMigrated(): Promise<{ db: OpenDatabase; close(): Promise<void> }> {
  const config = readConfig();
  setBusinessTimeZone(config.timeZone);
  const db = await openDatabase(config);
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return { db, close: () => db.close() };
}
