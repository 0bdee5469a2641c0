import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { asSystem } from '../support/viewers.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { Installation } from '../integrations/support.ts';
import { misbehavingPlugin } from './support/misbehaving-plugin.ts';

const MEGABYTE = 1024 * 1024;
const MEMORY_LIMIT = 250 * MEGABYTE;

/** Answers that are waited for, whatever happens beside them. */
const ENOUGH = 50;
/** More than these come while a plugin misbehaves that does so until it is ended. */
const A_FEW = 10;

/** What the API's answers were like for a while, in the process that runs the plugin. */
interface Measured {
  readonly answers: number;
  /** Of these, the ones that came before the work was over, and showed already what the plugin had delivered. */
  readonly answersBeside: number;
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly residentMb: number;
}

interface Behaviour {
  readonly how: string;
  /** What its sync says then. */
  readonly error: string;
  /** It goes on until the host ends it; the others are over at once. */
  readonly lasts?: true;
}

const behaviours: readonly Behaviour[] = [
  { how: 'hangs in a loop', error: 'it did not answer `next` within 3 s', lasts: true },
  { how: 'leaks buffers', error: 'MB of memory, allowed are 250 MB', lasts: true },
  { how: 'throws', error: 'the upstream is down' },
  { how: 'throws where nobody catches it', error: 'lost' },
  { how: 'exits', error: 'its process exited with code 3' },
  { how: 'writes garbage to the channel', error: 'it wrote a line that is not JSON' },
  { how: 'writes a line without an end to the channel', error: 'it wrote a message of more than' },
  { how: 'never answers', error: 'it did not answer `next` within 3 s', lasts: true },
  { how: 'answers twice', error: 'it answered what nobody had asked' },
  // Of its memory, where its lines pile up, or of the deadline.
  { how: 'floods its log', error: 'The plugin was lost', lasts: true },
];

describe('a plugin that', () => {
  let kontor: TestServer;
  let installation: Installation;
  let host: PluginHost;

  beforeAll(async () => {
    kontor = await startTestServer();
    installation = await Installation.create(kontor.db);
    const plugin = await installation.plugin('misbehaving', misbehavingPlugin);
    host = installation.host({
      pluginNames: [plugin],
      memoryLimit: MEMORY_LIMIT,
      deadlines: { batch: 3_000 },
      // Not kept: one of them floods it.
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    await kontor.request(
      'mutation { createCustomer(input: { name: "Known", customerNumber: "1" }) { customer { id } } }',
    );
    // Warm, so that what grows later is not the server's own code.
    for (let times = 0; times < 4; times += 1) await measure(kontor);
  });
  afterAll(async () => {
    await installation.remove();
    await kontor.stop();
  });

  it.each(behaviours)('$how fails its own sync, and the API goes on with its answers', async (behaviour) => {
    const { how, error, lasts } = behaviour;
    const name = how.replaceAll(' ', '-');
    const options = { how };
    await host.addIntegration(asSystem(kontor.db), {
      name,
      plugin: 'misbehaving',
      options,
      intervalSeconds: null,
    });
    const before = await measure(kontor);
    const sync = host.sync(asSystem(kontor.db), { name });
    const during = await measure(kontor, { delivered: how, work: sync });
    const later = await measure(kontor);
    print(how, { before, during, later });

    expect(await sync).toMatchObject({ status: 'FAILED', error: expect.stringContaining(error) });
    if (lasts) expect(during.answersBeside).toBeGreaterThan(A_FEW);
    // What it delivered before stays. Times and memory are printed: what they may be, no test of a shared machine says.
    const { data } = await kontor.request('{ customers(first: 100) { nodes { name } } }');
    expect(data.customers.nodes).toContainEqual({ name: how });
  });
});

const ignore = (): void => undefined;

/** Asks one question after the other: often enough, and until the work beside it is over. Every one must be answered. */
async function measure(
  kontor: TestServer,
  { delivered, work = Promise.resolve() }: { delivered?: string; work?: Promise<unknown> } = {},
): Promise<Measured> {
  const over = new AbortController();
  work.then(
    () => over.abort(),
    () => over.abort(),
  );
  const times: number[] = [];
  let answersBeside = 0;
  let resident = 0;
  while (!over.signal.aborted || times.length < ENOUGH) {
    const began = performance.now();
    const { data } = await kontor.request('{ customers(first: 100) { nodes { name } } }');
    times.push(performance.now() - began);
    expect(data.customers.nodes).toContainEqual({ name: 'Known' });
    const shows = data.customers.nodes.some(({ name }: { name: string }) => name === delivered);
    if (shows && !over.signal.aborted) answersBeside += 1;
    resident = Math.max(resident, process.memoryUsage.rss());
  }
  const sorted = times.toSorted((a, b) => a - b);
  return {
    answers: times.length,
    answersBeside,
    medianMs: round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    slowestMs: round(sorted.at(-1) ?? 0),
    residentMb: Math.round(resident / MEGABYTE),
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

function print(how: string, moments: Record<string, Measured>): void {
  const lines = Object.entries(moments).map(
    ([moment, { answers, answersBeside, medianMs, slowestMs, residentMb }]) =>
      `  ${moment.padEnd(7)}${answers} answers (${answersBeside} beside it), median ${medianMs} ms, slowest ${slowestMs} ms, host ${residentMb} MB`,
  );
  console.log(`A plugin that ${how}:\n${lines.join('\n')}`);
}
