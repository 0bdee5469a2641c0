import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { insertAgents } from './agents.ts';
import { addTelephony, callOf, handled, inbound, post, postJson } from './support.ts';

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
