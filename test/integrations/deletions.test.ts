import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { customer, eventsOf, Installation } from './support.ts';

/** Delivers what is new in its file, and lists all that is in it. */
const listingPlugin = `
import { existsSync, readFileSync } from 'node:fs';
import { definePlugin, z } from '@kontor/plugin-kit';
async function* pages(listed, fails) {
  for (let from = 0; from < listed.length; from += 10) yield listed.slice(from, from + 10);
  if (fails) throw new Error('page 2 is missing');
}
const read = ({ options }) => JSON.parse(readFileSync(options.file, 'utf8'));
export default definePlugin({
  id: 'listing', name: 'Listing', version: '1.0.0', requires: '^1.1.0', description: 'A JSON file.',
  options: z.strictObject({ file: z.string() }),
  check: async () => ({ problems: [] }),
  streams: {
    customers: {
      record: 'customer', description: 'Customers.', listEverySeconds: 0,
      async *pull(context, cursor) {
        const { upserts } = read(context);
        yield { upserts: upserts.slice(cursor ?? 0), cursor: upserts.length };
      },
      async list(context) {
        const { listed, fails } = read(context);
        return listed && pages(listed, fails);
      },
    },
    products: {
      record: 'product', description: 'Products.',
      async *pull(context) { yield { upserts: read(context).products ?? [], cursor: 1 }; },
    },
  },
});
`;

interface Upstream {
  readonly upserts: readonly object[];
  /** Null: it does not list any more. */
  readonly listed: readonly string[] | null;
  readonly fails?: boolean;
  readonly products?: readonly object[];
}

let db: TestDatabase;
let installation: Installation;
let host: PluginHost;
let file: string;

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  host = installation.host({ pluginNames: [await installation.plugin('listing', listingPlugin)] });
  file = path.join(installation.folder, 'upstream.json');
});

afterAll(async () => {
  await installation.remove();
  await db.drop();
});

let integrations = 0;

/** An integration whose upstream has so many customers, all taken in. */
async function integrationOf(count: number): Promise<{ name: string; ids: string[]; upserts: object[] }> {
  const name = `listing-${(integrations += 1)}`;
  const ids = Array.from({ length: count }, (_, place) => `${name}-${String(place).padStart(3, '0')}`);
  const upserts = ids.map((id) => customer(id));
  await upstream({ upserts, listed: ids });
  const options = { file };
  await host.addIntegration(installation.context, {
    name,
    plugin: 'listing',
    options,
    intervalSeconds: null,
  });
  await sync({ name });
  return { name, ids, upserts };
}

const upstream = (state: Upstream): Promise<void> => writeFile(file, JSON.stringify(state));
const sync = ({ name }: { name: string }) => host.sync(installation.context, { name });

