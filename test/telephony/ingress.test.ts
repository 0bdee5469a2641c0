import { insertAgents } from './agents.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import {
  addTelephony,
  announced,
  callOf,
  handled,
  HMAC_SECRET,
  inbound,
  post,
  postForm,
  postJson,
  SECRET,
  signed,
} from './support.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await insertAgents(server.db);
  await addTelephony(server.host, asSystem(server.db));
  await addTelephony(server.host, asSystem(server.db), 'signed', { hmacSecret: HMAC_SECRET });
}, 120_000);

afterAll(() => server.stop());

const rows = async (): Promise<number> => {
  const [row] = await server.db.query<{ n: number }>(`select count(*)::int as n from ingress_message`);
  return row?.n ?? 0;
};

describe('a telephone system that posts', () => {
  it('JSON is answered {} and has its call in Kontor', async () => {
    const response = await postJson(server.url, { event: 'newCall', ...inbound('json', { user: ['Ada'] }) });
    expect([response.status, await response.text()]).toEqual([200, '{}']);
    await handled(server.db);
    expect(await callOf(server.db, 'json')).toMatchObject({
      status: 'RINGING',
      direction: 'INBOUND',
      from_raw: '493012345678',
      from_e164: '+493012345678',
      remote_e164: '+493012345678',
      agents: ['Ada'],
    });
  });

  it('a form, as sipgate does, is told where to send answer and hangup', async () => {
    const fields = { event: 'newCall', ...inbound('form', { user: ['Ada', 'Bob'] }) };
    const response = await postForm(server.url, fields, { headers: { 'x-forwarded-proto': 'https' } });
    const url = `${server.url.replace('http:', 'https:')}/ingress/pbx/${SECRET}`;
    expect(response.headers.get('content-type')).toBe('application/xml');
    expect(await response.text()).toContain(`<Response onAnswer="${url}" onHangup="${url}"/>`);
    await postForm(server.url, { event: 'answer', ...inbound('form'), user: 'Bob' });
    await postForm(server.url, { event: 'hangup', ...inbound('form'), cause: 'normalClearing' });
    await handled(server.db);
    expect(await callOf(server.db, 'form')).toMatchObject({
      status: 'COMPLETED',
      agent: 'Bob',
      agents: ['Ada', 'Bob'],
    });
    expect(await announced(server.db, 'form')).toEqual(['call.ringing', 'call.answered', 'call.ended']);
  });

  it('an event five times has said it once', async () => {
    for (let time = 0; time < 5; time += 1) {
      const response = await postJson(server.url, { event: 'newCall', ...inbound('five', { user: 'Ada' }) });
      expect(response.status).toBe(200);
    }
    await handled(server.db);
    const before = await callOf(server.db, 'five');
    expect(await announced(server.db, 'five')).toEqual(['call.ringing']);
    await postJson(server.url, { event: 'newCall', ...inbound('five', { user: 'Ada' }) });
    await handled(server.db);
    expect(await callOf(server.db, 'five')).toEqual(before);
  });

  it('what is no event of a call is acknowledged, and nothing comes of it', async () => {
    expect((await postJson(server.url, { event: 'dtmf', callId: 'dtmf', dtmf: '1' })).status).toBe(200);
    await handled(server.db);
    expect(await callOf(server.db, 'dtmf')).toBeUndefined();
  });
});

describe('a message that cannot be taken', () => {
  const faults: [string, string, string, number, string][] = [
    [
      'text',
      'text/plain',
      'hello',
      415,
      'Content-Type must be application/json, application/x-www-form-urlencoded or multipart/form-data, not',
    ],
    ['broken JSON', 'application/json', '{"event":', 400, 'The message cannot be read: the body is not JSON'],
    ['a JSON list', 'application/json', '[]', 400, 'the body must be a JSON object'],
    ['half a form', 'multipart/form-data; boundary=x', '--x\r\n\r\n', 400, 'no multipart form'],
    ['too much', 'application/json', `{"x":"${'x'.repeat(70_000)}"}`, 413, 'too large'],
  ];
  it.each(faults)(
    '(%s) is refused with a clear message and leaves nothing',
    async (_, type, body, status, message) => {
      const before = await rows();
      const response = await post(server.url, type, body);
      expect(response.status).toBe(status);
      expect(((await response.json()) as { error: string }).error).toContain(message);
      expect(await rows()).toBe(before);
    },
  );

  it('since the secret is wrong looks like one to an integration that does not exist', async () => {
    const answers = await Promise.all(
      [{ secret: 'wrong' }, { integration: 'nobody' }, { integration: 'nobody', secret: 'wrong' }].map(
        async (to) => {
          const response = await postJson(server.url, { event: 'newCall', ...inbound('stranger') }, to);
          return [response.status, await response.text()];
        },
      ),
    );
    expect(answers).toEqual(answers.map(() => [404, '{"error":"There is no such URL."}']));
  });
});

describe('signed messages', () => {
  const body = JSON.stringify({ event: 'newCall', ...inbound('signed') });
  const send = (headers: Record<string, string>, text = body): Promise<Response> =>
    post(server.url, 'application/json', text, { integration: 'signed', headers });

  it('are taken, and once only: a retry is acknowledged', async () => {
    const before = await rows();
    const headers = signed(body);
    expect([(await send(headers)).status, (await send(headers)).status]).toEqual([200, 200]);
    expect(await rows()).toBe(before + 1);
  });

  it.each([
    ['unsigned', {}, 'must be signed'],
    ['changed on the way', signed(`${body} `), 'is not that of this message'],
    ['too old', signed(body, Math.floor(Date.now() / 1000) - 301), 'too old'],
    ['from the future', signed(body, Math.floor(Date.now() / 1000) + 400), 'too old, or from the future'],
  ])('are refused when %s', async (_, headers, reason) => {
    const before = await rows();
    const response = await send(headers);
    expect(response.status).toBe(401);
    expect(((await response.json()) as { error: string }).error).toContain(reason);
    expect(await rows()).toBe(before);
  });
});

describe('garbage', () => {
  it('10,000 times leaves no row and no crash, and the telephone system is served meanwhile', async () => {
    const before = await rows();
    const statuses = new Map<number, number>();
    for (let hundred = 0; hundred < 100; hundred += 1) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, n) => post(server.url, ...garbage(hundred * 100 + n))),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()].toSorted()).toEqual([404, 429]);
    expect([...statuses.values()].reduce((a, b) => a + b)).toBe(10_000);
    expect(await rows()).toBe(before);
    expect((await postJson(server.url, { event: 'newCall', ...inbound('after garbage') })).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  }, 120_000);
});

function garbage(n: number): [string, string, { integration: string; secret: string }] {
  const bodies = [
    '',
    '{',
    '\0\0\0',
    'event=newCall&callId=1',
    '{"event":"newCall","callId":"1"}',
    'x'.repeat(5_000),
  ];
  const types = ['application/json', 'text/html', 'application/x-www-form-urlencoded', 'image/png'];
  const integration = n % 3 === 0 ? 'pbx' : `pbx-${n}`;
  return [
    types[n % types.length] ?? '',
    bodies[n % bodies.length] ?? '',
    { integration, secret: `${n}-${'%00'.repeat(n % 3)}` },
  ];
}
