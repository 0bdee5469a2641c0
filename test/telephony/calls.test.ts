import { closeSilentCalls } from '../../src/services/telephony/close-silent-calls.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { insertAgents } from './agents.ts';
import { addTelephony, announced, callOf, type CallSummary, handled, inbound, postJson } from './support.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await insertAgents(server.db);
  await addTelephony(server.host, asSystem(server.db));
}, 120_000);

afterAll(() => server.stop());

type Said = Readonly<Record<string, string | readonly string[]>>;

/** The telephone system says these things, one after the other; answers the call that came of it. */
async function call(callId: string, ...said: Said[]): Promise<CallSummary | undefined> {
  for (const each of said) {
    const response = await postJson(server.url, { ...inbound(callId), ...each });
    expect(response.status).toBe(200);
  }
  await handled(server.db);
  return callOf(server.db, callId);
}

describe('a call', () => {
  it.each([
    ['answered', { cause: 'normalClearing' }, 'COMPLETED'],
    ['not answered', { cause: 'noAnswer' }, 'NO_ANSWER'],
    ['given up by the caller', { cause: 'cancel' }, 'CANCELED'],
    ['to a busy line', { cause: 'busy' }, 'BUSY'],
    ['to nowhere', { cause: 'notFound' }, 'FAILED'],
    ['that the network could not take', { cause: 'congestion' }, 'FAILED'],
    ['that ended, nobody knows why', {}, 'NO_ANSWER'],
  ])('%s is what the telephone system said', async (name, why, status) => {
    const answered = name === 'answered' ? [{ event: 'answer', answeringNumber: '21' }] : [];
    const done = await call(name, { event: 'newCall', user: ['Ada'], queue: 'Support' }, ...answered, {
      event: 'hangup',
      ...why,
    });
    expect(done).toMatchObject({
      status,
      queue: 'Support',
      agents: ['Ada'],
      internal: false,
      anonymous: false,
    });
    expect(done?.['team_id']).not.toBeNull();
  });

  it('at a ring group of three is one call, of the one who took it', async () => {
    const ringing = await call('group', { event: 'newCall', user: ['Ada', 'bob@example.com', '23'] });
    expect(ringing).toMatchObject({ status: 'RINGING', agents: ['Ada', 'Bob', 'Cleo'], agent: null });
    const done = await call(
      'group',
      { event: 'answer', answeringNumber: '494055550 22' },
      { event: 'hangup' },
    );
    expect(done).toMatchObject({ status: 'COMPLETED', agent: 'Bob', agents: ['Ada', 'Bob', 'Cleo'] });
    expect(await announced(server.db, 'group')).toEqual(['call.ringing', 'call.answered', 'call.ended']);
  });

  it('that is transferred blindly is one call, of the one who has it now', async () => {
    const done = await call(
      'first leg',
      { event: 'newCall', user: 'Ada' },
      { event: 'answer', user: 'Ada' },
      { event: 'newCall', callId: 'second leg', origCallId: 'first leg', user: 'Bob' },
      { event: 'answer', callId: 'second leg', origCallId: 'first leg', user: 'Bob' },
      { event: 'hangup', cause: 'forwarded' },
      { event: 'hangup', callId: 'second leg', origCallId: 'first leg', cause: 'normalClearing' },
    );
    expect(done).toMatchObject({ status: 'COMPLETED', agent: 'Bob', agents: ['Ada', 'Bob'] });
    expect(await callOf(server.db, 'second leg')).toBeUndefined();
    expect(await announced(server.db, 'first leg')).toEqual([
      'call.ringing',
      'call.answered',
      'call.ringing',
      'call.answered',
      'call.transferred',
      'call.ended',
    ]);
  });

  it('whose events come backwards is the same call, and rings at nobody any more', async () => {
    const done = await call(
      'backwards',
      { event: 'hangup', cause: 'normalClearing' },
      { event: 'answer', user: 'Ada' },
      { event: 'newCall', user: ['Ada', 'Bob'] },
    );
    expect(done).toMatchObject({ status: 'COMPLETED', agent: 'Ada', agents: ['Ada', 'Bob'] });
    expect(await announced(server.db, 'backwards')).not.toContain('call.ringing');
  });

  it('of a colleague is internal, one that withholds its number is anonymous', async () => {
    expect(await call('internal', { event: 'newCall', from: '21', to: '22' })).toMatchObject({
      internal: true,
      agents: ['Bob'],
    });
    expect(await call('withheld', { event: 'newCall', from: 'anonymous' })).toMatchObject({
      anonymous: true,
      remote_e164: null,
    });
  });

  it('that we make is of the one who makes it', async () => {
    const outbound = { direction: 'out', from: '49405555021', to: '493012345678' };
    const done = await call(
      'outbound',
      { ...outbound, event: 'newCall' },
      { ...outbound, event: 'answer', answeringNumber: '493012345678' },
      { ...outbound, event: 'hangup', cause: 'normalClearing' },
    );
    expect(done).toMatchObject({
      direction: 'OUTBOUND',
      remote_e164: '+493012345678',
      agent: 'Ada',
      agents: ['Ada'],
    });
  });
});

