import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  checkIngress,
  type HandledInput,
  type IngressRequest,
  readFields,
  type SampleMessage,
} from '../../src/plugins/kit/index.ts';
import { type CommandOutcome, kontorCommand } from '../support/kontor-command.ts';

const ring = '{"event":"newCall","callId":"c1","direction":"in","from":"493012345678","user":["Ada","Bob"]}';
const samples: SampleMessage[] = [
  { name: 'ring.json', contentType: 'application/json', body: ring },
  { name: 'end.form', contentType: 'application/x-www-form-urlencoded', body: 'event=hangup&callId=c1' },
];

const RULES = [
  'makes valid call events of the messages',
  'says the same when a message comes again, later',
  'says the same whatever came before, and after a restart',
  'passes over fields that it does not know',
  'rejects what it cannot understand, and never fails',
];

/** The rules that a `handle` breaks, with the first problem of each. */
async function broken(
  handle: (request: IngressRequest) => unknown,
  restart: () => void = () => undefined,
): Promise<(string | undefined)[][]> {
  const plugin = {
    handle: async (request: IngressRequest) => handle(request),
    restart: async () => restart(),
  };
  const results = await checkIngress(plugin, samples);
  expect(results.map(({ rule }) => rule)).toEqual(RULES);
  return results.flatMap(({ rule, problems }) => (problems.length > 0 ? [[rule, problems[0]]] : []));
}

/** A plugin that keeps to all rules. */
function good(request: IngressRequest): HandledInput & { events?: object[] } {
  const { callId, event } = readFields(request);
  if (typeof callId !== 'string' || callId.trim() === '' || callId.length > 200)
    return { rejected: 'no callId' };
  return { events: [{ kind: event === 'newCall' ? 'ringing' : 'ended', callId }] };
}

describe('the conformance suite for plugins that take messages', () => {
  it('passes a plugin that keeps to the rules', async () => {
    expect(await broken(good)).toEqual([]);
  });

  it.each<[string, string, string, (request: IngressRequest) => unknown]>([
    [
      'makes an event that there is not',
      RULES[0] ?? '',
      'ring.json: what it says is not valid: events.0.kind: Invalid option',
      () => ({ events: [{ kind: 'rings', callId: 'c1' }] }),
    ],
    ['makes nothing of anything', RULES[0] ?? '', 'none of the messages gives a call event', () => ({})],
    [
      'rejects what its telephone system says',
      RULES[0] ?? '',
      'ring.json: it rejects it: unknown format',
      () => ({ rejected: 'unknown format' }),
    ],
    [
      'dates events by when they came',
      RULES[1] ?? '',
      'ring.json: what it says is not the same: events.0.occurredAt is "2026-01-15T12:00:00.000Z" at first, then "2026-01-15T12:01:00.000Z"',
      (request) => ({ events: [{ kind: 'ended', callId: 'c1', occurredAt: request.receivedAt }] }),
    ],
    [
      'has ids of its own',
      RULES[1] ?? '',
      'ring.json: what it says is not the same: events.0.callId is ',
      () => ({ events: [{ kind: 'ended', callId: String(Math.random()) }] }),
    ],
    [
      'fails where a field is new',
      RULES[3] ?? '',
      'ring.json: it fails, which holds up the messages behind it: unknown field xConformance',
      (request) => {
        for (const field of Object.keys(readFields(request))) {
          if (field.startsWith('x')) throw new Error(`unknown field ${field}`);
        }
        return good(request);
      },
    ],
    [
      'fails where a field is missing',
      RULES[4] ?? '',
      'ring.json without "callId": it fails, which holds up the messages behind it: Cannot read properties of undefined',
      (request) => {
        const fields = readFields(request) as { callId: string };
        return fields.callId.trim() === '' ? { rejected: 'no callId' } : good(request);
      },
    ],
    [
      'passes on what is too long',
      RULES[4] ?? '',
      'ring.json with 10,000 letters as "callId": what it says is not valid: events.0.callId: ',
      (request) => {
        const { callId } = readFields(request);
        return typeof callId !== 'string' || callId.trim() === ''
          ? { rejected: 'no callId' }
          : { events: [{ kind: 'ringing', callId }] };
      },
    ],
  ])('fails one that %s, and says where', async (_, rule, problem, handle) => {
    expect(await broken(handle)).toContainEqual([rule, expect.stringContaining(problem)]);
  });

  it('fails one that takes out repetitions itself, and so loses what it was asked again for', async () => {
    const known = new Set<string>();
    const handle = (request: IngressRequest): unknown => {
      if (known.has(request.body)) return {};
      known.add(request.body);
      return good(request);
    };
    expect(await broken(handle, () => known.clear())).toContainEqual([
      RULES[1],
      expect.stringMatching(/^ring\.json: .*events\.0 is \{.*\} at first, then not there$/),
    ]);
  });

  it('fails one that needs what it remembers', async () => {
    let isWarm = false;
    const handle = (request: IngressRequest): unknown => {
      if (request.body.includes('newCall')) isWarm = true;
      return isWarm ? good(request) : { rejected: 'no call rang' };
    };
    expect(await broken(handle, () => void (isWarm = false))).toContainEqual([
      RULES[2],
      expect.stringContaining('end.form: what it says is not the same'),
    ]);
  });
});

