import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { TableWatch } from '../support/table-watch.ts';
import { countOf, customer, filePlugin, Installation } from './support.ts';

/** What jest waits before it gives a test up. Says nothing about how long anything may take. */
const PATIENCE = 300_000;

let db: TestDatabase;
let watch: TableWatch;
let installation: Installation;
let plugin: string;

beforeAll(async () => {
  db = await testDatabase();
  watch = await TableWatch.start(db, ['customer', 'sync_run']);
  installation = await Installation.create(db);
  plugin = await installation.plugin('file', filePlugin);
});

afterAll(async () => {
  await installation.remove();
  await watch.stop();
  await db.drop();
});

// A test that failed must not leave a host at work behind for the next one.
afterEach(() => installation.stopHosts());

async function add(
  host: PluginHost,
  name: string,
  content: object,
  intervalSeconds: number | null,
): Promise<void> {
  const folder = await mkdtemp(path.join(installation.folder, 'upstream-'));
  const file = path.join(folder, 'upstream.json');
  await writeFile(file, JSON.stringify(content));
  await host.addIntegration(installation.context, {
    name,
    plugin: 'file',
    options: { file },
    intervalSeconds,
  });
}

async function runs(name: string): Promise<{ status: string; trigger: string }[]> {
  return db.query(
    `select r.status, r.trigger from sync_run r join integration i on i.id = r.integration_id
      where i.name = $1 order by r.id`,
    [name],
  );
}

const delivered = (name: string): Promise<number> =>
  countOf(db, `customer where customer_number = '${name}'`);

describe('a host that is started', () => {
  it(
    'syncs a new integration at once, and again after its interval',
    async () => {
      const host = installation.host({ pluginNames: [plugin] });
      await host.start();
      await add(host, 'often', { customers: [{ upserts: [customer('often')] }] }, 5);
      await watch.until(
        async () => (await runs('often')).filter(({ status }) => status === 'SUCCEEDED').length >= 2,
      );
      expect((await runs('often')).slice(0, 2)).toEqual([
        { status: 'SUCCEEDED', trigger: 'SCHEDULE' },
        { status: 'SUCCEEDED', trigger: 'SCHEDULE' },
      ]);
      await host.stop();
    },
    PATIENCE,
  );

  it(
    'does what was asked for by a process that is not',
    async () => {
      const asking = installation.host({ pluginNames: [plugin] });
      await add(asking, 'asked', { customers: [{ upserts: [customer('asked')] }] }, null);
      await asking.requestSync(installation.context, { name: 'asked' });
      expect(await runs('asked')).toEqual([{ status: 'QUEUED', trigger: 'DEMAND' }]);
      await asking.stop();
      const host = installation.host({ pluginNames: [plugin] });
      await host.start();
      await watch.until(async () => (await runs('asked')).some(({ status }) => status === 'SUCCEEDED'));
      expect(await runs('asked')).toEqual([{ status: 'SUCCEEDED', trigger: 'DEMAND' }]);
      await host.stop();
    },
    PATIENCE,
  );

  it(
    'stops while a plugin hangs without waiting for it, and says that the sync was interrupted',
    async () => {
      const host = installation.host({ pluginNames: [plugin] });
      await host.start();
      await add(
        host,
        'hanging',
        { customers: [{ upserts: [customer('hanging')] }, { behave: 'wait' }] },
        600,
      );
      await watch.until(async () => (await delivered('hanging')) > 0);
      await host.stop();
      expect(await runs('hanging')).toEqual([{ status: 'INTERRUPTED', trigger: 'SCHEDULE' }]);
    },
    PATIENCE,
  );

  it(
    'does not sync what is suspended, and syncs it at once when it is resumed',
    async () => {
      const host = installation.host({ pluginNames: [plugin] });
      await add(host, 'paused', { customers: [{ upserts: [customer('paused')] }] }, 600);
      await host.suspend(installation.context, { name: 'paused' }, 'Stocktaking');
      await host.start();
      await add(host, 'witness', { customers: [{ upserts: [customer('witness')] }] }, 600);
      await watch.until(async () => (await runs('witness')).some(({ status }) => status === 'SUCCEEDED'));
      expect(await runs('paused')).toEqual([]);
      await host.resume(installation.context, { name: 'paused' });
      await watch.until(async () => (await runs('paused')).some(({ status }) => status === 'SUCCEEDED'));
      await host.stop();
    },
    PATIENCE,
  );

  it.each(['with', 'without'])(
    'takes over what one that was killed had begun, %s a job that waits',
    async (jobs) => {
      const host = installation.host({ pluginNames: [plugin] });
      const name = `taken-${jobs}`;
      await add(host, name, { customers: [{ upserts: [customer(name)] }, { behave: 'wait' }] }, 600);
      const other = installation.hostProcess(plugin);
      await watch.until(async () => (await delivered(name)) > 0);
      await host.start();
      other.kill('SIGKILL');
      if (jobs === 'without') await db.query(`delete from pgboss.job where state in ('created', 'retry')`);
      await watch.until(async () =>
        (await runs(name)).some(({ status }, place) => place > 0 && status === 'RUNNING'),
      );
      expect(await runs(name)).toEqual([
        { status: 'INTERRUPTED', trigger: 'SCHEDULE' },
        { status: 'RUNNING', trigger: 'SCHEDULE' },
      ]);
    },
    PATIENCE,
  );
});
