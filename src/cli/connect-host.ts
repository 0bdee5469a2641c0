import { readConfig } from '../app/config.ts';
import type { OpenDatabase } from '../app/database/open.ts';
import { createLogger } from '../app/logger.ts';
import { loadSecretKey } from '../app/secret-key.ts';
import { createPluginHost, type PluginHost } from '../plugins/host/plugin-host.ts';
import { connectMigrated } from './connect.ts';

/** The configured database with a plugin host of this process's own, whose schedule is not started. */
export async function connectHost(): Promise<{
  db: OpenDatabase;
  host: PluginHost;
  close(): Promise<void>;
}> {
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
