import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { asSystem } from '../support/viewers.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { Installation } from '../integrations/support.ts';
import { misbehavingPlugin } from './support/misbehaving-plugin.ts';

const MEGABYTE = 1024 * 1024;
const MEMORY_LIMIT = 250 * MEGABYTE;

/** What the API's answers were like for a while, in the process that runs the plugin. */
interface Measured {
  readonly answers: number;
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly residentMb: number;
}

// What a plugin does, and what its sync says then.
const behaviours: readonly (readonly [string, string])[] = [
  ['hangs in a loop', 'it did not answer `next` within 3 s'],
  ['leaks buffers', 'MB of memory, allowed are 250 MB'],
  ['throws', 'the upstream is down'],
  ['throws where nobody catches it', 'lost'],
  ['exits', 'its process exited with code 3'],
  ['writes garbage to the channel', 'it wrote a line that is not JSON'],
  ['writes a line without an end to the channel', 'it wrote a message of more than'],
  ['never answers', 'it did not answer `next` within 3 s'],
  ['answers twice', 'it answered what nobody had asked'],
  // Of its memory, where its lines pile up, or of the deadline.
  ['floods its log', 'The plugin was lost'],
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
    await measureUntil(kontor, after(1_000));
  });
  afterAll(async () => {
    await installation.remove();
    await kontor.stop();
  });

  it.each(behaviours)('%s fails its own sync, and the API goes on with its answers', async (how, error) => {
    const name = how.replaceAll(' ', '-');
    const options = { how };
    await host.addIntegration(asSystem(kontor.db), {
      name,
      plugin: 'misbehaving',
      options,
      intervalSeconds: null,
    });
    const before = await measureUntil(kontor, after(300));
    const sync = host.sync(asSystem(kontor.db), { name });
    const during = await measureUntil(kontor, sync);
    const later = await measureUntil(kontor, after(300));
    print(how, { before, during, later });

    expect(await sync).toMatchObject({ status: 'FAILED', error: expect.stringContaining(error) });
    // What it delivered before stays. Times and memory are printed: what they may be, no test of a shared machine says.
    const { data } = await kontor.request('{ customers(first: 100) { nodes { name } } }');
    expect(data.customers.nodes).toContainEqual({ name: how });
  });
});

const ignore = (): void => undefined;

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Asks one question after the other until then; every one must be answered. */
async function measureUntil(kontor: TestServer, end: Promise<unknown>): Promise<Measured> {
  const over = new AbortController();
  void end.finally(() => over.abort());
  const times: number[] = [];
  let resident = 0;
  while (!over.signal.aborted || times.length === 0) {
    const began = performance.now();
    const { data } = await kontor.request('{ customers(filter: { search: "Known" }) { nodes { name } } }');
    times.push(performance.now() - began);
    expect(data.customers.nodes).toEqual([{ name: 'Known' }]);
    resident = Math.max(resident, process.memoryUsage.rss());
  }
  const sorted = times.toSorted((a, b) => a - b);
  return {
    answers: times.length,
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
    ([moment, { answers, medianMs, slowestMs, residentMb }]) =>
      `  ${moment.padEnd(7)}${answers} answers, median ${medianMs} ms, slowest ${slowestMs} ms, host ${residentMb} MB`,
  );
  console.log(`A plugin that ${how}:\n${lines.join('\n')}`);
}
