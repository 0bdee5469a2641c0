import type { ExecutionResult } from 'graphql';
import { encodeId } from '../../src/shared/ids.ts';
import { connect, type SocketClient, subscribe } from '../events/support/socket-server.ts';
import { office, type Office } from './card.ts';

interface Changed {
  readonly callChanged: {
    readonly cursor: string;
    readonly event: { readonly type: string };
    readonly call: { readonly id: string };
  };
}

const CHANGED = /* GraphQL */ `
  subscription ($filter: CallChangeFilterInput, $after: String) {
    callChanged(filter: $filter, after: $after) {
      cursor
      event {
        type
      }
      call {
        id
      }
    }
  }
`;

let here: Office;
const sockets: SocketClient[] = [];
beforeAll(async () => {
  here = await office();
});
afterAll(async () => {
  for (const socket of sockets) await socket.dispose();
  await here.close();
});

/** Follows on a socket of its own, from a cursor on: whatever is said from then on is delivered. */
async function follow(
  filter: Record<string, string> | null,
  after: string,
): Promise<AsyncIterableIterator<ExecutionResult<Changed>>> {
  const url = here.server.url.replace('http', 'ws') + '/graphql';
  const socket = connect(url, `Bearer ${await here.server.key()}`);
  sockets.push(socket);
  return subscribe<Changed>(socket, CHANGED, { filter, after });
}

async function cursorNow(): Promise<string> {
  const { data } = await here.server.request('{ eventCursor }');
  return data.eventCursor;
}

async function take(followed: AsyncIterableIterator<ExecutionResult<Changed>>, count: number) {
  const changes: Changed['callChanged'][] = [];
  while (changes.length < count) {
    const { value } = (await followed.next()) as { value: ExecutionResult<Changed> };
    if (!value.data) throw new Error(JSON.stringify(value));
    changes.push(value.data.callChanged);
  }
  return changes;
}

/** Rings, is answered and ends; the global id of the call. */
async function conversation(name: string, more: Record<string, string | readonly string[]>): Promise<string> {
  const id = await here.say('newCall', name, more);
  await here.say('answer', name, more);
  await here.say('hangup', name, { ...more, cause: 'normalClearing' });
  return encodeId('Call', id);
}

const WHOLE_CALL = ['call.ringing', 'call.answered', 'call.ended'];
const typesOf = (changes: readonly Changed['callChanged'][]) => changes.map(({ event }) => event.type);
const idsOf = (changes: readonly Changed['callChanged'][]) => [
  ...new Set(changes.map(({ call }) => call.id)),
];

describe('callChanged', () => {
  it('tells of everything that happens to a call, in order', async () => {
    const followed = await follow(null, await cursorNow());
    const id = await conversation('whole', { from: '4940555001', user: 'Ada' });
    const changes = await take(followed, 3);
    expect(typesOf(changes)).toEqual(WHOLE_CALL);
    expect(idsOf(changes)).toEqual([id]);
  });

  it('tells the one who was away what was missed, from the cursor on, each once', async () => {
    const before = await cursorNow();
    const id = await conversation('missed', { from: '4940555002', user: 'Ada' });
    const [ringing] = await take(await follow({ callId: id }, before), 1);
    const rest = await take(await follow({ callId: id }, ringing?.cursor ?? ''), 2);
    expect(typesOf([...(ringing ? [ringing] : []), ...rest])).toEqual(WHOLE_CALL);
    expect(idsOf(rest)).toEqual([id]);
  });

  describe('with a filter', () => {
    const inbound = { from: '4940555004', to: '49405555020', user: 'Bob' };
    const outbound = { direction: 'out', from: '494055550', to: '4940555004', user: 'Bob' };
    it.each([
      ['an agent', () => ({ agentId: encodeId('Agent', here.ids['Bob'] ?? '') }), inbound],
      ['a team', () => ({ teamId: encodeId('Team', here.ids['Support'] ?? '') }), inbound],
      ['a direction', () => ({ direction: 'OUTBOUND' }), outbound],
    ])('by %s tells of no other calls', async (name, filter, fields) => {
      const followed = await follow(filter(), await cursorNow());
      await conversation(`not for ${name}`, { from: '4940555003', user: 'Ada' });
      const wanted = await conversation(`for ${name}`, fields);
      const changes = await take(followed, 3);
      expect(idsOf(changes)).toEqual([wanted]);
      expect(typesOf(changes)).toEqual(WHOLE_CALL);
    });

    it('by customer tells of the calls of that customer', async () => {
      const customer = await here.customer('Muster GmbH', '040 555 100');
      const followed = await follow({ customerId: encodeId('Customer', customer) }, await cursorNow());
      await conversation('of a stranger', { from: '4940555005', user: 'Ada' });
      const wanted = await conversation('of the customer', { from: '4940555100', user: 'Ada' });
      expect(idsOf(await take(followed, 3))).toEqual([wanted]);
    });
  });
});
