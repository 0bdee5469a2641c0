import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { findIntegrationRow } from '../../src/services/integrations/integrations.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { TableWatch } from '../support/table-watch.ts';
import { customer, filePlugin, Installation } from './support.ts';

let db: TestDatabase;
let watch: TableWatch;
let installation: Installation;
let plugin: string;
let file: string;

beforeAll(async () => {
  db = await testDatabase();
  watch = await TableWatch.start(db, ['integration', 'sync_run']);
  installation = await Installation.create(db);
  plugin = await installation.plugin('file', filePlugin);
  file = path.join(installation.folder, 'upstream.json');
  await writeFile(file, JSON.stringify({ customers: [{ upserts: [customer('1')] }] }));
});

afterAll(async () => {
  await installation.remove();
  await watch.stop();
  await db.drop();
});

let integrations = 0;

/** An integration whose secret was sealed with a key that `host` does not have. */
async function withLostKey(
  intervalSeconds: number | null = null,
): Promise<{ key: { name: string }; before: PluginHost; host: PluginHost }> {
  const key = { name: `lost-${(integrations += 1)}` };
  const before = installation.host({ pluginNames: [plugin] });
  const options = { file, token: 'secret-token' };
  await before.addIntegration(installation.context, { ...key, plugin: 'file', options, intervalSeconds });
  const host = installation.host({ pluginNames: [plugin], secretKey: randomBytes(32) });
  return { key, before, host };
}

const health = async (key: { name: string }) => (await findIntegrationRow(installation.context, key))?.health;
const problemOf = ({ name }: { name: string }) =>
  `The secrets of integration ${name} cannot be read with this key: enter them again with \`kontor integration update ${name} --secret token\``;

describe('an integration whose secrets were sealed with a lost key', () => {
  it('lets the server start, and its due sync fails saying what to do', async () => {
    const { key, host } = await withLostKey(3600);
    await host.start();
    await watch.until(async () => ((await health(key))?.consecutiveFailures ?? 0) > 0);
    expect(await health(key)).toMatchObject({ status: 'FAILING', message: problemOf(key) });
    const runs = await db.query(
      `select r.status, r.error from sync_run r join integration i on i.id = r.integration_id where i.name = $1`,
      [key.name],
    );
    expect(runs).toEqual([{ status: 'FAILED', error: problemOf(key) }]);
    await host.stop();
  });

  it('is failing from the start of the server on, even if nothing syncs it', async () => {
    const { key, host } = await withLostKey();
    await host.start();
    expect(await health(key)).toMatchObject({ status: 'FAILING', message: problemOf(key) });
    await host.stop();
  });

  it('is no longer failing once a server starts with the right key', async () => {
    const { key, before, host } = await withLostKey();
    await host.start();
    await host.stop();
    await before.start();
    expect(await health(key)).toMatchObject({ status: 'NEVER_SYNCED', message: null });
    await before.stop();
  });

  it.each(['check', 'sync', 'requestSync', 'dryRun'] as const)(
    'refuses %s with the same words',
    async (what) => {
      const { key, host } = await withLostKey();
      await expect(host[what](installation.context, key)).rejects.toMatchObject({
        code: 'INTEGRATION_FAILED',
        message: problemOf(key),
      });
    },
  );

  it('works again when its secrets are given again', async () => {
    const { key, host } = await withLostKey();
    await host.start();
    await host.updateIntegration(installation.context, key, { options: { token: 'another' } });
    expect((await health(key))?.status).toBe('NEVER_SYNCED');
    expect((await host.sync(installation.context, key)).status).toBe('SUCCEEDED');
    await host.stop();
  });

  it('refuses other options without the secrets, naming them', async () => {
    const { key, host } = await withLostKey();
    await expect(
      host.updateIntegration(installation.context, key, { options: { file } }),
    ).rejects.toMatchObject({
      code: 'INVALID',
      field: ['options', 'token'],
      message: expect.stringContaining('token'),
    });
  });

  it('takes another schedule without them, and keeps what is sealed', async () => {
    const { key, before, host } = await withLostKey();
    await host.updateIntegration(installation.context, key, { options: {}, intervalSeconds: 7200 });
    expect(await before.check(installation.context, key)).toMatchObject({ problems: [] });
  });
});
