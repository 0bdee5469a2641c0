import { encodeId } from '../../src/shared/ids.ts';
import { nextCall, office, type Office } from './card.ts';
import { announced } from './support.ts';

let here: Office;
beforeAll(async () => {
  here = await office();
});
afterAll(() => here.close());

const SHOW = `call { id caller { status customer { id } contact { id } } callerCandidates { reason score customer { id } } }
  alsoChanged { id caller { status customer { id } } } userErrors { code message field }`;

async function assign(callId: string, customerId: string, more: Record<string, unknown> = {}) {
  const input = { callId: encodeId('Call', callId), customerId: encodeId('Customer', customerId), ...more };
  const { data } = await here.server.request(
    `mutation ($input: AssignCallerInput!) { assignCaller(input: $input) { ${SHOW} } }`,
    { input },
  );
  return data.assignCaller;
}

async function callerOf(callId: string) {
  const { data } = await here.server.request(
    `query ($id: ID!) { call(id: $id) { caller { status customer { id } } callerCandidates { reason score customer { id } } } }`,
    { id: encodeId('Call', callId) },
  );
  return data.call;
}

const customerId = (raw: string) => ({ id: encodeId('Customer', raw) });

describe('a caller who is known twice', () => {
  it('is shown as two, decided by the agent, and known from then on', async () => {
    const number = '040 777001';
    const works = await here.customer('Works GmbH', number);
    const home = await here.customer('Home GmbH', number);
    const ada = await here.desk('Ada');
    const first = await here.say('newCall', 'twice 1', { from: '4940777001', user: ['Ada'] });
    const { call } = await nextCall(ada);
    expect(call.caller).toBeNull();
    expect(call.callerCandidates.map(({ reason, score }) => [reason, score])).toEqual([
      ['SHARED_NUMBER', 0.5],
      ['SHARED_NUMBER', 0.5],
    ]);

    const answer = await assign(first, home);
    expect(answer.userErrors).toEqual([]);
    expect(answer.call.caller).toEqual({ status: 'ASSIGNED', customer: customerId(home), contact: null });
    expect(await announced(here.server.db, 'twice 1')).toEqual(['call.ringing', 'call.caller_identified']);

    const second = await here.say('newCall', 'twice 2', { from: '4940777001', user: ['Ada'] });
    expect(await callerOf(second)).toMatchObject({
      caller: { status: 'CERTAIN', customer: customerId(home) },
      callerCandidates: [
        { reason: 'LEARNED', score: 1, customer: customerId(home) },
        { reason: 'SHARED_NUMBER', score: 0.25, customer: customerId(works) },
      ],
    });
  });

  it('is undecided again when the number is entered for somebody else, until the agent says who it is', async () => {
    const [before, after] = [await here.customer('Before GmbH'), '040 777003'];
    const first = await here.say('newCall', 'given on 1', { from: '4940777003' });
    await assign(first, before);
    const next = await here.customer('After GmbH', after);
    const second = await here.say('newCall', 'given on 2', { from: '4940777003' });
    expect(await callerOf(second)).toEqual({
      caller: null,
      callerCandidates: [
        { reason: 'LEARNED', score: 0.5, customer: customerId(before) },
        { reason: 'EXACT', score: 0.5, customer: customerId(next) },
      ],
    });

    await assign(second, before);
    // Another number beside it makes it no newer.
    const { data } = await here.server.request(
      `mutation ($id: ID!, $raw: String!) { updateCustomer(input: { id: $id, phones: [{ raw: $raw }, { raw: "040 777004" }] }) {
         userErrors { code } } }`,
      { ...customerId(next), raw: after },
    );
    expect(data.updateCustomer.userErrors).toEqual([]);
    const third = await here.say('newCall', 'given on 3', { from: '4940777003' });
    expect((await callerOf(third)).caller).toEqual({ status: 'CERTAIN', customer: customerId(before) });
  });

  it('stays two if the agent says that it is not theirs', async () => {
    const number = '040 777002';
    const works = await here.customer('Works GmbH', number);
    await here.customer('Home GmbH', number);
    const call = await here.say('newCall', 'lent 1', { from: '4940777002' });
    await assign(call, works, { learn: false });
    expect((await callerOf(await here.say('newCall', 'lent 2', { from: '4940777002' }))).caller).toBeNull();
  });
});

