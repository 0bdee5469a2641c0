import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { countOf, customer, eventsOf, filePlugin, Installation } from './support.ts';

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

let integrations = 0;

/** Adds an integration of the test plugin, with a name of its own, and what it delivers. */
async function integration(upstream: object): Promise<{ name: string }> {
  const name = `test-${(integrations += 1)}`;
  await deliver(upstream);
  await host.addIntegration(installation.context, {
    name,
    plugin: 'file',
    options: { file },
    intervalSeconds: null,
  });
  return { name };
}

const deliver = (upstream: object): Promise<void> => writeFile(file, JSON.stringify(upstream));
const sync = (key: { name: string }) => host.sync(installation.context, key);

async function nameOf(customerNumber: string): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(`select name from customer where customer_number = $1`, [
    customerNumber,
  ]);
  return row?.name;
}

describe('a first sync', () => {
  it('takes in every record and announces each once', async () => {
    const before = await eventsOf(db, 'customer.created');
    const key = await integration({
      customers: [{ upserts: [customer('A1'), customer('A2')] }, { upserts: [customer('A3')] }],
    });
    const { status, counts } = await sync(key);
    expect({ status, created: counts['customers']?.created }).toEqual({ status: 'SUCCEEDED', created: 3 });
    expect((await eventsOf(db, 'customer.created')) - before).toBe(3);
  });

  it('adopts a customer that is known by its number, and leaves to us what is ours', async () => {
    await db.query(
      `insert into customer (id, version, name, customer_number, addresses, phones, emails, tags)
       values (gen_random_uuid(), 1, 'Entered by hand', 'B1', '[]', '[]', '[]', '{vip}')`,
    );
    await sync(await integration({ customers: [{ upserts: [customer('B1', { name: 'From the ERP' })] }] }));
    const rows = await db.query(`select name, tags from customer where customer_number = 'B1'`);
    expect(rows).toEqual([{ name: 'From the ERP', tags: ['vip'] }]);
  });

  it('writes telephone numbers as given and as E.164, read with the country of the address', async () => {
    const phones = [{ raw: '040 66 969 000' }, { raw: '12', kind: 'MOBILE' }];
    const addresses = [{ country: 'DE' }];
    await sync(await integration({ customers: [{ upserts: [customer('C1', { phones, addresses })] }] }));
    const [row] = await db.query<{ phones: unknown }>(
      `select phones from customer where customer_number = 'C1'`,
    );
    expect(row?.phones).toEqual([
      { kind: 'OFFICE', raw: '040 66 969 000', e164: '+494066969000' },
      { kind: 'MOBILE', raw: '12', e164: null },
    ]);
  });
});

describe('a second sync', () => {
  it('changes nothing and announces nothing when nothing has changed', async () => {
    const upserts = [
      customer('D1'),
      customer('D2', { tags: ['b', 'a'], phones: [{ raw: '+49 40 1234567' }] }),
    ];
    const key = await integration({ customers: [{ upserts }] });
    await sync(key);
    const before = await countOf(db, 'event_inbox');
    await deliver({ customers: [{ upserts }, { upserts }] });
    const { counts } = await sync(key);
    expect(counts['customers']).toEqual({ created: 0, updated: 0, unchanged: 2, deleted: 0, rejected: 0 });
    expect(await countOf(db, 'event_inbox')).toBe(before);
  });

  it('changes one record for one changed row, and announces it once, naming the fields', async () => {
    const key = await integration({ customers: [{ upserts: [customer('E1'), customer('E2')] }] });
    await sync(key);
    const before = await eventsOf(db, 'customer.updated');
    await deliver({
      customers: [{}, { upserts: [customer('E1'), customer('E2', { vatId: 'DE123456789' })] }],
    });
    const { counts } = await sync(key);
    expect(counts['customers']).toEqual({ created: 0, updated: 1, unchanged: 1, deleted: 0, rejected: 0 });
    expect(await eventsOf(db, 'customer.updated')).toBe(before + 1);
    const [event] = await db.query(
      `select data from event_inbox where type = 'customer.updated' order by seq desc limit 1`,
    );
    expect(event).toEqual({ data: { changed: ['vatId'], personal: ['vatId'] } });
  });

  it('goes on from the cursor of the last batch that was committed', async () => {
    const key = await integration({ customers: [{ upserts: [customer('F1')] }, { behave: 'throw' }] });
    expect(await sync(key)).toMatchObject({ status: 'FAILED', error: 'the upstream is down' });
    await deliver({ customers: [{ behave: 'throw' }, { upserts: [customer('F2')] }] });
    const { status, counts } = await sync(key);
    expect({ status, created: counts['customers']?.created }).toEqual({ status: 'SUCCEEDED', created: 1 });
  });
});

describe('what the other system deleted', () => {
  it('is archived, and comes back when it is delivered again', async () => {
    const key = await integration({ customers: [{ upserts: [customer('G1')] }] });
    await sync(key);
    await deliver({ customers: [{}, { deletes: ['G1', 'never-seen'] }] });
    const { counts } = await sync(key);
    expect(counts['customers']?.deleted).toBe(1);
    const archived = `select archived_at is not null as archived from customer where customer_number = 'G1'`;
    expect(await db.query(archived)).toEqual([{ archived: true }]);
    await deliver({ customers: [{}, {}, { upserts: [customer('G1')] }] });
    await sync(key);
    expect(await db.query(archived)).toEqual([{ archived: false }]);
  });
});

