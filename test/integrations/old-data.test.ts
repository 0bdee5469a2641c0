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

  it('does not bring back what was deleted meanwhile', async () => {
    const batches = [
      { upserts: [as('C1', 'New', '2026-05-02T00:00:00Z')] },
      { deletes: ['C1'] },
      { upserts: [as('C1', 'Old', '2026-05-01T00:00:00Z')] },
    ];
    expect(await afterSyncs('C1', batches)).toBe('New');
    expect(
      await db.query(`select 1 from customer where customer_number = 'C1' and archived_at is null`),
    ).toEqual([]);
  });

  it('does not win over a newer one of the same batch', async () => {
    const upserts = [as('E1', 'New', '2026-05-02T00:00:00Z'), as('E1', 'Old', '2026-05-01T00:00:00Z')];
    expect(await afterSyncs('E1', [{ upserts }])).toBe('New');
  });

  it('leaves in quarantine what is newer than both', async () => {
    const newest = { ...as('F1', '', '2026-05-03T00:00:00Z') };
    const batches = [
      { upserts: [as('F1', 'Known', '2026-05-02T00:00:00Z')] },
      { upserts: [newest] },
      { upserts: [as('F1', 'Old', '2026-05-01T00:00:00Z')] },
    ];
    expect(await afterSyncs('F1', batches)).toBe('Known');
    expect(await db.query(`select external_id from quarantined_record`)).toEqual([{ external_id: 'F1' }]);
  });
});

describe('a time of change that cannot be', () => {
  it('well ahead of now counts as none, so that what comes later is taken in', async () => {
    const batches = [
      { upserts: [as('G1', 'From the future', '2999-01-01T00:00:00Z')] },
      { upserts: [as('G1', 'Of now', '2026-05-01T00:00:00Z')] },
    ];
    expect(await afterSyncs('G1', batches)).toBe('Of now');
  });

  it('is forgotten with a reset of the stream: what comes then counts', async () => {
    const late = { upserts: [as('H1', 'An hour ahead', '2026-05-01T11:00:00Z')] };
    await afterSyncs('H1', [late]);
    const key = { name: 'upstream-h1' };
    await host.streams.reset(installation.context, key, 'customers');
    await writeFile(
      file,
      JSON.stringify({ customers: [{ upserts: [as('H1', 'Right', '2026-05-01T10:00:00Z')] }] }),
    );
    await host.sync(installation.context, key);
    expect(await db.query(`select name from customer where customer_number = 'H1'`)).toEqual([
      { name: 'Right' },
    ]);
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
