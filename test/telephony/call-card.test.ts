import { encodeId } from '../../src/shared/ids.ts';
import { openTicket } from '../../src/services/tickets/open-ticket.ts';
import { asSystem } from '../support/viewers.ts';
import { nextCall, office, type Office } from './card.ts';

let here: Office;
beforeAll(async () => {
  here = await office();
});
afterAll(() => here.close());

describe('the card of a call', () => {
  it('comes with everything about a caller who is known, in one message', async () => {
    const customer = await here.customer('Muster GmbH', '040 1110-0');
    await here.contact(customer, 'Eva Muster', '040 1110-17');
    const input = {
      customerId: encodeId('Customer', customer),
      type: 'COMPLAINT' as const,
      subject: 'Spindle runs hot',
    };
    await openTicket(asSystem(here.server.db), input);
    const ada = await here.desk('Ada');
    await here.say('newCall', 'known', { from: '4940111017', user: ['Ada'] });
    const { call } = await nextCall(ada);
    expect(call).toMatchObject({
      status: 'RINGING',
      caller: {
        status: 'CERTAIN',
        contact: { name: 'Eva Muster' },
        customer: {
          name: 'Muster GmbH',
          tickets: { nodes: [{ subject: 'Spindle runs hot', state: 'OPEN' }] },
          orders: { nodes: [] },
          invoices: { nodes: [] },
          timeline: { nodes: [{ kind: 'CALL' }, { kind: 'COMPLAINT' }] },
        },
      },
      callerCandidates: [
        { score: 1, reason: 'EXACT', customer: { name: 'Muster GmbH' }, contact: { name: 'Eva Muster' } },
      ],
    });
  });

  it('comes to whom it rings at, and to nobody else', async () => {
    const [ada, bob] = [await here.desk('Ada'), await here.desk('Bob')];
    const first = await here.say('newCall', 'for ada', { from: '4940222001', user: ['Ada'] });
    const second = await here.say('newCall', 'for bob', { from: '4940222002', user: ['Bob'] });
    expect((await nextCall(ada)).call.id).toBe(encodeId('Call', first));
    expect((await nextCall(bob)).call.id).toBe(encodeId('Call', second));
  });

  it('comes to all of a ring group, to whom it is transferred, and to a team that is called as one', async () => {
    const [ada, bob, cleo] = [await here.desk('Ada'), await here.desk('Bob'), await here.desk('Cleo')];
    const group = await here.say('newCall', 'group', { from: '4940333001', user: ['Ada', 'Bob'] });
    for (const desk of [ada, bob]) expect((await nextCall(desk)).call.id).toBe(encodeId('Call', group));
    const team = await here.say('newCall', 'team', { from: '4940333002', to: '49405555020' });
    for (const desk of [ada, bob, cleo]) expect((await nextCall(desk)).call.id).toBe(encodeId('Call', team));
  });

  it('does not come for calls of colleagues, which are still followed as calls', async () => {
    const ada = await here.desk('Ada');
    const colleague = await here.say('newCall', 'colleague', { from: '22', to: '21', user: ['Ada'] });
    const outside = await here.say('newCall', 'outside', { from: '4940444003', user: ['Ada'] });
    expect((await nextCall(ada)).call.id).toBe(encodeId('Call', outside));
    const rings = await here.server.db.query<{ id: string; from_colleague: boolean }>(
      `select subject_id as id, (data->>'fromColleague')::boolean as from_colleague
         from (select seq, type, subject_id, data from event_inbox
               union all select position, type, subject_id, data from event) e
        where type = 'call.ringing' and subject_id = any($1::uuid[]) order by seq`,
      [[colleague, outside]],
    );
    expect(rings).toEqual([
      { id: colleague, from_colleague: true },
      { id: outside, from_colleague: false },
    ]);
  });

  it('does not come for calls that we make', async () => {
    const ada = await here.desk('Ada');
    await here.say('newCall', 'out', {
      direction: 'out',
      from: '494055550',
      to: '4940444001',
      user: ['Ada'],
    });
    const inside = await here.say('newCall', 'in', { from: '4940444002', user: ['Ada'] });
    expect((await nextCall(ada)).call.id).toBe(encodeId('Call', inside));
  });

  it('is refused to a credential that acts as nobody', async () => {
    const { desk, server } = here;
    const { calls } = await desk('Ada');
    await calls.return?.();
    const { connect, subscribe } = await import('../events/support/socket-server.ts');
    const socket = connect(`${server.url.replace('http', 'ws')}/graphql`, `Bearer ${await server.key()}`);
    const followed = subscribe(socket, 'subscription { incomingCall { cursor } }');
    await expect(followed.next()).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await socket.dispose();
  });
});
