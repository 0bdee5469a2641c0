import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { findIntegration } from '../../src/services/integrations/find-integration.ts';
import { listRunsOf } from '../../src/services/integrations/sync-runs.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { customer, filePlugin, Installation } from './support.ts';

let db: TestDatabase;
let installation: Installation;
let host: PluginHost;
const key = { name: 'erp' };

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  // Neither in the order of the alphabet nor in that of jsonb, which sorts by length first.
  const source = filePlugin
    .replace(/const streams = .*/, `const streams = ['customers', 'zoo', 'contacts', 'ab'];`)
    .replace(
      /const kinds = .*/,
      `const kinds = { customers: 'customer', zoo: 'contact', contacts: 'contact', ab: 'contact' };`,
    );
  host = installation.host({ pluginNames: [await installation.plugin('file', source)] });
  const file = path.join(installation.folder, 'upstream.json');
  const contact = { externalId: 'K1', record: { customerExternalId: 'nobody', name: 'Ida' } };
  const customers = [
    { upserts: [customer('1')], rejected: [{ externalId: 'line 7', reason: 'unreadable' }] },
  ];
  await writeFile(file, JSON.stringify({ customers, contacts: [{ upserts: [contact] }] }));
  const input = { ...key, plugin: 'file', options: { file }, intervalSeconds: null };
  await host.addIntegration(installation.context, input);
  await host.sync(installation.context, key);
});

afterAll(async () => {
  await installation.remove();
  await db.drop();
});

describe('what a run took in', () => {
  it('is listed in the order of the plugin’s streams', async () => {
    const runs = await listRunsOf(installation.context, await findIntegration(db, key), { first: 1 });
    expect(runs.nodes[0]?.counts.map(({ stream, created }) => [stream, created])).toEqual([
      ['customers', 1],
      ['zoo', 0],
      ['contacts', 0],
      ['ab', 0],
    ]);
  });
});

describe('trying the quarantine again', () => {
  it('counts as still there also what the plugin itself rejected, which cannot be tried', async () => {
    const { counts, left } = await host.streams.retryQuarantine(installation.context, key);
    expect({ rejected: counts.rejected, left }).toEqual({ rejected: 1, left: 2 });
  });
});
