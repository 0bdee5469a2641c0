import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { customer, filePlugin, Installation } from './support.ts';

let db: TestDatabase;
let installation: Installation;
let host: PluginHost;

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  host = installation.host({ pluginNames: [await installation.plugin('file', filePlugin)] });
});
afterAll(async () => {
  await installation.remove();
  await db.drop();
});

let systems = 0;

/** An integration that delivers customer `number` under the id `C`; each delivery is a sync. */
async function system(number: string) {
  const name = `system-${(systems += 1)}`;
  const file = path.join(await mkdtemp(path.join(installation.folder, 'upstream-')), 'upstream.json');
  await writeFile(file, '{}');
  const options = { file };
  await host.addIntegration(installation.context, { name, plugin: 'file', options, intervalSeconds: null });
  let batches = 0;
  const append = async (batch: object) => {
    // The plugin's cursor is how many batches it has read.
    const read = Array.from({ length: batches }, () => ({}));
    await writeFile(file, JSON.stringify({ customers: [...read, batch] }));
  };
  const sync = async (batch: object) => {
    await append(batch);
    const { status, counts } = await host.sync(installation.context, { name });
    batches += 1;
    return { status, ...counts['customers'] };
  };
  const upsert = (fields: object) => ({
    upserts: [{ ...customer(number, fields), externalId: 'C' }],
  });
  return {
    deliver: (fields: object) => sync(upsert(fields)),
    withdraw: () => sync({ deletes: ['C'] }),
    dryRun: async (fields: object) => {
      await append(upsert(fields));
      return host.dryRun(installation.context, { name });
    },
  };
}

async function customersWith(number: string) {
  return db.query(
    `select name, language, (select count(*)::int from external_reference r where r.record_id = c.id) as references
       from customer c where customer_number = $1 and archived_at is null`,
    [number],
  );
}

describe('a customer that several integrations deliver', () => {
  it('is one customer, as the first of them says', async () => {
    const [first, second] = [await system('A1'), await system('A1')];
    await first.deliver({ name: 'As the ERP says', language: 'de' });
    expect(await second.deliver({ name: 'As the shop says', language: 'en' })).toMatchObject({
      status: 'SUCCEEDED',
      created: 0,
      updated: 0,
    });
    expect(await customersWith('A1')).toEqual([{ name: 'As the ERP says', language: 'de', references: 2 }]);
  });

  it('goes on following the first one, whoever delivers last', async () => {
    const [first, second] = [await system('A2'), await system('A2')];
    await first.deliver({ name: 'One' });
    await second.deliver({ name: 'Another' });
    await first.deliver({ name: 'Two' });
    await second.deliver({ name: 'Yet another' });
    expect(await customersWith('A2')).toMatchObject([{ name: 'Two' }]);
  });

  it('follows the second one once it is gone in the first', async () => {
    const [first, second] = [await system('A3'), await system('A3')];
    await first.deliver({ name: 'One' });
    await second.deliver({ name: 'Another' });
    await first.withdraw();
    await second.deliver({ name: 'Another' });
    expect(await customersWith('A3')).toMatchObject([{ name: 'Another' }]);
  });
});

describe('a dry run', () => {
  it('shows of a customer that is known by its number only what differs', async () => {
    const erp = await system('D1');
    await db.query(
      `insert into customer (id, version, kind, name, customer_number, addresses, phones, emails, tags)
       values (gen_random_uuid(), 1, 'ORGANIZATION', 'Entered by hand', 'D1', '[]', '[]', '[]', '{}')`,
    );
    const { samples } = await erp.dryRun({ name: 'From the ERP' });
    expect(samples).toEqual([
      expect.objectContaining({
        outcome: 'UPDATED',
        changes: [{ field: 'name', before: 'Entered by hand', after: 'From the ERP' }],
      }),
    ]);
  });
});
