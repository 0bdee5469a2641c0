import { encodeId } from '../../src/shared/ids.ts';
import { loadCallNotes } from '../../src/services/telephony/call-notes.ts';
import { outcomeOf } from '../../src/services/telephony/caller-of-call.ts';
import { loadCall } from '../../src/services/telephony/calls.ts';
import { asCustomer } from '../support/viewers.ts';
import { office, type Office } from './card.ts';

let here: Office;
beforeAll(async () => {
  here = await office();
});
afterAll(() => here.close());

async function run(name: string, type: string, selection: string, input: object, key?: string) {
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`;
  const { data, errors } = await here.server.request(mutation, { input }, key ? { key } : {});
  if (!data) throw new Error(JSON.stringify(errors));
  return data[name];
}

async function missed(args = '') {
  const { data } = await here.server.request(
    `{ missedCalls${args} { nodes { id resolvedAt resolvedBy { id } } } }`,
  );
  return data.missedCalls.nodes as {
    id: string;
    resolvedAt: string | null;
    resolvedBy: { id: string } | null;
  }[];
}
const ids = (calls: readonly { id: string }[]) => calls.map(({ id }) => id);

async function stored(id: string): Promise<unknown> {
  const [call] = await here.server.db.query(
    `select version, direction, internal, status, resolved_at from call where id = $1`,
    [id],
  );
  return call;
}

async function missedCall(callId: string, from: string, user = 'Ada'): Promise<string> {
  await here.say('newCall', callId, { from, user: [user] });
  return encodeId('Call', await here.say('hangup', callId, { from, cause: 'cancel' }));
}

describe('a missed call', () => {
  it('is settled by calling back', async () => {
    const call = await missedCall('missed 1', '4940888001');
    expect(ids(await missed())).toContain(call);
    const back = { direction: 'out', from: '494055550', to: '4940888001' };
    await here.say('newCall', 'back 1', { ...back, user: ['Bob'] });
    expect(ids(await missed())).toContain(call);
    const conversation = await here.say('answer', 'back 1', { ...back, user: 'Bob' });
    expect(ids(await missed())).not.toContain(call);
    const [settled] = (await missed('(resolved: true)')).filter(({ id }) => id === call);
    expect(settled?.resolvedBy).toEqual({ id: encodeId('Call', conversation) });
    expect(settled?.resolvedAt).not.toBeNull();
  });

  it('is settled when they call again and somebody answers', async () => {
    const call = await missedCall('missed 2', '4940888002');
    const other = await missedCall('missed 3', '4940888003');
    await here.say('newCall', 'again', { from: '4940888002', user: ['Ada'] });
    await here.say('answer', 'again', { from: '4940888002', user: 'Ada' });
    expect(ids(await missed())).not.toContain(call);
    expect(ids(await missed())).toContain(other);
  });

  it('is settled by hand, and put back', async () => {
    const callId = await missedCall('missed 4', 'anonymous');
    const select = 'call { resolvedAt }';
    const settled = await run('resolveMissedCall', 'ResolveMissedCallInput', select, { callId });
    expect(settled.call.resolvedAt).not.toBeNull();
    expect(ids(await missed())).not.toContain(callId);
    await run('resolveMissedCall', 'ResolveMissedCallInput', select, { callId, resolved: false });
    expect(ids(await missed())).toContain(callId);
  });

  it.each([
    ['goes on', ['newCall'], {}],
    ['was answered', ['newCall', 'answer', 'hangup'], { cause: 'normalClearing' }],
    ['went out', ['newCall', 'hangup'], { direction: 'out', from: '494055550', to: '4940888005' }],
    ['was among ourselves', ['newCall', 'hangup'], { from: '12', to: '11' }],
  ] as const)('is none if it %s: neither settled nor put back', async (state, said, more) => {
    let call = '';
    const cause = 'cancel';
    for (const event of said) {
      const user = event === 'newCall' ? ['Ada'] : 'Ada';
      call = await here.say(event, state, { from: '4940888005', user, cause, ...more });
    }
    const before = await stored(call);
    for (const resolved of [true, false]) {
      const input = { callId: encodeId('Call', call), resolved };
      expect(await run('resolveMissedCall', 'ResolveMissedCallInput', 'call { id }', input)).toEqual({
        call: null,
        userErrors: [{ code: 'NOT_ALLOWED', field: ['callId'] }],
      });
    }
    expect(await stored(call)).toEqual(before);
  });

  it('is none if there was a conversation, whatever was lost of what was said about it', async () => {
    const from = '4940888006';
    const earlier = await missedCall('missed 6', from);
    const said = [
      ['newCall', { from, user: ['Ada'] }],
      ['answer', { from, user: 'Ada' }],
      ['hangup', { from, cause: 'normalClearing' }],
    ] as const;
    for (let lost = 0; lost < 0b111; lost += 1) {
      const known = said.filter((_, place) => (lost & (1 << place)) === 0);
      for (const [event, more] of known) await here.say(event, `lost ${lost}`, more);
    }
    const calls = await here.server.db.query<{ id: string; status: string }>(
      `select id, status from call where external_call_id like 'lost %' and status = 'COMPLETED'`,
    );
    expect(calls).toHaveLength(4);
    const listed = ids(await missed());
    expect(calls.filter(({ id }) => listed.includes(encodeId('Call', id)))).toEqual([]);
    expect(listed).not.toContain(earlier);
  });

  it('is settled by a conversation of which the answer was lost', async () => {
    const from = '4940888007';
    const earlier = await missedCall('missed 7', from);
    await here.say('newCall', 'unanswered talk', { from, user: ['Ada'] });
    expect(ids(await missed())).toContain(earlier);
    const talk = await here.say('hangup', 'unanswered talk', { from, cause: 'normalClearing' });
    expect(ids(await missed())).not.toContain(encodeId('Call', talk));
    const settled = (await missed('(resolved: true)')).find(({ id }) => id === earlier);
    expect(settled?.resolvedBy).toEqual({ id: encodeId('Call', talk) });
  });

  it('that was put back during the conversation that settled it stays on the list when that ends', async () => {
    const from = '4940888008';
    const callId = await missedCall('missed 8', from);
    await here.say('newCall', 'short talk', { from, user: ['Ada'] });
    await here.say('answer', 'short talk', { from, user: 'Ada' });
    expect(ids(await missed())).not.toContain(callId);
    const input = { callId, resolved: false };
    await run('resolveMissedCall', 'ResolveMissedCallInput', 'call { id }', input);
    await here.say('hangup', 'short talk', { from, cause: 'normalClearing' });
    expect(ids(await missed())).toContain(callId);
  });

  it('is settled by a call that is said to have been cancelled first, and a conversation then', async () => {
    const from = '4940888011';
    const callId = await missedCall('missed 11', from);
    await here.say('newCall', 'two ends', { from, user: ['Ada'] });
    await here.say('hangup', 'two ends', { from, cause: 'cancel' });
    expect(ids(await missed())).toContain(callId);
    await here.say('hangup', 'two ends', { from, cause: 'normalClearing' });
    expect(ids(await missed())).not.toContain(callId);
  });

  it('that is heard of last is settled by the first conversation after it', async () => {
    const from = '4940888009';
    const talks: string[] = [];
    for (const name of ['first talk', 'second talk']) {
      await here.say('newCall', name, { from, user: ['Ada'] });
      talks.push(encodeId('Call', await here.say('answer', name, { from, user: 'Ada' })));
      await here.say('hangup', name, { from, cause: 'normalClearing' });
    }
    await here.say('newCall', 'missed 9', { from, user: ['Ada'] });
    // It was missed before both, and its end is what comes late.
    const earlier = `update call_event set occurred_at = occurred_at - interval '1 hour' where external_call_id = $1`;
    await here.server.db.query(earlier, ['missed 9']);
    const callId = encodeId('Call', await here.say('hangup', 'missed 9', { from, cause: 'cancel' }));
    const settled = (await missed('(resolved: true)')).find(({ id }) => id === callId);
    expect(settled?.resolvedBy).toEqual({ id: talks[0] });
  });

  it('stands on the list of the team whose people it rang at', async () => {
    const call = await missedCall('missed 5', '4940888005', 'Cleo');
    const support = encodeId('Team', here.ids['Support'] ?? '');
    expect(ids(await missed(`(teamId: "${support}")`))).toContain(call);
    const [other] = await here.server.db.query<{ id: string }>(
      `insert into team (id, name) values (gen_random_uuid(), 'Sales') returning id`,
    );
    expect(await missed(`(teamId: "${encodeId('Team', other?.id ?? '')}")`)).toEqual([]);
  });
});

describe('during a call and after it', () => {
  it('notes and the outcome are kept with the call, among our own people', async () => {
    const customer = await here.customer('Note GmbH', '040 888100');
    const raw = await here.say('newCall', 'notes', { from: '4940888100', user: ['Ada'] });
    const callId = encodeId('Call', raw);
    const { key } = await here.desk('Ada');
    await run('addCallNote', 'AddCallNoteInput', 'call { id }', { callId, body: 'Is in a hurry' }, key);
    await run('setCallOutcome', 'SetCallOutcomeInput', 'call { id }', { callId, outcome: 'Wants a quote' });
    const query = `query ($id: ID!) { call(id: $id) { outcome notes { body agent { name } } } }`;
    const { data } = await here.server.request(query, { id: callId });
    expect(data.call).toEqual({
      outcome: 'Wants a quote',
      notes: [{ body: 'Is in a hurry', agent: { name: 'Ada' } }],
    });

    const theirs = asCustomer(here.server.db, customer);
    expect(await loadCallNotes(theirs, raw)).toEqual([]);
    const call = await loadCall(theirs, raw);
    expect(call).not.toBeNull();
    expect(call && outcomeOf(theirs, call)).toBeNull();
  });

  it('tasks and tickets are made for the customer who calls', async () => {
    const customer = await here.customer('Work GmbH', '040 888200');
    const callId = encodeId('Call', await here.say('newCall', 'work', { from: '4940888200', user: ['Ada'] }));
    const { key } = await here.desk('Ada');
    const task = await run(
      'createTaskFromCall',
      'CreateTaskFromCallInput',
      'task { kind subject agent { name } customer { id } call { id } } call { id }',
      { callId, subject: 'Send the price list', dueAt: '2026-12-01T09:00:00Z' },
      key,
    );
    const expected = { customer: { id: encodeId('Customer', customer) }, call: { id: callId } };
    expect(task.task).toEqual({
      kind: 'TASK',
      subject: 'Send the price list',
      agent: { name: 'Ada' },
      ...expected,
    });
    const ticket = await run(
      'openTicketFromCall',
      'OpenTicketFromCallInput',
      'ticket { subject channel customer { id } call { id } }',
      { callId, type: 'SERVICE_REQUEST', subject: 'Spindle runs hot' },
    );
    expect(ticket.ticket).toEqual({ subject: 'Spindle runs hot', channel: 'PHONE', ...expected });
  });

  it('a task waits until somebody has said who calls', async () => {
    const callId = encodeId('Call', await here.say('newCall', 'nobody', { from: '4940888300' }));
    const answer = await run('createTaskFromCall', 'CreateTaskFromCallInput', 'task { id }', {
      callId,
      subject: 'x',
    });
    expect(answer).toEqual({ task: null, userErrors: [{ code: 'NOT_ALLOWED', field: ['callId'] }] });
  });
});
