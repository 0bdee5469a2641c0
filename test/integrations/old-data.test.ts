import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { customer, filePlugin, Installation } from './support.ts';

let db: TestDatabase;
let installation: Installation;
let host: PluginHost;
let file: string;

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  host = installation.host({ pluginNames: [await installation.plugin('file', filePlugin)] });
  file = path.join(installation.folder, 'upstream.json');
});

afterAll(async () => {
  await installation.remove();
  await db.drop();
});

const as = (id: string, name: string, updatedAt: string | null) => ({
  ...customer(id, { name }),
  updatedAt,
});

/** Syncs once for each batch, and answers what the customer is called then. */
async function afterSyncs(id: string, batches: readonly object[]): Promise<string | undefined> {
  const key = { name: `upstream-${id.toLowerCase()}` };
  const options = { file };
  await writeFile(file, '{}');
  await host.addIntegration(installation.context, { ...key, plugin: 'file', options, intervalSeconds: null });
  for (let done = 1; done <= batches.length; done += 1) {
    await writeFile(file, JSON.stringify({ customers: batches.slice(0, done) }));
    expect(await host.sync(installation.context, key)).toMatchObject({ status: 'SUCCEEDED' });
  }
  const [row] = await db.query<{ name: string }>('select name from customer where customer_number = $1', [
    id,
  ]);
  return row?.name;
}

describe('a record that the other system changed earlier than what is known', () => {
  it('does not overwrite it, and counts as unchanged', async () => {
    const batches = [
      { upserts: [as('A1', 'New', '2026-05-02T08:00:00Z')] },
      { upserts: [as('A1', 'Old', '2026-05-02T07:59:59.999Z')] },
    ];
    expect(await afterSyncs('A1', batches)).toBe('New');
    const [run] = await db.query(
      `select counts -> 'customers' as counts from sync_run order by id desc limit 1`,
    );
    expect(run).toMatchObject({ counts: { updated: 0, unchanged: 1 } });
  });

  it('does not overwrite what was delivered again, unchanged, after it', async () => {
    const batches = [
      { upserts: [as('B1', 'New', '2026-05-01T00:00:00Z')] },
      { upserts: [as('B1', 'New', '2026-05-03T00:00:00Z')] },
      { upserts: [as('B1', 'Old', '2026-05-02T00:00:00Z')] },
    ];
    expect(await afterSyncs('B1', batches)).toBe('New');
  });

  it('is taken in where the record was deleted meanwhile: it is what there is', async () => {
    const batches = [
      { upserts: [as('C1', 'New', '2026-05-02T00:00:00Z')] },
      { deletes: ['C1'] },
      { upserts: [as('C1', 'Restored', '2026-05-01T00:00:00Z')] },
    ];
    expect(await afterSyncs('C1', batches)).toBe('Restored');
  });
});

describe('a record of the same moment, or of an upstream that tells no times,', () => {
  it('is taken in as it comes', async () => {
    const moment = '2026-05-02T08:00:00Z';
    const batches = [
      { upserts: [as('D1', 'First', moment)] },
      { upserts: [as('D1', 'Second', moment)] },
      { upserts: [as('D1', 'Third', null)] },
    ];
    expect(await afterSyncs('D1', batches)).toBe('Third');
  });
});
