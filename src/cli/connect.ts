import { createLogger } from '../app/logger.ts';
import { readConfig } from '../app/config.ts';
import { migrate } from '../app/database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../app/database/open.ts';
import { loadSecretKey } from '../app/secret-key.ts';
import { createPluginHost, type PluginHost } from '../plugins/host/plugin-host.ts';

/** The configured database, migrated: what a command that works on it needs. */
export async function connectMigrated(): Promise<{ db: OpenDatabase; close(): Promise<void> }> {
  const db = await openDatabase(readConfig());
  await migrate(db);
  return { db, close: () => db.close() };
}

/** The same with a plugin host of this process's own; its scheduler is not started. */
export async function connectHost(): Promise<{ db: OpenDatabase; host: PluginHost; close(): Promise<void> }> {
  const config = readConfig();
  const { db, close } = await connectMigrated();
  const host = createPluginHost({
    db,
    secretKey: loadSecretKey(config),
    dataDir: config.dataDir,
    pluginNames: config.plugins,
    logger: createLogger({ ...config, logLevel: 'warn' }),
  });
  return {
    db,
    host,
    close: async () => {
      await host.stop();
      await close();
    },
  };
}
