import type { Config } from '../config.ts';
import type { Database } from '../../shared/database.ts';
import { connectDatabase } from './connect.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import type { DatabaseLimits } from './limits.ts';

export interface OpenDatabase extends Database {
  /** Closes the pool and lets go of the embedded PostgreSQL, which stops with its last user. */
  close(): Promise<void>;
}

/** The configured database: `DATABASE_URL`, or the embedded PostgreSQL of the data directory. */
export async function openDatabase(
  config: Config,
  log?: (line: string) => void,
  limits?: DatabaseLimits,
): Promise<OpenDatabase> {
  if (config.databaseUrl) return connectDatabase(config.databaseUrl, config.databasePoolSize, log, limits);
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  try {
    const database = await connectDatabase(postgres.url, config.databasePoolSize, log, limits);
    return {
      ...database,
      close: async () => {
        await database.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
