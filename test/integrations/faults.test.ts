import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { fileIntegration } from './file-integration.ts';
import { countOf, customer, eventsOf, filePlugin, Installation } from './support.ts';
import { until } from '../support/until.ts';

let db: TestDatabase;
let installation: Installation;
let plugin: string;

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  plugin = await installation.plugin('file', filePlugin);
});

afterAll(async () => {
  await installation.remove();
  await db.drop();
});

const integration = (host: PluginHost, content: object, options: object = {}) =>
  fileIntegration(installation, host, content, options);

async function health(key: { name: string }): Promise<Record<string, unknown>> {
  const [row] = await db.query(
    `select suspended_at is not null as suspended, suspended_reason, last_error, consecutive_failures as failures,
            consecutive_crashes as crashes from integration where name = $1`,
    [key.name],
  );
  return row ?? {};
}

const quick = { batch: 1_500, check: 1_500, short: 10_000, start: 10_000 };

describe('a plugin that', () => {
  const faults = [
    ['exits', 'exit', 'its process exited with code 3'],
    ['hangs in a loop', 'hang', 'it did not answer `next` within 1.5 s'],
    ['never answers', 'wait', 'it did not answer `next` within 1.5 s'],
    ['writes garbage to the channel', 'garbage', 'it wrote a line that is not JSON'],
    ['leaks memory', 'leak', 'MB of memory, allowed are 200 MB'],
  ];
  it.each(faults)('%s is ended, and what it delivered before stays', async (_, behave, error) => {
    const memoryLimit = 200 * 1024 * 1024;
    const host = installation.host({
      pluginNames: [plugin],
      memoryLimit,
      deadlines: { ...quick, batch: behave === 'leak' ? 20_000 : 1_500 },
    });
    const id = `${behave}-1`;
    const { key, deliver } = await integration(host, {
      customers: [{ upserts: [customer(id)] }, { behave }],
    });
    const outcome = await host.sync(installation.context, key);
    expect(outcome).toMatchObject({ status: 'FAILED', error: expect.stringContaining(error ?? '') });
    expect(outcome.counts['customers']?.created).toBe(1);
    await deliver({ customers: [{}, { upserts: [customer(`${behave}-2`)] }] });
    expect(await host.sync(installation.context, key)).toMatchObject({ status: 'SUCCEEDED' });
    await host.stop();
  });

  it('hangs in a loop is noticed by its heart, long before its batch is due', async () => {
    const host = installation.host({ pluginNames: [plugin], deadlines: { heartbeat: 1_000 } });
    const { key } = await integration(host, { customers: [{ behave: 'hang' }] });
    expect(await host.sync(installation.context, key)).toMatchObject({
      status: 'FAILED',
      error: expect.stringContaining('it did not answer `ping` within 1 s'),
    });
    await host.stop();
  });

  it('takes its time over a batch, and answers meanwhile, is left alone', async () => {
    const host = installation.host({
      pluginNames: [plugin],
      deadlines: { ...quick, heartbeat: 1_500, batch: 3_000 },
    });
    const { key } = await integration(host, { customers: [{ behave: 'wait' }] });
    expect(await host.sync(installation.context, key)).toMatchObject({
      error: expect.stringContaining('it did not answer `next` within 3 s'),
    });
    await host.stop();
  });

  it('hangs does not keep others from syncing', async () => {
    const host = installation.host({ pluginNames: [plugin], deadlines: { ...quick, batch: 4_000 } });
    const hanging = await integration(host, { customers: [{ behave: 'hang' }] });
    const good = await integration(host, { customers: [{ upserts: [customer('other')] }] });
    const ended: string[] = [];
    await Promise.all([
      host.sync(installation.context, hanging.key).then(({ status }) => ended.push(`hanging ${status}`)),
      host.sync(installation.context, good.key).then(({ status }) => ended.push(`good ${status}`)),
    ]);
    expect(ended).toEqual(['good SUCCEEDED', 'hanging FAILED']);
    await host.stop();
  });

  it('crashes five times in a row is suspended, says so in its health, and works again when resumed', async () => {
    const host = installation.host({ pluginNames: [plugin] });
    const { key, deliver } = await integration(host, { customers: [{ behave: 'exit' }] });
    for (let crash = 0; crash < 5; crash += 1) await host.sync(installation.context, key);
    expect(await health(key)).toMatchObject({
      suspended: true,
      suspended_reason: expect.stringContaining('5 crashes in a row; the last one: The plugin was lost'),
    });
    await expect(host.sync(installation.context, key)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await host.resume(installation.context, key);
    await deliver({ customers: [{ upserts: [customer('resumed')] }] });
    expect(await host.sync(installation.context, key)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await health(key)).toMatchObject({ suspended: false, failures: 0, crashes: 0 });
    await host.stop();
  });

  it('cannot reach its upstream is not suspended, however often', async () => {
    const host = installation.host({ pluginNames: [plugin] });
    const { key } = await integration(host, { customers: [{ behave: 'throw' }] });
    for (let failure = 0; failure < 6; failure += 1) await host.sync(installation.context, key);
    expect(await health(key)).toEqual({
      suspended: false,
      suspended_reason: null,
      last_error: 'the upstream is down',
      failures: 6,
      crashes: 0,
    });
    await host.stop();
  });
});

describe('two hosts on one database', () => {
  it('run one sync of an integration at a time', async () => {
    const first = installation.host({ pluginNames: [plugin] });
    const second = installation.host({ pluginNames: [plugin] });
    const upserts = Array.from({ length: 50 }, (_, place) => customer(`two-${place}`));
    const batches = upserts.map((upsert) => ({ upserts: [upsert] }));
    const { key } = await integration(first, { customers: batches });
    const before = await eventsOf(db, 'customer.created');
    const outcomes = await Promise.all([first, second].map((host) => host.sync(installation.context, key)));
    expect(outcomes.map(({ counts }) => counts['customers']?.created).toSorted()).toEqual([0, 50]);
    expect((await eventsOf(db, 'customer.created')) - before).toBe(50);
    await Promise.all([first.stop(), second.stop()]);
  });

  it('hand over: a sync that lost its lock writes nothing more', async () => {
    const host = installation.host({ pluginNames: [plugin] });
    const { key } = await integration(host, {
      customers: [{ upserts: [customer('lost-1')] }, { behave: 'wait' }],
    });
    const outcome = host.sync(installation.context, key, {
      onProgress: () =>
        void db.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'kontor plugin host' and datname = current_database()`,
        ),
    });
    expect(await outcome).toMatchObject({
      status: 'INTERRUPTED',
      error: expect.stringContaining('lock was lost'),
    });
    expect(await health(key)).toMatchObject({ failures: 0, crashes: 0 });
    await host.stop();
  });
});

describe('kill -9', () => {
  const batches = Array.from({ length: 12 }, (_, batch) => ({
    upserts: Array.from({ length: 5 }, (__, row) => batch * 5 + row),
  }));
  const upstreamOf = (prefix: string) => ({
    customers: batches.map(({ upserts }) => ({ upserts: upserts.map((n) => customer(`${prefix}-${n}`)) })),
  });
  const delivered = (prefix: string) =>
    db.query<{ customers: number; announced: number; doubled: number }>(
      `select count(*)::int as customers,
              (select count(*)::int from event_inbox e join customer c on c.id = e.subject_id
                where e.type = 'customer.created' and c.customer_number like $1) as announced,
              (select count(*)::int from event_inbox e join customer c on c.id = e.subject_id
                where e.type = 'customer.updated' and c.customer_number like $1) as doubled
         from customer where customer_number like $1`,
      [`${prefix}-%`],
    );

  it('of the plugin, at any batch, neither loses nor doubles anything', async () => {
    const host = installation.host({ pluginNames: [plugin] });
    const upstream = upstreamOf('plugin').customers.map((batch, place) => ({
      ...batch,
      ...(place % 4 === 1 && { behave: 'die once' }),
    }));
    const { key } = await integration(host, { customers: upstream });
    const outcomes: string[] = [];
    while (outcomes.at(-1) !== 'SUCCEEDED')
      outcomes.push((await host.sync(installation.context, key)).status);
    expect(outcomes).toEqual(['FAILED', 'FAILED', 'FAILED', 'SUCCEEDED']);
    expect(await delivered('plugin')).toEqual([{ customers: 60, announced: 60, doubled: 0 }]);
    await host.stop();
  });

  it('of the host, at any batch, neither loses nor doubles anything', async () => {
    const quiet = installation.host({ pluginNames: [plugin] });
    const { key } = await integration(quiet, upstreamOf('host'));
    await quiet.stop();
    for (const lines of [1, 3, 2]) {
      const child = installation.hostProcess(plugin, key.name);
      const gone = once(child, 'exit');
      let seen = 0;
      child.stdout?.on('data', (chunk: Buffer) => {
        seen += chunk.toString().split('\n').filter(Boolean).length;
        if (seen >= lines) child.kill('SIGKILL');
      });
      await gone;
    }
    const last = installation.hostProcess(plugin, key.name);
    expect((await once(last, 'exit'))[0]).toBe(0);
    expect(await delivered('host')).toEqual([{ customers: 60, announced: 60, doubled: 0 }]);
    const runs = await db.query(
      `select r.status, count(*)::int as n from sync_run r join integration i on i.id = r.integration_id
        where i.name = $1 group by 1 order by 1`,
      [key.name],
    );
    expect(runs).toEqual([
      { status: 'INTERRUPTED', n: 3 },
      { status: 'SUCCEEDED', n: 1 },
    ]);
  }, 60_000);

  it.each(['wait', 'hang'])(
    'of the host ends its plugin processes too, even when they %s',
    async (behave) => {
      const host = installation.host({ pluginNames: [plugin] });
      const { key } = await integration(host, {
        customers: [{ upserts: [customer(behave)] }, { behave }],
      });
      const child = installation.hostProcess(plugin, key.name);
      await once(child.stdout ?? child, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await until(async () => (await pluginsOf(key)).length === 0, {
        seconds: 80,
        what: 'the plugin ends with its host',
      });
      expect(await countOf(db, `customer where customer_number = '${behave}'`)).toBe(1);
      await host.stop();
    },
  );
});

/** Plugin processes of this test's installation, whoever started them. */
async function pluginProcesses(): Promise<{ pid: number; workDir: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      const workDir = /(?:^|\0)HOME=([^\0]*)/.exec(environment)?.[1] ?? '';
      return command.includes(plugin) ? [{ pid: Number(pid), workDir }] : [];
    }),
  );
  return found.flat();
}

async function pluginsOf(key: { name: string }): Promise<number[]> {
  const [row] = await db.query<{ id: string }>(`select id from integration where name = $1`, [key.name]);
  return (await pluginProcesses())
    .filter(({ workDir }) => workDir.includes(row?.id ?? '?'))
    .map(({ pid }) => pid);
}