describe('a call that falls silent', () => {
  const silent = async (callId: string, minutes: number): Promise<void> => {
    await server.db.query(
      `update call_event set occurred_at = occurred_at - make_interval(mins => $2) where external_call_id = $1`,
      [callId, minutes],
    );
    await server.db.query(
      `update call set last_event_at = last_event_at - make_interval(mins => $2) where external_call_id = $1`,
      [callId, minutes],
    );
    await closeSilentCalls(server.db, { ringing: 10, inProgress: 240 });
  };

  it('while ringing was not answered', async () => {
    await call('silent ringing', { event: 'newCall', from: '494030001', user: 'Ada' });
    await silent('silent ringing', 9);
    expect(await callOf(server.db, 'silent ringing')).toMatchObject({ status: 'RINGING' });
    await silent('silent ringing', 2);
    expect(await callOf(server.db, 'silent ringing')).toMatchObject({
      status: 'NO_ANSWER',
      cause: 'SILENCE',
    });
    expect(await announced(server.db, 'silent ringing')).toEqual(['call.ringing', 'call.ended']);
  });

  it('in the midst of a conversation ended some time, nobody knows when', async () => {
    await call('silent talk', { event: 'newCall', user: 'Ada' }, { event: 'answer', user: 'Ada' });
    await silent('silent talk', 241);
    expect(await callOf(server.db, 'silent talk')).toMatchObject({
      status: 'COMPLETED',
      cause: 'SILENCE',
      talking_seconds: null,
    });
    const revived = await call('silent talk', { event: 'hangup', cause: 'normalClearing' });
    expect(revived).toMatchObject({ status: 'COMPLETED', cause: 'NORMAL_CLEARING' });
    expect(revived?.['talking_seconds']).toBeGreaterThan(240 * 60);
  });

  it('after it was passed on was passed on to the outside', async () => {
    await call('gone', { event: 'newCall', user: 'Ada' }, { event: 'hangup', cause: 'forwarded' });
    await silent('gone', 3);
    expect(await callOf(server.db, 'gone')).toMatchObject({ status: 'NO_ANSWER', cause: 'FORWARDED' });
  });
});

describe('a message that the plugin does not understand', () => {
  it('is set aside with the reason, holds up nobody, and can be tried again or discarded', async () => {
    await call('bad', { event: 'newCall', direction: 'sideways' });
    expect((await call('good', { event: 'newCall' }))?.status).toBe('RINGING');
    const list = `{ integration(name: "pbx") { health { status message } ingress { path waiting setAside }
      messages(filter: { status: SET_ASIDE }) { nodes { id reason attempts body } } } }`;
    const { data } = await server.request(list);
    expect(data.integration).toMatchObject({
      health: { status: 'DEGRADED' },
      ingress: { path: '/ingress/pbx/<urlSecret>', waiting: 0, setAside: 1 },
      messages: { nodes: [{ reason: 'direction: is "sideways"; it must be "in" or "out"', attempts: 1 }] },
    });
    const change = (name: string): string =>
      `mutation { ${name}(input: { name: "pbx" }) { count userErrors { code } integration { ingress { setAside } } } }`;
    const retried = await server.request(change('retryMessages'));
    expect(retried.data.retryMessages).toMatchObject({ count: 1, userErrors: [] });
    await handled(server.db);
    const discarded = await server.request(change('discardMessages'));
    expect(discarded.data.discardMessages).toEqual({
      count: 1,
      userErrors: [],
      integration: { ingress: { setAside: 0 } },
    });
  });
});

describe('what GraphQL shows of calls', () => {
  it('is each call with its ends, its legs and its agent; of a customer those with that customer', async () => {
    const { data, errors } = await server.request(
      `{ calls(filter: { statuses: [COMPLETED] }, first: 50) { totalCount nodes {
          externalCallId direction status cause from { raw e164 } remote { e164 } agent { name } queue
          waitingSeconds talkingSeconds legs { extension agent { name } rangAt answeredAt endedAt } } } }`,
    );
    expect(errors).toBeUndefined();
    const group = data.calls.nodes.find(
      (node: { externalCallId: string }) => node.externalCallId === 'group',
    );
    expect(group).toMatchObject({
      from: { raw: '493012345678', e164: '+493012345678' },
      agent: { name: 'Bob' },
      legs: [{ agent: { name: 'Cleo' } }, { agent: { name: 'Ada' } }, { agent: { name: 'Bob' } }],
    });
  });
});