async function alive({ name }: { name: string }): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from customer where customer_number like $1 and archived_at is null`,
    [`${name}-%`],
  );
  return row?.count ?? 0;
}

async function heldOf({ name }: { name: string }): Promise<number | null | undefined> {
  const [row] = await db.query<{ held: number | null }>(
    `select held_deletions as held from integration_stream s join integration i on i.id = s.integration_id
      where i.name = $1 and s.name = 'customers'`,
    [name],
  );
  return row?.held;
}

describe('records that the other system no longer lists', () => {
  it('are deleted, and counted with the sync that found it', async () => {
    const { ids, upserts, ...key } = await integrationOf(30);
    await upstream({ upserts, listed: ids.slice(2) });
    expect(await sync(key)).toMatchObject({ status: 'SUCCEEDED', counts: { customers: { deleted: 2 } } });
    expect(await alive(key)).toBe(28);
  });

  it('stay where the list was not read to its end', async () => {
    const { ids, upserts, ...key } = await integrationOf(12);
    await upstream({ upserts, listed: ids.slice(0, 10), fails: true });
    expect(await sync(key)).toMatchObject({ status: 'FAILED', error: 'page 2 is missing' });
    expect(await alive(key)).toBe(12);
  });

  it('do not hold up the streams behind them where the list fails', async () => {
    const { ids, upserts, ...key } = await integrationOf(3);
    const product = { externalId: 'P', record: { productNumber: 'P-1', name: 'Spindle' } };
    await upstream({ upserts: [...upserts, customer('new')], listed: ids, fails: true, products: [product] });
    expect(await sync(key)).toMatchObject({ status: 'FAILED', counts: { products: { created: 1 } } });
  });

  it('stay where they were delivered after the list was begun, as by another process', async () => {
    const { ids, upserts, ...key } = await integrationOf(3);
    await db.query(
      `update external_reference set fetched_at = now() + interval '1 hour' where external_id = $1`,
      [ids[0]],
    );
    await upstream({ upserts, listed: [] });
    await sync(key);
    expect(await alive(key)).toBe(1);
  });

  it('of another integration are none of its business', async () => {
    const other = await integrationOf(5);
    const { upserts, ...key } = await integrationOf(5);
    await upstream({ upserts, listed: [] });
    await sync(key);
    expect(await alive(other)).toBe(5);
  });

  it('come back when they are delivered again', async () => {
    const { ids, upserts, ...key } = await integrationOf(5);
    await upstream({ upserts, listed: ids.slice(1) });
    await sync(key);
    await upstream({ upserts: [...upserts, customer(ids[0] ?? '')], listed: ids });
    await sync(key);
    expect(await alive(key)).toBe(5);
  });

  it('come back when they are listed again, with the next pull, which begins at the beginning', async () => {
    const { ids, upserts, ...key } = await integrationOf(5);
    await upstream({ upserts, listed: ids.slice(2) });
    await sync(key);
    expect(await alive(key)).toBe(3);
    await upstream({ upserts, listed: ids });
    await sync(key);
    expect(await sync(key)).toMatchObject({ counts: { customers: { unchanged: 3 } } });
    expect(await alive(key)).toBe(5);
  });

  it('but were deleted as the other system told, although it lists them on, stay deleted and cost no pull', async () => {
    const { ids, upserts, ...key } = await integrationOf(3);
    await db.query(`update external_reference set deleted_at = now() where external_id = $1`, [ids[0]]);
    await upstream({ upserts, listed: ids });
    await sync(key);
    expect(await sync(key)).toMatchObject({ counts: { customers: { unchanged: 0, updated: 0 } } });
  });
});

describe('more of them than 20 and than 10 %', () => {
  it('wait for approval, and the integration says so', async () => {
    const { ids, upserts, ...key } = await integrationOf(40);
    const before = await eventsOf(db, 'integration.deletions_held');
    await upstream({ upserts, listed: ids.slice(21) });
    expect(await sync(key)).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(await sync(key)).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect({ alive: await alive(key), held: await heldOf(key) }).toEqual({ alive: 40, held: 21 });
    expect((await eventsOf(db, 'integration.deletions_held')) - before).toBe(1);
  });

  it('are deleted when somebody approves', async () => {
    const { ids, upserts, ...key } = await integrationOf(40);
    await upstream({ upserts, listed: ids.slice(21) });
    await sync(key);
    const { deleted } = await host.streams.approveDeletions(installation.context, key, 'customers');
    expect({ deleted, alive: await alive(key), held: await heldOf(key) }).toEqual({
      deleted: 21,
      alive: 19,
      held: null,
    });
  });

  it('but listed again meanwhile, by a list that was not read to its end, stay when somebody approves', async () => {
    const { ids, upserts, ...key } = await integrationOf(40);
    await upstream({ upserts, listed: ids.slice(21) });
    await sync(key);
    await upstream({ upserts, listed: ids.slice(0, 10), fails: true });
    await sync(key);
    const { deleted } = await host.streams.approveDeletions(installation.context, key, 'customers');
    expect({ deleted, alive: await alive(key) }).toEqual({ deleted: 11, alive: 29 });
  });

  it('no longer wait once a list has them again', async () => {
    const { ids, upserts, ...key } = await integrationOf(40);
    await upstream({ upserts, listed: [] });
    await sync(key);
    await upstream({ upserts, listed: ids });
    await sync(key);
    expect({ alive: await alive(key), held: await heldOf(key) }).toEqual({ alive: 40, held: null });
  });

  it('no longer wait once the plugin does not list any more', async () => {
    const { upserts, ...key } = await integrationOf(40);
    await upstream({ upserts, listed: [] });
    await sync(key);
    await upstream({ upserts: [...upserts, customer('changed')], listed: null });
    await sync(key);
    expect(await heldOf(key)).toBeNull();
  });

  it('wait on where the deletion failed, and can be approved again', async () => {
    const { ids, upserts, ...key } = await integrationOf(40);
    await upstream({ upserts, listed: ids.slice(21) });
    await sync(key);
    await db.query(`alter table customer add constraint none_goes check (archived_at is null) not valid`);
    const approve = () => host.streams.approveDeletions(installation.context, key, 'customers');
    await expect(approve()).rejects.toThrow('none_goes');
    await db.query(`alter table customer drop constraint none_goes`);
    expect(await approve()).toMatchObject({ deleted: 21 });
  });

  it('are deleted unasked where they are no more than 10 %', async () => {
    const { ids, upserts, ...key } = await integrationOf(220);
    await upstream({ upserts, listed: ids.slice(22) });
    await sync(key);
    expect({ alive: await alive(key), held: await heldOf(key) }).toEqual({ alive: 198, held: null });
  });
});

describe('approving deletions', () => {
  it('of a stream where none wait is refused', async () => {
    const key = { name: (await integrationOf(1)).name };
    await expect(host.streams.approveDeletions(installation.context, key, 'customers')).rejects.toMatchObject(
      {
        code: 'NOT_ALLOWED',
        message: 'No deletions of stream "customers" wait for approval.',
      },
    );
  });

  it('of a stream that is none is refused', async () => {
    const key = { name: (await integrationOf(1)).name };
    await expect(host.streams.approveDeletions(installation.context, key, 'orders')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