describe('kontor plugin test', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kontor-conformance-'));
    await mkdir(path.join(folder, 'bad-pbx'));
    await writeFile(path.join(folder, 'ring.json'), ring);
    await writeFile(
      path.join(folder, 'answer.multipart'),
      '--x\r\nContent-Disposition: form-data; name="event"\r\n\r\nanswer\r\n' +
        '--x\r\nContent-Disposition: form-data; name="callId"\r\n\r\nc1\r\n--x--\r\n',
    );
    await writeFile(path.join(folder, 'end.form'), 'event=hangup&callId=c1&cause=normalClearing\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const test = (plugin: string, names: readonly string[], ...more: string[]): Promise<CommandOutcome> => {
    const files = names.flatMap((name) => ['--message', path.join(folder, name)]);
    const env = {
      KONTOR_DATA_DIR: path.join(folder, '.kontor'),
      KONTOR_PLUGINS: path.join(folder, 'bad-pbx'),
    };
    return kontorCommand(['plugin', 'test', plugin, ...files, ...more], env);
  };

  it('passes the bundled plugin', async () => {
    const messages = ['ring.json', 'answer.multipart', 'end.form'];
    const { code, stdout } = await test(
      'telephony-generic',
      messages,
      '--option',
      'numberFormat=E164_NO_PLUS',
    );
    expect([stdout, code]).toEqual([
      [...RULES.map((rule) => `ok    ${rule}`), 'It keeps to all rules.', ''].join('\n'),
      0,
    ]);
  }, 60_000);

  it('fails a bad one with what it does to which message, also where its process ends', async () => {
    await writeFile(
      path.join(folder, 'bad-pbx/index.js'),
      `import { definePlugin, readFields, secret, z } from '@kontor/plugin-kit';
       let calls = 0;
       export default definePlugin({
         id: 'bad-pbx', name: 'Bad', version: '1.0.0', requires: '^1.1.0', description: 'Bad.',
         options: z.strictObject({ key: secret(z.string()) }),
         check: async () => ({ problems: [] }),
         ingress: {
           kind: 'telephony', urlSecret: 'key',
           handle(_, request) {
             const { callId } = readFields(request);
             if (callId === undefined) process.exit(3);
             if (typeof callId !== 'string') return { rejected: 'callId' };
             return { events: [{ kind: 'ringing', callId: callId + '-' + (calls += 1) }] };
           },
         },
       });`,
    );
    const { code, stdout } = await test('bad-pbx', ['ring.json']);
    expect(code).toBe(1);
    const lines = stdout.split('\n').map((line) => line.trim());
    expect(lines).toContain(
      'ring.json: what it says is not the same: events.0.callId is "c1-1" at first, then "c1-2"',
    );
    expect(lines).toContain(
      'ring.json without "callId": it fails, which holds up the messages behind it: The plugin was lost: its process exited with code 3.',
    );
    expect(lines).toContain('It breaks 3 of 5 rules.');
  }, 60_000);

  it.each([
    ['a message that Kontor would refuse', 'broken.json', '{', 'the body is not JSON'],
    ['a name that says nothing', 'ring.txt', ring, 'its name must end in .json, .form, .multipart'],
  ])(
    'refuses %s',
    async (_, name, body, problem) => {
      await writeFile(path.join(folder, name), body);
      const { code, stderr } = await test('telephony-generic', [name]);
      expect([code, stderr]).toEqual([1, expect.stringContaining(problem)]);
    },
    60_000,
  );
});
