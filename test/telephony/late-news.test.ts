import { closeSilentCalls } from '../../src/services/telephony/close-silent-calls.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { insertAgents } from './agents.ts';
import { addTelephony, announced, callOf, type Fields, handled, inbound, postJson } from './support.ts';

let server: TestServer;
let people: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  people = await insertAgents(server.db);
  await addTelephony(server.host, asSystem(server.db));
}, 120_000);

afterAll(() => server.stop());

async function say(callId: string, ...said: Fields[]): Promise<void> {
  for (const each of said) {
    expect((await postJson(server.url, { ...inbound(callId), ...each })).status).toBe(200);
  }
}

describe('a call whose answer was received and is not handled yet', () => {
  const change = async (field: string): Promise<void> => {
    const { data } = await server.request(
      `mutation { ${field}(input: { name: "pbx" }) { userErrors { code } } }`,
    );
    expect(data[field].userErrors).toEqual([]);
  };

  it('is not closed for its silence, as one is that was silent until then', async () => {
    await say('waits', { event: 'newCall', user: 'Ada' });
    await say('silent', { event: 'newCall', user: 'Ada', from: '494030001' });
    await handled(server.db);
    await change('suspendIntegration');
    await say('waits', { event: 'answer', user: 'Ada' });
    await server.db.query(`update ingress_message set received_at = received_at - interval '11 minutes'
      where status = 'PENDING'`);
    for (const [id, minutes] of [
      ['waits', 12],
      ['silent', 22],
    ] as const) {
      for (const [table, column] of [
        ['call', 'last_event_at'],
        ['call_event', 'occurred_at'],
      ]) {
        await server.db.query(
          `update ${table} set ${column} = ${column} - make_interval(mins => $2) where external_call_id = $1`,
          [id, minutes],
        );
      }
    }
    expect(await closeSilentCalls(server.db, { ringing: 10, inProgress: 240 })).toBe(1);
    expect(await callOf(server.db, 'silent')).toMatchObject({ status: 'NO_ANSWER', cause: 'SILENCE' });
    expect(await callOf(server.db, 'waits')).toMatchObject({ status: 'RINGING' });
    await change('resumeIntegration');
    await handled(server.db);
    expect(await callOf(server.db, 'waits')).toMatchObject({ status: 'IN_PROGRESS' });
    expect(await announced(server.db, 'waits')).toEqual(['call.ringing', 'call.answered']);
  });
});

describe('a call whose number turns out to be another one', () => {
  let ofFirst: string;
  let ofSecond: string;

  beforeAll(async () => {
    const customer = async (name: string, phone: string): Promise<string> => {
      const { data } = await server.request(
        `mutation { createCustomer(input: { name: "${name}", kind: ORGANIZATION, phones: [{ raw: "${phone}" }] }) {
           customer { id } userErrors { code message } } }`,
      );
      expect(data.createCustomer.userErrors).toEqual([]);
      return data.createCustomer.customer.id;
    };
    ofFirst = await customer('First', '+494040001');
    ofSecond = await customer('Second', '+494040002');
  });

  const caller = async (callId: string): Promise<string | null> => {
    const row = await callOf(server.db, callId);
    return typeof row?.['customer_id'] === 'string' ? encodeId('Customer', row['customer_id']) : null;
  };

  it('is of whoever has that one', async () => {
    // The ring is what counts, and comes last.
    await say('moved', { event: 'answer', user: 'Ada', from: '494040001' });
    await handled(server.db);
    expect(await caller('moved')).toBe(ofFirst);
    await say('moved', { event: 'newCall', user: 'Ada', from: '494040002' });
    await handled(server.db);
    expect(await caller('moved')).toBe(ofSecond);
  });

  it('is of nobody any more if nobody has it', async () => {
    await say('lost', { event: 'answer', user: 'Ada', from: '494040001' });
    await say('lost', { event: 'newCall', user: 'Ada', from: '494049999' });
    await handled(server.db);
    expect(await callOf(server.db, 'lost')).toMatchObject({ customer_id: null, caller_status: null });
  });

  it('stays of whom somebody has named', async () => {
    await say('named', { event: 'answer', user: 'Ada', from: '494040001' });
    await handled(server.db);
    const row = await callOf(server.db, 'named');
    const callId = encodeId('Call', String(row?.['id']));
    const { data } = await server.request(`mutation { assignCaller(input: { callId: "${callId}", learn: false,
      customerId: "${ofFirst}" }) { userErrors { code } } }`);
    expect(data.assignCaller.userErrors).toEqual([]);
    await say('named', { event: 'newCall', user: 'Ada', from: '494040002' });
    await handled(server.db);
    expect(await caller('named')).toBe(ofFirst);
  });
});

describe('a call for a team, at lines that nobody of ours has', () => {
  it('rings at all of the team, once', async () => {
    for (const name of ['Ada', 'Bob']) {
      await server.db.query(`insert into team_member (team_id, agent_id) values ($1, $2)`, [
        people['Support'],
        people[name],
      ]);
    }
    await say(
      'unknown lines',
      { event: 'newCall', queue: 'Support', user: ['SIP/701', 'SIP/702'] },
      { event: 'newCall', queue: 'Support', user: 'SIP/703' },
    );
    await handled(server.db);
    const rows = await server.db.query<{ agents: string[] }>(
      `select array(select jsonb_array_elements_text(e.data -> 'agentIds') order by 1) as agents
         from (select seq, type, subject_id, data from event_inbox
               union all select position, type, subject_id, data from event) e
         join call c on c.id = e.subject_id
        where c.external_call_id = 'unknown lines' and e.type = 'call.ringing' order by e.seq`,
    );
    const all = ['Ada', 'Bob'].map((name) => encodeId('Agent', String(people[name]))).toSorted();
    expect(rows.map(({ agents }) => agents.toSorted())).toEqual([all, []]);
  });
});
