import 'reflect-metadata';
// A host in a process of its own, for tests that kill it: syncs one integration and prints a line after each
// batch, or starts its schedule and stays.
import { connectDatabase } from '../../src/app/database/connect.ts';
import { createPluginHost } from '../../src/plugins/host/plugin-host.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { requestContext } from '../../src/services/context.ts';

const setting = (name: string): string => process.env[`HOST_${name}`] ?? '';
const quiet = (): void => undefined;

const db = await connectDatabase(setting('DATABASE'), 4);
const host = createPluginHost({
  db,
  secretKey: Buffer.from(setting('KEY'), 'hex'),
  dataDir: setting('FOLDER'),
  pluginNames: [setting('PLUGIN')],
  logger: { debug: quiet, info: quiet, warn: quiet, error: console.error },
});
const integration = setting('INTEGRATION');
if (integration) await syncOnce();
else await host.start();

async function syncOnce(): Promise<void> {
  const { status } = await host.sync(
    requestContext(db, systemViewer('test')),
    { name: integration },
    { onProgress: ({ done }) => void process.stdout.write(`${done}\n`) },
  );
  await host.stop();
  await db.close();
  process.exitCode = status === 'SUCCEEDED' ? 0 : 1;
}
