import { encodeId } from '../../src/shared/ids.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { listInteractions, listInteractionsOf } from '../../src/services/interactions/interactions.ts';
import { loadLegsOf } from '../../src/services/telephony/call-legs.ts';
import { listCalls, listCallsOf, loadCall } from '../../src/services/telephony/calls.ts';
import { listMissedCalls } from '../../src/services/telephony/missed-calls.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { office, type Office } from './card.ts';

let here: Office;
let customerId: string;
let callId: string;
beforeAll(async () => {
  here = await office();
  customerId = await here.customer('Outside GmbH', '040 777100');
  await here.say('newCall', 'from outside', { from: '4940777100', user: ['ada@example.com'] });
  callId = await here.say('hangup', 'from outside', { from: '4940777100', cause: 'cancel' });
});
afterAll(() => here.close());

/** The customer's own credential. */
function customer(...scopes: 'people:read'[]): RequestContext {
  const context = asCustomer(here.server.db, customerId);
  return {
    ...context,
    viewer: { ...context.viewer, scopes: new Set(['calls:read', 'interactions:read', ...scopes]) },
  };
}

const agentId = (): string => encodeId('Agent', here.ids['Ada'] ?? '');
const teamId = (): string => encodeId('Team', here.ids['Support'] ?? '');

type Found = Promise<{ readonly nodes: readonly { readonly id: string }[] }>;
const questions: [string, (context: RequestContext) => Found][] = [
  ['calls of an agent', (context) => listCalls(context, { filter: { agentId: agentId() } })],
  ['calls of a team', (context) => listCalls(context, { filter: { teamId: teamId() } })],
  [
    'calls of the customer and an agent',
    (context) => listCallsOf(context, customerId, { filter: { agentId: agentId() } }),
  ],
  ['entries of an agent', (context) => listInteractions(context, { filter: { agentId: agentId() } })],
  [
    'entries of the customer and an agent',
    (context) => listInteractionsOf(context, customerId, { filter: { agentId: agentId() } }),
  ],
  ['missed calls of a team', (context) => listMissedCalls(context, { teamId: teamId() })],
];

describe('to a customer', () => {
  it.each(questions)('%s say nothing of us without the scope people:read', async (_, ask) => {
    await expect(ask(customer())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ask(customer('people:read'))).resolves.toBeDefined();
  });

  it('the field that may not be asked by is named as it stands in the arguments', async () => {
    const missed = listMissedCalls(customer(), { teamId: teamId() });
    await expect(missed).rejects.toMatchObject({ field: ['teamId'] });
    const calls = listCalls(customer(), { filter: { agentId: agentId() } });
    await expect(calls).rejects.toMatchObject({ field: ['filter', 'agentId'] });
  });

  it('the lines that it rang at are shown without their extension or address, with every scope', async () => {
    expect(await loadLegsOf(asSystem(here.server.db), callId)).toMatchObject([
      { extension: 'ada@example.com' },
    ]);
    for (const context of [customer(), customer('people:read')]) {
      expect((await listCalls(context, {})).nodes).toMatchObject([{ id: callId }]);
      expect(await loadLegsOf(context, callId)).toMatchObject([{ extension: '' }]);
    }
  });

  it('our end of a call is shown where it can be dialled, and not where it is an extension or an address', async () => {
    await here.say('newCall', 'to outside', {
      direction: 'out',
      from: 'ada@example.com',
      to: '4940777100',
    });
    const inbound = { fromRaw: '4940777100', toRaw: '494055550' };
    const calls = async (context: RequestContext) => (await listCalls(context, {})).nodes;
    expect(await calls(asSystem(here.server.db))).toMatchObject([{ fromRaw: 'ada@example.com' }, inbound]);
    expect(await calls(customer())).toMatchObject([{ fromRaw: null, toRaw: '4940777100' }, inbound]);
    const [outbound] = await calls(customer());
    expect(await loadCall(customer(), outbound?.id)).toMatchObject({ fromRaw: null });
  });
});