describe('an anonymous call', () => {
  it('has nobody on the card, is assigned later, and teaches nothing', async () => {
    const customer = await here.customer('Shy GmbH', '040 777100');
    const ada = await here.desk('Ada');
    const call = await here.say('newCall', 'anonymous 1', { from: 'anonymous', user: ['Ada'] });
    expect((await nextCall(ada)).call).toMatchObject({ anonymous: true, caller: null, callerCandidates: [] });
    await here.say('hangup', 'anonymous 1', { from: 'anonymous', cause: 'normalClearing' });

    const answer = await assign(call, customer);
    expect(answer).toMatchObject({
      call: { caller: { customer: customerId(customer) } },
      alsoChanged: [],
      userErrors: [],
    });
    const { data } = await here.server.request(
      `query ($id: ID!) { customer(id: $id) { timeline { nodes { kind item { ... on Call { anonymous } } } } } }`,
      customerId(customer),
    );
    expect(data.customer.timeline.nodes).toEqual([{ kind: 'CALL', item: { anonymous: true } }]);
    const next = await here.say('newCall', 'anonymous 2', { from: 'anonymous' });
    expect(await callerOf(next)).toEqual({ caller: null, callerCandidates: [] });
  });
});

describe('a stranger who turns out to be somebody', () => {
  it('takes the earlier calls along, and a correction takes them on', async () => {
    const [wrong, right] = [await here.customer('Wrong GmbH'), await here.customer('Right GmbH')];
    const first = await here.say('newCall', 'stranger 1', { from: '4940777200' });
    const second = await here.say('newCall', 'stranger 2', { from: '4940777200' });
    const attached = await assign(second, wrong);
    expect(attached.alsoChanged).toEqual([
      { id: encodeId('Call', first), caller: { status: 'CERTAIN', customer: customerId(wrong) } },
    ]);
    expect(await announced(here.server.db, 'stranger 1')).toEqual(['call.ringing', 'call.caller_identified']);

    const corrected = await assign(second, right);
    expect(corrected.alsoChanged).toEqual([
      { id: encodeId('Call', first), caller: { status: 'CERTAIN', customer: customerId(right) } },
    ]);
    const { data } = await here.server.request(
      `mutation ($input: UnassignCallerInput!) { unassignCaller(input: $input) { ${SHOW} } }`,
      { input: { callId: encodeId('Call', second) } },
    );
    expect(data.unassignCaller).toMatchObject({ call: { caller: null }, alsoChanged: [{ caller: null }] });
    expect(await callerOf(await here.say('newCall', 'stranger 3', { from: '4940777200' }))).toMatchObject({
      caller: null,
    });
  });

  it('takes all of its calls along, and shows the newest hundred', async () => {
    const customer = await here.customer('Many GmbH');
    const call = await here.say('newCall', 'many', { from: '4940777500' });
    await here.server.db.query(
      `insert into call (id, integration_id, external_call_id, generation, direction, status, from_raw, from_e164, remote_raw,
              remote_e164, anonymous, internal, started_at, happened_at, ended_at, last_event_at)
       select gen_random_uuid(), integration_id, 'earlier ' || n, 1, direction, 'NO_ANSWER', from_raw, from_e164, remote_raw,
              remote_e164, false, false, started_at - make_interval(hours => n), happened_at - make_interval(hours => n),
              started_at, started_at
         from call, generate_series(1, 1000) n where id = $1`,
      [call],
    );
    const { data } = await here.server.request(
      `mutation ($input: AssignCallerInput!) { assignCaller(input: $input) {
         alsoChanged { externalCallId } alsoChangedCount userErrors { code } } }`,
      { input: { callId: encodeId('Call', call), customerId: customerId(customer).id } },
    );
    expect(data.assignCaller.userErrors).toEqual([]);
    expect(data.assignCaller.alsoChangedCount).toBe(1_000);
    const shown = data.assignCaller.alsoChanged.map(
      ({ externalCallId }: { externalCallId: string }) => externalCallId,
    );
    expect(shown).toEqual(Array.from({ length: 100 }, (_, n) => `earlier ${n + 1}`));
    const [known] = await here.server.db.query(
      `select count(*)::int as calls from call where customer_id = $1`,
      [customer],
    );
    expect(known).toEqual({ calls: 1_001 });
  });

  it('stays who somebody else decided by hand', async () => {
    const [one, two] = [await here.customer('One GmbH'), await here.customer('Two GmbH')];
    const first = await here.say('newCall', 'by hand 1', { from: '4940777300' });
    await assign(first, one, { learn: false });
    const second = await here.say('newCall', 'by hand 2', { from: '4940777300' });
    expect((await assign(second, two)).alsoChanged).toEqual([]);
    expect((await callerOf(first)).caller.customer).toEqual(customerId(one));
  });

  it('is refused with a contact of somebody else', async () => {
    const [one, two] = [await here.customer('One GmbH'), await here.customer('Two GmbH')];
    const contact = await here.contact(two, 'Eva');
    const call = await here.say('newCall', 'other contact', { from: '4940777400' });
    const answer = await assign(call, one, { contactId: encodeId('Contact', contact) });
    expect(answer.userErrors).toMatchObject([{ code: 'INVALID', field: ['contactId'] }]);
    expect((await callerOf(call)).caller).toBeNull();
  });
});