describe('a bad row', () => {
  const quarantined = () =>
    db.query<{ externalId: string; reason: string; attempts: number }>(
      `select external_id as "externalId", reason, attempts from quarantined_record order by external_id`,
    );
  afterEach(() => db.query('delete from quarantined_record'));

  it('goes to the quarantine with its reason while the others are taken in', async () => {
    const bad = customer('H1', { name: '' });
    const { status, counts } = await sync(
      await integration({ customers: [{ upserts: [bad, customer('H2')] }] }),
    );
    expect({ status, ...counts['customers'] }).toMatchObject({
      status: 'SUCCEEDED',
      created: 1,
      rejected: 1,
    });
    const [row] = await quarantined();
    expect(row).toMatchObject({ externalId: 'H1', reason: expect.stringContaining('name:') });
    expect(await nameOf('H2')).toBe('Customer H2');
  });

  it('leaves the quarantine when the other system delivers it anew', async () => {
    const key = await integration({ customers: [{ upserts: [customer('I1', { vatId: 7 })] }] });
    await sync(key);
    expect(await quarantined()).toHaveLength(1);
    await deliver({ customers: [{}, { upserts: [customer('I1')] }] });
    await sync(key);
    expect(await quarantined()).toEqual([]);
  });

  it('is tried again after each sync: a contact whose customer comes later is taken in', async () => {
    const contact = { externalId: 'K1', record: { customerExternalId: 'J1', name: 'Ida Early' } };
    const key = await integration({ contacts: [{ upserts: [contact] }] });
    await sync(key);
    expect(await quarantined()).toEqual([
      { externalId: 'K1', attempts: 2, reason: 'customerExternalId: no customer "J1" was delivered yet' },
    ]);
    await deliver({ contacts: [{}], customers: [{ upserts: [customer('J1')] }] });
    await sync(key);
    expect(await quarantined()).toEqual([]);
    expect(await db.query(`select name from contact`)).toEqual([{ name: 'Ida Early' }]);
  });

  it('is told by the plugin itself, with what it could not read', async () => {
    const rejected = [
      { externalId: 'customers.csv:17', reason: 'three columns instead of four', raw: ['a', 'b\0'] },
    ];
    await sync(await integration({ customers: [{ rejected }] }));
    const [row] = await db.query(`select external_id, raw, retryable from quarantined_record`);
    expect(row).toEqual({ external_id: 'customers.csv:17', raw: ['a', 'b\uFFFD'], retryable: false });
  });

  it('that PostgreSQL itself refuses is found and set aside', async () => {
    await db.query(`alter table customer add constraint no_luck check (name <> 'Unlucky')`);
    const upserts = [customer('L1'), customer('L2', { name: 'Unlucky' }), customer('L3'), customer('L4')];
    const before = await eventsOf(db, 'customer.created');
    const { counts } = await sync(await integration({ customers: [{ upserts }] }));
    await db.query(`alter table customer drop constraint no_luck`);
    expect(counts['customers']).toMatchObject({ created: 3, rejected: 1 });
    expect((await eventsOf(db, 'customer.created')) - before).toBe(3);
    expect(await quarantined()).toMatchObject([
      { externalId: 'L2', reason: expect.stringContaining('no_luck') },
    ]);
  });

  it('with a text that no database can hold is set aside', async () => {
    const { counts } = await sync(
      await integration({ customers: [{ upserts: [customer('M1', { name: 'a\0b' })] }] }),
    );
    expect(counts['customers']).toMatchObject({ created: 0, rejected: 1 });
  });
});

describe('a dry run', () => {
  it('says what the next sync would do, field by field, and writes nothing', async () => {
    const key = await integration({ customers: [{ upserts: [customer('N1'), customer('N2')] }] });
    await sync(key);
    await deliver({
      customers: [
        {},
        {
          upserts: [
            customer('N1', { name: 'Renamed' }),
            customer('N2'),
            customer('N3'),
            customer('N4', { name: '' }),
          ],
        },
      ],
    });
    const tables = ['customer', 'event_inbox', 'external_reference', 'quarantined_record', 'sync_run'];
    const state = () => Promise.all(tables.map((each) => db.query(`select * from ${each} order by 1, 2, 3`)));
    const before = await state();
    const { streams, samples } = await host.dryRun(installation.context, key);
    expect(streams[0]).toEqual({
      name: 'customers',
      counts: { created: 1, updated: 1, unchanged: 1, deleted: 0, rejected: 1 },
    });
    const renamed = samples.find(({ externalId }) => externalId === 'N1');
    expect(renamed).toMatchObject({
      outcome: 'UPDATED',
      changes: [{ field: 'name', before: 'Customer N1', after: 'Renamed' }],
    });
    expect(samples.map(({ externalId, outcome }) => [externalId, outcome])).toEqual(
      expect.arrayContaining([
        ['N3', 'CREATED'],
        ['N4', 'REJECTED'],
      ]),
    );
    expect(await state()).toEqual(before);
  });

  it('shows orders of the same pull: contacts of customers that are new themselves are not rejected', async () => {
    const contact = { externalId: 'O-K', record: { customerExternalId: 'O1', name: 'Otto' } };
    const key = await integration({
      customers: [{ upserts: [customer('O1')] }],
      contacts: [{ upserts: [contact] }],
    });
    const { streams } = await host.dryRun(installation.context, key);
    expect(streams.map(({ counts }) => counts.created)).toEqual([1, 1, 0]);
  });
});
