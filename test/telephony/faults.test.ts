import { Installation } from '../integrations/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { insertAgents } from './agents.ts';
import { pluginProcesses, signalPlugin } from './plugin-processes.ts';
import { addTelephony, announced, callOf, handled, inbound, postJson } from './support.ts';
import { until } from '../support/until.ts';

let db: TestDatabase;
let installation: Installation;
let server: ServerProcess;
let integrationId: string;

beforeAll(async () => {
  db = await testDatabase();
  await insertAgents(db);
  installation = await Installation.create(db);
  integrationId = await addTelephony(installation.host(), installation.context);
  server = await ServerProcess.create({
    DATABASE_URL: db.url,
    KONTOR_DATA_DIR: installation.folder,
    KONTOR_SECRET_KEY: installation.secretKey.toString('hex'),
  });
  await server.start();
}, 300_000);

afterAll(async () => {
  await server.kill('SIGKILL');
  await installation.remove();
  await db.drop();
});

const say = async (event: string, callId: string, more: Record<string, string> = {}): Promise<void> => {
  const response = await postJson(server.url, { event, ...inbound(callId), user: 'Ada', ...more });
  expect(response.status).toBe(200);
};

const pending = async (): Promise<number> => {
  const [row] = await db.query<{ n: number }>(
    `select count(*)::int as n from ingress_message where status = 'PENDING'`,
  );
  return row?.n ?? 0;
};

const pluginRuns = (): Promise<void> =>
  until(async () => (await pluginProcesses(integrationId)).length > 0, {
    seconds: 80,
    what: 'the plugin runs',
  });

const all = ['call.ringing', 'call.answered', 'call.ended'];

describe('a call in the midst of which', () => {
  it('the plugin is killed is one call, told of once', async () => {
    await say('newCall', 'plugin killed');
    await handled(db);
    expect(await signalPlugin(integrationId, 'SIGKILL')).toBe(1);
    await say('answer', 'plugin killed');
    await handled(db);
    expect(await callOf(db, 'plugin killed')).toMatchObject({ status: 'IN_PROGRESS', agent: 'Ada' });
    expect(await signalPlugin(integrationId, 'SIGKILL')).toBe(1);
    await say('hangup', 'plugin killed', { cause: 'normalClearing' });
    await handled(db);
    expect(await callOf(db, 'plugin killed')).toMatchObject({ status: 'COMPLETED', agents: ['Ada'] });
    expect(await announced(db, 'plugin killed')).toEqual(all);
  }, 300_000);

  it('the plugin hangs and the server is killed is acknowledged, and goes on after the restart', async () => {
    await say('newCall', 'server killed');
    await handled(db);
    await signalPlugin(integrationId, 'SIGSTOP');
    await say('answer', 'server killed');
    await say('answer', 'server killed');
    expect(await pending()).toBe(2);
    await server.kill('SIGKILL');
    expect(await callOf(db, 'server killed')).toMatchObject({ status: 'RINGING' });
    await server.start();
    await say('hangup', 'server killed', { cause: 'normalClearing' });
    await handled(db);
    expect(await callOf(db, 'server killed')).toMatchObject({ status: 'COMPLETED', agent: 'Ada' });
    expect(await announced(db, 'server killed')).toEqual(all);
    // The frozen one ends as soon as it moves: its host is gone.
    await signalPlugin(integrationId, 'SIGCONT');
  }, 300_000);

  it('the server is restarted in order goes on', async () => {
    await say('newCall', 'server restarted');
    await server.kill('SIGTERM');
    await server.start();
    await say('answer', 'server restarted');
    await say('hangup', 'server restarted', { cause: 'normalClearing' });
    await handled(db);
    expect(await announced(db, 'server restarted')).toEqual(all);
  }, 300_000);
});

describe('many calls', () => {
  it('lose and double nothing while the plugin is killed again and again, and the server once', async () => {
    const calls = Array.from({ length: 40 }, (_, n) => `many ${n}`);
    await pluginRuns();
    for (const [n, callId] of calls.entries()) {
      await say('newCall', callId);
      if (n % 8 === 3) await signalPlugin(integrationId, 'SIGKILL');
      await say('answer', callId);
      if (n === 20) {
        await server.kill('SIGKILL');
        await server.start();
      }
      await say('hangup', callId, { cause: 'normalClearing' });
    }
    await handled(db);
    for (const callId of calls) {
      expect([callId, (await callOf(db, callId))?.status]).toEqual([callId, 'COMPLETED']);
      expect(await announced(db, callId)).toEqual(all);
    }
    const [left] = await db.query(`select count(*)::int as n from ingress_message where status <> 'HANDLED'`);
    expect(left).toEqual({ n: 0 });
  }, 300_000);
});
