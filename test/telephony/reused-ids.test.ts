import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { insertAgents } from './agents.ts';
import { addTelephony, type Fields, handled, inbound, postJson } from './support.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await insertAgents(server.db);
  await addTelephony(server.host, asSystem(server.db));
}, 120_000);

afterAll(() => server.stop());

async function say(callId: string, ...said: Fields[]): Promise<void> {
  for (const each of said) {
    expect((await postJson(server.url, { ...inbound(callId), ...each })).status).toBe(200);
  }
  await handled(server.db);
}

/** What was said of calls with this id, and what came of it, was so long ago. */
async function passed(callId: string, interval: string): Promise<void> {
  await server.db.query(
    `update call_event set occurred_at = occurred_at - $2::interval where external_call_id = $1`,
    [callId, interval],
  );
  await server.db.query(
    `update call set started_at = started_at - $2::interval, answered_at = answered_at - $2::interval,
            ended_at = ended_at - $2::interval, last_event_at = last_event_at - $2::interval
      where external_call_id = $1`,
    [callId, interval],
  );
}

/** Of each call with this id, how it is and what was announced of it. */
function callsOf(callId: string): Promise<{ status: string; remote: string; announced: string[] }[]> {
  return server.db.query(
    `select c.status, c.remote_e164 as remote, array(
              select e.type from (select seq, type, subject_id from event_inbox
                union all select position, type, subject_id from event) e
               where e.subject_id = c.id order by e.seq) as announced
       from call c where c.external_call_id = $1 order by c.generation`,
    [callId],
  );
}

const conversation: Fields[] = [
  { event: 'newCall', user: 'Ada' },
  { event: 'answer', user: 'Ada' },
  { event: 'hangup', cause: 'normalClearing' },
];
const whole = ['call.ringing', 'call.answered', 'call.ended'];

describe('a telephone system that uses its ids again', () => {
  it('makes another call of the very same words, hours later', async () => {
    await say('1', ...conversation);
    await passed('1', '3 hours');
    await say('1', ...conversation);
    const call = { status: 'COMPLETED', remote: '+493012345678', announced: whole };
    expect(await callsOf('1')).toEqual([call, call]);
  });

  it('makes another call at once where somebody else calls, also while its messages wait', async () => {
    const second = conversation.map((each) => ({ ...each, from: '498999998223' }));
    await say('2', ...conversation, ...second);
    expect(await callsOf('2')).toEqual([
      { status: 'COMPLETED', remote: '+493012345678', announced: whole },
      { status: 'COMPLETED', remote: '+498999998223', announced: whole },
    ]);
  });

  it('means the call that there is by what it says again within the hour', async () => {
    await say('3', ...conversation);
    await passed('3', '50 minutes');
    await say('3', ...conversation);
    expect(await callsOf('3')).toMatchObject([{ announced: whole }]);
  });
});
