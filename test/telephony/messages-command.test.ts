import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CommandOutcome, kontorCommand } from '../support/kontor-command.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { addTelephony, handled, postJson } from './support.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let dataDir: string;

beforeAll(async () => {
  server = await startTestServer();
  dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-cli-'));
  await addTelephony(server.host, asSystem(server.db));
}, 120_000);

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true });
});

const messages = (...args: string[]): Promise<CommandOutcome> =>
  kontorCommand(['integration', 'messages', 'pbx', ...args], {
    DATABASE_URL: server.db.url,
    KONTOR_DATA_DIR: dataDir,
  });

const setAside = async (): Promise<{ id: string; body: string; attempts: number }[]> => {
  const { stdout } = await messages('--json');
  return (JSON.parse(stdout) as { setAside: { id: string; body: string; attempts: number }[] }).setAside;
};

describe('kontor integration messages', () => {
  it('lists what was set aside with the reason, hands it over again, and discards it', async () => {
    expect((await messages()).stdout).toBe('No message waits.\nNone is set aside.\n');
    for (const event of ['newCall', 'answer']) await postJson(server.url, { event });
    await handled(server.db);

    const listed = (await messages()).stdout.trim().split('\n');
    expect(listed[1]).toMatch(/^MESSAGE +RECEIVED +ATTEMPTS +REASON$/);
    expect(listed.slice(2)).toEqual([
      expect.stringMatching(/^ingress_message_\w+ +20\S+Z +1 +callId: is missing/),
      expect.stringMatching(/^ingress_message_\w+ +20\S+Z +1 +callId: is missing/),
    ]);
    const [answer, ring] = await setAside();
    expect([answer?.body, ring?.body]).toEqual(['{"event":"answer"}', '{"event":"newCall"}']);

    // As nobody mended the plugin, it is set aside again; the other one was not touched.
    const retried = await messages('--retry', '--message', answer?.id ?? '');
    expect(retried.stdout).toBe('1 put back: a running server hands them over again.\n');
    await until(async () => (await setAside()).length === 2);
    const discarded = await messages('--discard', '--message', answer?.id ?? '');
    expect(discarded.stdout).toBe('1 discarded.\n');
    expect((await setAside()).map(({ id }) => id)).toEqual([ring?.id]);
    expect((await messages('--discard')).stdout).toBe('1 discarded.\n');
    expect(await setAside()).toEqual([]);
  }, 120_000);

  it('says how many wait, and since when', async () => {
    const suspended = await server.request(
      `mutation { suspendIntegration(input: { name: "pbx" }) { userErrors { code } } }`,
    );
    expect(suspended.data.suspendIntegration.userErrors).toEqual([]);
    await postJson(server.url, { event: 'newCall', callId: 'waits' });
    expect((await messages()).stdout).toMatch(/^1 wait, the oldest since 20\S+Z\.\nNone is set aside\.\n$/);
  }, 120_000);

  it('says what is wrong with an id, and does not take two orders at once', async () => {
    const wrong = await messages('--retry', '--message', 'call_1');
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('--message')]);
    const both = await messages('--retry', '--discard');
    expect([both.code, both.stderr]).toEqual([1, expect.stringContaining('cannot be used with')]);
  }, 120_000);
});
