import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readEventCursor } from '../../src/events/log.ts';
import { openEventCursor } from '../../src/events/cursor.ts';
import { customer, filePlugin, Installation } from '../integrations/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { pluginProcesses } from '../telephony/plugin-processes.ts';
import { type Access, accessTo } from './support/api.ts';
import { createLastCustomer, expectSeenAsLogged, logAfter } from './support/reconcile.ts';
import { follow } from './support/subscriber.ts';
import { TcpProxy } from './support/tcp-proxy.ts';
import { until } from '../support/until.ts';

let db: TestDatabase;
let installation: Installation;
let wire: TcpProxy;
/** The one that the faults happen to: it owns the log and runs the sync, since it was there first. */
let owner: ServerProcess;
let other: ServerProcess;
let access: { readonly owner: Access; readonly other: Access };

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  wire = await TcpProxy.to(db.url);
  const env = {
    KONTOR_DATA_DIR: installation.folder,
    KONTOR_SECRET_KEY: installation.secretKey.toString('hex'),
    KONTOR_PLUGINS: await installation.plugin('file', filePlugin),
  };
  owner = await ServerProcess.create({ ...env, DATABASE_URL: wire.through(db.url) });
  other = await ServerProcess.create({ ...env, DATABASE_URL: db.url });
  await owner.start();
  access = { owner: await accessTo(owner, db), other: await accessTo(other, db) };
}, 60_000);

afterAll(async () => {
  await Promise.all([owner.kill('SIGKILL'), other.kill('SIGKILL')]);
  await wire.close();
  await installation.remove();
  await db.drop();
});

interface Fault {
  readonly strike: () => unknown;
  readonly mend: () => unknown;
}

const faults: readonly (readonly [string, Fault])[] = [
  ['is killed', { strike: () => owner.kill('SIGKILL'), mend: () => owner.start() }],
  [
    'is frozen',
    {
      strike: () => process.kill(owner.pid, 'SIGSTOP'),
      mend: () => process.kill(owner.pid, 'SIGCONT'),
    },
  ],
  ['is cut off from the database', { strike: () => wire.cut(), mend: () => wire.mend() }],
  ['hears nothing more from the database', { strike: () => wire.silence(), mend: () => wire.mend() }],
];

describe('two processes on one database, of which the one that orders the log and syncs', () => {
  it.each(faults)(
    '%s: the other one goes on with both, and nothing is lost or doubled',
    async (what, { strike, mend }) => {
      const sync = await syncUnderWay(what);
      expect(await hostsOf(sync.integrationId)).toEqual([owner.pid]);
      expect(await sequencerPid()).toBe(owner.pid);
      await other.start();
      const start = await readEventCursor(db);
      const last = what.replaceAll(' ', '-');
      const following = follow(access.other, { after: start, last });

      const began = performance.now();
      const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
      await strike();
      const moved = follow(access.other, { after: start, last: `at-the-other-${last}` });
      await createLastCustomer(access.other, `at-the-other-${last}`);
      await moved;
      const ordered = seconds();
      expect(await sequencerPid()).toBe(other.pid);
      await until(async () => (await hostsOf(sync.integrationId)).includes(other.pid), {
        seconds: 80,
        what: 'the other process syncs',
      });
      const synced = seconds();
      await sync.release();
      await until(async () => (await sync.runs()).at(-1) === 'SUCCEEDED', {
        seconds: 80,
        what: 'the sync succeeds',
      });
      console.log(`The owner ${what}: events go on after ${ordered} s, the sync after ${synced} s.`);

      await mend();
      // What is changed at one is seen at the other.
      await createLastCustomer(access.owner, last);
      const seen = await following;
      const first = openEventCursor(start).position;
      const log = await logAfter(db, first);
      expectSeenAsLogged(seen, log, first);
      expect(await sync.announced()).toEqual({ customers: 30, created: 30, updated: 0 });
      expect(await sync.runs()).toEqual(['INTERRUPTED', 'SUCCEEDED']);
      await other.kill('SIGKILL');
      await until(async () => (await sequencerPid()) === owner.pid, {
        seconds: 80,
        what: 'the first process owns the sequencer again',
      });
    },
    120_000,
  );
});

/** A sync in its midst: three batches are in, for the others it waits to be released. */
async function syncUnderWay(what: string) {
  const name = what.replaceAll(' ', '-');
  const numbers = Array.from({ length: 30 }, (_, n) => `${name}-${n}`);
  const batches = Array.from({ length: 6 }, (_, batch) => ({
    upserts: numbers.slice(batch * 5, batch * 5 + 5).map((number) => customer(number)),
    ...(batch === 3 && { behave: 'wait for release' }),
  }));
  const file = path.join(installation.folder, `${name}.json`);
  await writeFile(file, JSON.stringify({ customers: batches }));
  const host = installation.host({ pluginNames: [path.join(installation.folder, 'file')] });
  const { id } = await host.addIntegration(installation.context, {
    name,
    plugin: 'file',
    options: { file },
    intervalSeconds: null,
  });
  await host.requestSync(installation.context, { name });
  const count = async (sql: string): Promise<number> =>
    (await db.query<{ n: number }>(sql, [name]))[0]?.n ?? 0;
  const customers = () =>
    count(`select count(*)::int as n from customer where customer_number like $1 || '-%'`);
  await until(async () => (await customers()) === 15, { seconds: 80, what: '15 customers are there' });
  const events = (type: string) =>
    count(`select count(*)::int as n from event e join customer c on c.id = e.subject_id
            where e.type = '${type}' and c.customer_number like $1 || '-%'`);
  return {
    integrationId: id,
    release: () => writeFile(`${file}.released`, ''),
    runs: async () =>
      (
        await db.query<{ status: string }>(
          `select status from sync_run where integration_id = $1 order by id`,
          [id],
        )
      ).map(({ status }) => status),
    announced: async () => ({
      customers: await customers(),
      created: await events('customer.created'),
      updated: await events('customer.updated'),
    }),
  };
}

async function sequencerPid(): Promise<number> {
  const [state] = await db.query<{ owner: string }>(`select owner from event_log_state`);
  return Number(state?.owner.split('/').at(-1));
}

/** The processes that run a plugin for this integration. */
async function hostsOf(integrationId: string): Promise<number[]> {
  const plugins = await pluginProcesses(integrationId);
  const stats = await Promise.all(
    plugins.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  // proc_pid_stat(5): after the name in brackets come the state and the parent.
  return stats.flatMap((stat) => /\) \S (\d+) /.exec(stat)?.slice(1).map(Number) ?? []);
}
