import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createHostParts } from '../../src/plugins/host/host-parts.ts';
import { SyncJobs } from '../../src/plugins/host/sync-jobs.ts';
import type { SyncLocks } from '../../src/plugins/host/sync-locks.ts';
import { newId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { openTransaction } from '../events/support/writers.ts';
import { TableWatch } from '../support/table-watch.ts';
import { countOf, customer, filePlugin, Installation } from './support.ts';
import { until } from '../support/until.ts';

/** What jest waits before it gives a test up. Says nothing about how long anything may take. */
const PATIENCE = 120_000;

let db: TestDatabase;
let watch: TableWatch;
let installation: Installation;
let plugin: string;

beforeAll(async () => {
  db = await testDatabase();
  watch = await TableWatch.start(db, ['sync_run']);
  installation = await Installation.create(db);
  plugin = await installation.plugin('file', filePlugin);
});
afterEach(() => installation.stopHosts());
afterAll(async () => {
  await installation.remove();
  await watch.stop();
  await db.drop();
});

describe('a process that takes syncs over', () => {
  it('goes on looking while one that it took over takes its time', async () => {
    const long = await add('long', { customers: [{ upserts: [customer('long')], behave: 'wait' }] });
    const short = await add('short', { customers: [{ upserts: [customer('short')] }] });
    await leaveBehind(long);
    const host = installation.host({ pluginNames: [plugin] });
    await host.start();
    await watch.until(
      async () => (await statuses(long)).at(-1) === 'RUNNING' && (await statuses(long)).length > 1,
    );
    await leaveBehind(short);
    await watch.until(async () => (await statuses(short)).at(-1) === 'SUCCEEDED');
    expect(await statuses(short)).toEqual(['INTERRUPTED', 'SUCCEEDED']);
    expect(await statuses(long)).toEqual(['INTERRUPTED', 'RUNNING']);
  });

  it('waits for the row of a run for moments only, and comes back', async () => {
    const id = await add('locked', { customers: [{ upserts: [customer('locked')] }] });
    await leaveBehind(id);
    const frozen = await openTransaction(db);
    await frozen.query(`select from sync_run where integration_id = '${id}' for update`);
    const host = installation.host({ pluginNames: [plugin] });
    await host.start();
    await until(async () => installation.logs.some((line) => line.includes('lock timeout')), {
      seconds: 80,
      what: 'the log tells of the lock timeout',
    });
    // Nothing of the host's waits for the row, or this would never end.
    await host.stop();
    expect(await statuses(id)).toEqual(['RUNNING']);
    await frozen.end('rollback');
    await installation.host({ pluginNames: [plugin] }).start();
    await watch.until(async () => (await statuses(id)).at(-1) === 'SUCCEEDED');
    expect(await statuses(id)).toEqual(['INTERRUPTED', 'SUCCEEDED']);
  });

  it(
    'takes over from a process that froze within a batch',
    async () => {
      const id = await add('frozen', { customers: [{ upserts: [customer('frozen')] }] });
      await installation
        .host({ pluginNames: [plugin] })
        .requestSync(installation.context, { name: 'frozen' });
      // Stands in for the moment within a batch: its insert waits for the lock that the test holds.
      await db.query(`create function wait_for_test() returns trigger language plpgsql
      as $$ begin perform pg_advisory_xact_lock(4711); return new; end $$`);
      await db.query(`create trigger wait_for_test before insert on customer
      for each row when (new.customer_number = 'frozen') execute function wait_for_test()`);
      const gate = await openTransaction(db);
      await gate.query('select pg_advisory_xact_lock(4711)');
      const other = installation.hostProcess(plugin);
      try {
        const waiting = `from pg_locks where locktype = 'advisory' and objid = 4711 and not granted`;
        await until(async () => (await db.query(`select ${waiting}`)).length > 0, {
          seconds: 80,
          what: 'its batch waits for the lock',
        });
        other.kill('SIGSTOP');
        await gate.end('commit');
        await installation.host({ pluginNames: [plugin] }).start();
        // Its connections set no limit of their own: without that of batches this would never come.
        await watch.until(async () => (await statuses(id)).at(-1) === 'SUCCEEDED');
      } finally {
        other.kill('SIGKILL');
      }
      expect(await statuses(id)).toEqual(['INTERRUPTED', 'SUCCEEDED']);
      expect(await countOf(db, `customer where customer_number = 'frozen'`)).toBe(1);
    },
    PATIENCE,
  );

  it('does nothing where the sync ended before it had the lock', async () => {
    const id = await add('ended', { customers: [{ upserts: [customer('ended')] }] });
    await leaveBehind(id);
    const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
    const { secretKey, folder: dataDir } = installation;
    const parts = createHostParts({ db, secretKey, dataDir, pluginNames: [plugin], logger });
    const released = Promise.withResolvers<void>();
    const locks = {
      tryAcquire: async () => {
        await db.query(
          `update sync_run set status = 'SUCCEEDED', finished_at = now() where integration_id = $1`,
          [id],
        );
        await db.query(`update integration set interval_seconds = 600 where id = $1`, [id]);
        return { signal: new AbortController().signal, release: async () => released.resolve() };
      },
    } as unknown as SyncLocks;
    const jobs = new SyncJobs({ db, logger, locks, runner: parts.runner });
    await jobs.start();
    await released.promise;
    await jobs.stop();
    expect(await statuses(id)).toEqual(['SUCCEEDED']);
  });
});

const ignore = (): void => undefined;

async function add(name: string, upstream: object): Promise<string> {
  const file = path.join(installation.folder, `${name}.json`);
  await writeFile(file, JSON.stringify(upstream));
  const { id } = await installation
    .host({ pluginNames: [plugin] })
    .addIntegration(installation.context, { name, plugin: 'file', options: { file }, intervalSeconds: null });
  return id;
}

/** A sync that its process did not end, and holds no lock for. */
async function leaveBehind(integrationId: string): Promise<void> {
  await db.query(
    `insert into sync_run (id, integration_id, trigger, status, requested_at, started_at, counts)
     values ($1, $2, 'DEMAND', 'RUNNING', now(), now(), '{}')`,
    [newId(), integrationId],
  );
}

async function statuses(integrationId: string): Promise<string[]> {
  const rows = await db.query<{ status: string }>(
    `select status from sync_run where integration_id = $1 order by id`,
    [integrationId],
  );
  return rows.map(({ status }) => status);
}
