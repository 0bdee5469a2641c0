import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { insertAgents } from './agents.ts';
import { addTelephony, announced, callOf, handled, inbound, post, postJson } from './support.ts';

let server: TestServer;
let agents: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  agents = await insertAgents(server.db);
  await addTelephony(server.host, asSystem(server.db));
}, 120_000);

afterAll(() => server.stop());

const newCall = (callId: string, more: object = {}): string =>
  JSON.stringify({ event: 'newCall', ...inbound(callId), ...more });

async function say(body: string, type = 'application/json'): Promise<void> {
  expect((await post(server.url, type, body)).status).toBe(200);
}

/** What became of the newest message. */
async function outcome(): Promise<{ status: string; reason: string | null; attempts: number } | undefined> {
  await handled(server.db);
  const [row] = await server.db.query<{ status: string; reason: string | null; attempts: number }>(
    `select status, reason, attempts from ingress_message order by id desc limit 1`,
  );
  return row;
}

describe('a message that nobody would send by accident', () => {
  it.each([
    ['the character U+0000 in its id', newCall('a\0b')],
    ['half a surrogate pair in its number', '{"event":"newCall","callId":"half","from":"\\ud800"}'],
    [
      'U+0000 in its direction, which stands in the reason',
      JSON.stringify({ event: 'hangup', callId: 'c', direction: 'a\0b' }),
    ],
    ['an id that is too long', newCall('x'.repeat(10_000))],
    ['a number that is too long', newCall('long number', { from: '1'.repeat(10_000) })],
    [
      'more users than there can be',
      newCall('users', { user: Array.from({ length: 5_000 }, (_, n) => `u${n}`) }),
    ],
    [
      'a user and a queue that are too long',
      newCall('names', { user: 'u'.repeat(5_000), queue: 'q'.repeat(5_000) }),
    ],
    [
      'names of prototypes',
      '{"event":"newCall","callId":"proto","__proto__":{"from":"1"},"constructor":1,"toString":[]}',
    ],
  ])('%s is dealt with at once, and holds up nobody', async (name, body) => {
    await say(body);
    await say(newCall(`after ${name}`));
    await handled(server.db);
    expect(await callOf(server.db, `after ${name}`)).toMatchObject({ status: 'RINGING' });
    const [tried] = await server.db.query(`select max(attempts) <= 1 as once from ingress_message`);
    expect(tried).toEqual({ once: true });
  });

  it('a form of one name, thousands of times, is read in no time', async () => {
    await say(`event=newCall&callId=form${'&a=1'.repeat(15_000)}`, 'application/x-www-form-urlencoded');
    expect(await outcome()).toMatchObject({ status: 'HANDLED' });
  });
});

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const MULTIPART_TYPE = 'multipart/form-data; boundary=x';

describe('garbage behind the right secret', () => {
  const refused: [name: string, type: string, body: string, status: number, message: string][] = [
    ['no body', JSON_TYPE, '', 400, 'the body is not JSON'],
    ['broken JSON', JSON_TYPE, '{"event":"newCall"', 400, 'the body is not JSON'],
    ['a form that says it is JSON', JSON_TYPE, 'event=newCall&callId=g', 400, 'the body is not JSON'],
    ['zero bytes', JSON_TYPE, '\0'.repeat(1_000), 400, 'the body is not JSON'],
    ['lists in lists', JSON_TYPE, '['.repeat(60_000), 400, 'The message cannot be read'],
    ['a number', JSON_TYPE, '7', 400, 'the body must be a JSON object'],
    ['a form without its end', MULTIPART_TYPE, '--x\r\n', 400, 'no multipart form'],
    ['a page', 'text/html', '<html></html>', 415, 'Content-Type must be'],
    ['a picture', 'image/png', '\x89PNG', 415, 'Content-Type must be'],
    ['a type that is none', ';;;', '{}', 415, 'Content-Type must be'],
    ['a field that is too large', JSON_TYPE, newCall('x'.repeat(70_000)), 413, 'too large'],
    ['a form that is too large', FORM_TYPE, `event=${'y'.repeat(70_000)}`, 413, 'too large'],
  ];
  const setAside: [reason: string, type: string, body: string][] = [
    ['event: is missing', JSON_TYPE, '{"a":{"b":[1,null]}}'],
    ['callId: is missing', JSON_TYPE, '{"event":"newCall"}'],
    ['callId: must have at most 250 characters', JSON_TYPE, newCall('x'.repeat(60_000))],
    ['event: is missing', FORM_TYPE, '%%%&&&===\u0001'],
  ];

  it('is answered clearly, changes nothing, and the next call is told of', async () => {
    await handled(server.db);
    const before = await everything();
    for (const [name, type, body, status, message] of refused) {
      const response = await post(server.url, type, body);
      expect([name, response.status, await response.json()]).toEqual([
        name,
        status,
        { error: expect.stringContaining(message) as string },
      ]);
    }
    expect(await everything()).toEqual(before);
    for (const [reason, type, body] of setAside) {
      await say(body, type);
      expect(await outcome()).toMatchObject({
        status: 'SET_ASIDE',
        reason: expect.stringContaining(reason) as string,
      });
    }
    const { messages, ...rest } = await everything();
    expect({ ...rest, messages: messages - setAside.length }).toEqual(before);
    await say(newCall('after all garbage'));
    await handled(server.db);
    expect(await callOf(server.db, 'after all garbage')).toMatchObject({ status: 'RINGING' });
    expect(await announced(server.db, 'after all garbage')).toEqual(['call.ringing']);
  });
});

/** How much there is of all that a message may change. */
async function everything(): Promise<{ messages: number; calls: number; said: number; events: number }> {
  const [counts] = await server.db.query<Awaited<ReturnType<typeof everything>>>(
    `select (select count(*)::int from ingress_message) as messages, (select count(*)::int from call) as calls,
            (select count(*)::int from call_event) as said,
            (select count(*)::int from (select subject_id from event_inbox union all select subject_id from event) e
              where exists (select 1 from call where id = subject_id)) as events`,
  );
  if (!counts) throw new Error('Nothing was counted.');
  return counts;
}

describe('an agent who is given another extension during a call', () => {
  it('leaves the call as it is, however it goes on', async () => {
    await postJson(server.url, { event: 'newCall', ...inbound('moved'), user: ['47'] });
    await handled(server.db);
    await server.db.query(`update agent set extension = '47' where id = $1`, [agents['Ada']]);
    await postJson(server.url, { event: 'answer', ...inbound('moved'), user: '47' });
    await handled(server.db);
    expect(await callOf(server.db, 'moved')).toMatchObject({ status: 'IN_PROGRESS', agents: ['Ada'] });
    await server.db.query(`update agent set extension = '21' where id = $1`, [agents['Ada']]);
    await server.db.query(`update agent set extension = '47' where id = $1`, [agents['Bob']]);
    await postJson(server.url, { event: 'hangup', ...inbound('moved'), user: '47', cause: 'normalClearing' });
    await handled(server.db);
    expect(await callOf(server.db, 'moved')).toMatchObject({ status: 'COMPLETED' });
  });
});
