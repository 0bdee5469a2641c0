import { createCustomer } from '../../src/services/customers/write-customer.ts';
import type { RequestContext } from '../../src/services/context.ts';
import {
  type AgentFilter,
  findAgent,
  listAgents,
  listMembersOf,
  loadAgent,
} from '../../src/services/people/agents.ts';
import { createAgent } from '../../src/services/people/write-agent.ts';
import { createPartner } from '../../src/services/people/write-partner.ts';
import { createTeam } from '../../src/services/people/write-team.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';

let db: TestDatabase;
let customer: string;
let partner: string;
let manager: string;
let colleague: string;
let stranger: string;
let team: string;

beforeAll(async () => {
  db = await testDatabase();
  const add = async (name: string) =>
    (await createAgent(asSystem(db), { name, email: `${name}@example.com`, extension: null })).id;
  [manager, colleague, stranger] = [await add('anna'), await add('bernd'), await add('clara')];
  const memberIds = [colleague, stranger].map((id) => encodeId('Agent', id));
  const ofTeam = async (name: string, ids: string[]) =>
    (await createTeam(asSystem(db), { name, memberIds: ids })).id;
  team = await ofTeam('Service', memberIds);
  const accountTeam = await ofTeam('Key accounts', memberIds.slice(0, 1));
  ({ id: partner } = await createPartner(asSystem(db), { name: 'Händler' }));
  ({ id: customer } = await createCustomer(asSystem(db), {
    name: 'Muster GmbH',
    partnerId: encodeId('Partner', partner),
    keyAccountManagerId: encodeId('Agent', manager),
    keyAccountTeamId: encodeId('Team', accountTeam),
  }));
});
afterAll(() => db.drop());

describe.each([
  ['a customer', () => asCustomer(db, customer)],
  ['a partner', () => asPartner(db, partner)],
])('%s', (_, outsider) => {
  const found = async (filter: AgentFilter = {}) =>
    (await listAgents(outsider(), { filter })).nodes.map(({ name }) => name);

  it('finds the key account manager and the members of the key account team, and nobody else', async () => {
    expect(await found()).toEqual(['anna', 'bernd']);
    expect(await (await listAgents(outsider(), {})).countTotal()).toBe(2);
  });

  it('finds by id only these', async () => {
    const names = [manager, colleague, stranger].map(async (id) => (await findAgent(outsider(), id))?.name);
    expect(await Promise.all(names)).toEqual(['anna', 'bernd', undefined]);
  });

  it('sees only these among the members of a team', async () => {
    const members = await listMembersOf(outsider(), team, {});
    expect(members.nodes.map(({ name }) => name)).toEqual(['bernd']);
  });

  it('reads no e-mail address and no extension', async () => {
    expect(await loadAgent(outsider(), manager)).toMatchObject({
      name: 'anna',
      email: null,
      extension: null,
    });
  });

  it.each([{ email: 'anna@example.com' }, { extension: '23' }, { search: '@example' }])(
    'finds nobody by what it does not read: %j',
    async (filter) => {
      expect(await found(filter)).toEqual([]);
    },
  );

  it('finds by name', async () => {
    expect(await found({ search: 'ANN' })).toEqual(['anna']);
  });

  it('reads the name of whoever stands on a record that it sees', async () => {
    expect((await loadAgent(outsider(), stranger))?.name).toBe('clara');
  });
});

describe('our own people', () => {
  it('find everybody, with their e-mail addresses', async () => {
    const context: RequestContext = asSystem(db);
    const { nodes } = await listAgents(context, { filter: { email: 'clara@example.com' } });
    expect(nodes).toMatchObject([{ name: 'clara', email: 'clara@example.com' }]);
  });
});
