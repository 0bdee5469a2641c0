import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { Installation } from './support.ts';

/** A plugin that says in its records where it was told to go on. */
const plugin = (version: string, cursor: string): string => `
import { definePlugin, z } from '@kontor/plugin-kit';
export default definePlugin({
  id: 'moving', name: 'Moving', version: '${version}', requires: '^1.1.0', description: 'Nothing.',
  options: z.strictObject({}),
  check: async () => ({ problems: [] }),
  streams: {
    customers: {
      record: 'customer', description: 'Customers.', ${cursor}
      async *pull(context, cursor) {
        const record = { customerNumber: 'M1', name: 'From ' + JSON.stringify(cursor) };
        yield { upserts: [{ externalId: 'M1', record }], cursor: { stand: 7 } };
      },
    },
  },
});
`;

let db: TestDatabase;
let installation: Installation;

beforeEach(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
});

afterEach(async () => {
  await installation.remove();
  await db.drop();
});

const key = { name: 'erp' };

/** Installs a version of the plugin, as an upgrade does between two starts, and syncs. */
async function syncWith(version: string, cursor: string): Promise<{ status: string; error: string | null }> {
  const host = await hostWith(version, cursor);
  const { status, error } = await host.sync(installation.context, key);
  await host.stop();
  return { status, error };
}

async function hostWith(version: string, cursor: string): Promise<PluginHost> {
  const host = installation.host({
    pluginNames: [await installation.plugin('moving', plugin(version, cursor))],
  });
  const known = await db.query(`select 1 from integration`);
  if (known.length === 0) {
    const input = { ...key, plugin: 'moving', options: {}, intervalSeconds: null };
    await host.addIntegration(installation.context, input);
  }
  return host;
}

async function pulledFrom(): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(`select name from customer`);
  return row?.name;
}

describe('a plugin that was upgraded', () => {
  it('gets the cursor as it is where the version of its cursors is the same', async () => {
    await syncWith('1.0.0', '');
    await syncWith('1.1.0', 'cursorVersion: 1,');
    expect(await pulledFrom()).toBe('From {"stand":7}');
  });

  it('migrates a cursor of an older version, and gets it as it is from then on', async () => {
    await syncWith('1.0.0', '');
    const migrating =
      'cursorVersion: 3, migrateCursor: (cursor, from) => ({ place: cursor.stand * 10, from }),';
    await syncWith('3.0.0', migrating);
    expect(await pulledFrom()).toBe('From {"place":70,"from":1}');
    await syncWith('3.0.1', migrating);
    expect(await pulledFrom()).toBe('From {"stand":7}');
  });

  it('that migrates a cursor to null pulls from the beginning', async () => {
    await syncWith('1.0.0', '');
    await syncWith('2.0.0', 'cursorVersion: 2, migrateCursor: () => null,');
    expect(await pulledFrom()).toBe('From null');
  });

  it('and cannot migrate its cursor says so, and what to do', async () => {
    await syncWith('1.0.0', '');
    expect(await syncWith('2.0.0', 'cursorVersion: 2,')).toEqual({
      status: 'FAILED',
      error:
        'Stream "customers" stands at a cursor of version 1, from version 1.0.0 of the plugin; the plugin as it is now ' +
        'wants version 2 and cannot change it into one. Pull the stream from its beginning: ' +
        'kontor integration reset erp --stream customers',
    });
  });

  it('pulls from the beginning once the stream was reset', async () => {
    await syncWith('1.0.0', '');
    const host = await hostWith('2.0.0', 'cursorVersion: 2,');
    await host.streams.reset(installation.context, key, 'customers');
    expect(await host.sync(installation.context, key)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await pulledFrom()).toBe('From null');
  });
});

describe('a plugin that was downgraded', () => {
  it('is not given a cursor that only the newer one understands', async () => {
    await syncWith('2.0.0', 'cursorVersion: 2,');
    expect(await syncWith('1.0.0', '')).toEqual({
      status: 'FAILED',
      error:
        'Stream "customers" stands at a cursor of version 2, from version 2.0.0 of the plugin; the plugin as it is now ' +
        'knows cursors up to version 1. Install the newer plugin again, or pull the stream from its beginning: ' +
        'kontor integration reset erp --stream customers',
    });
  });
});
