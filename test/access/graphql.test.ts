import { encodeId } from '../../src/shared/ids.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { addAgent, addCustomer, addPartner } from './support.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const VIEWER = `{ viewer { kind name scopes expiresAt agent { name } partner { name } customer { name } } }`;

describe('viewer', () => {
  it('is staff with its agent', async () => {
    const agentId = encodeId('Agent', await addAgent(server.db, 'Anna Albers'));
    const key = await server.key({ name: 'Anna', agentId, scopes: ['people:read', 'customers:read'] });
    expect((await server.request(VIEWER, {}, { key })).data.viewer).toEqual({
      kind: 'STAFF',
      name: 'Anna',
      scopes: ['customers:read', 'people:read'],
      expiresAt: null,
      agent: { name: 'Anna Albers' },
      partner: null,
      customer: null,
    });
  });

  it('is a partner', async () => {
    const partnerId = encodeId('Partner', await addPartner(server.db, 'Nordhandel'));
    const key = await server.key({ partnerId });
    expect((await server.request(VIEWER, {}, { key })).data.viewer).toMatchObject({
      kind: 'PARTNER',
      partner: { name: 'Nordhandel' },
      customer: null,
    });
  });

  it('is a customer', async () => {
    const customerId = encodeId('Customer', await addCustomer(server.db, { name: 'Muster GmbH' }));
    const key = await server.key({ customerId });
    expect((await server.request(VIEWER, {}, { key })).data.viewer).toMatchObject({
      kind: 'CUSTOMER',
      partner: null,
      customer: { name: 'Muster GmbH' },
    });
  });

  it('says who it is to any credential', async () => {
    const key = await server.key({ scopes: ['products:read'] });
    expect((await server.request('{ viewer { kind scopes } }', {}, { key })).data.viewer).toEqual({
      kind: 'SERVICE',
      scopes: ['products:read'],
    });
  });
});

const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { key apiKey { id prefix status partner { name } } userErrors { code field } }
}`;
const REVOKE = `mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { status } userErrors { code } } }`;

describe('API keys over the API', () => {
  it('are shown once, work at once, and stop at once', async () => {
    const { key, apiKey } = (
      await server.request(CREATE, { input: { name: 'New', scopes: ['customers:read'] } })
    ).data.createApiKey;
    const before = await server.request('{ viewer { name } }', {}, { key });
    const revoked = (await server.request(REVOKE, { id: apiKey.id })).data.revokeApiKey;
    const after = await server.request('{ viewer { name } }', {}, { key });
    expect([before.data, revoked, after.status, after.errors?.[0]?.extensions['code']]).toEqual([
      { viewer: { name: 'New' } },
      { apiKey: { status: 'REVOKED' }, userErrors: [] },
      401,
      'UNAUTHENTICATED',
    ]);
  });

  it('refuse what they cannot be, with the field', async () => {
    const partnerId = encodeId('Partner', await addPartner(server.db));
    const input = { name: 'New', scopes: ['access:admin'], partnerId };
    expect((await server.request(CREATE, { input })).data.createApiKey).toEqual({
      key: null,
      apiKey: null,
      userErrors: [{ code: 'INVALID', field: ['scopes', '0'] }],
    });
  });

  it('are not shown to a repetition', async () => {
    const headers = { 'idempotency-key': 'create-a-key' };
    const input = { name: 'Once', scopes: ['customers:read'] };
    const first = (await server.request(CREATE, { input }, { headers })).data.createApiKey;
    const second = (await server.request(CREATE, { input }, { headers })).data.createApiKey;
    expect([typeof first.key, second.key, second.apiKey.id]).toEqual(['string', null, first.apiKey.id]);
  });

  it('list without the keys', async () => {
    const { data } = await server.request(
      '{ apiKeys(first: 2, orderBy: { field: NAME, direction: ASC }) { totalCount nodes { name status lastUsedAt } } }',
    );
    expect(data.apiKeys.nodes).toHaveLength(2);
  });
});

const PEOPLE = `mutation ($agent: CreateAgentInput!) { createAgent(input: $agent) { agent { id name extension } userErrors { code field message } } }`;

describe('people over the API', () => {
  it('are created, listed and found in their teams', async () => {
    const { agent } = (await server.request(PEOPLE, { agent: { name: 'Bernd Brandt', extension: '4-2' } }))
      .data.createAgent;
    await server.request(
      `mutation ($ids: [ID!]) { createTeam(input: { name: "Service", memberIds: $ids }) { userErrors { message } } }`,
      { ids: [agent.id] },
    );
    const { data } = await server.request(
      `{ teams { nodes { name members { totalCount nodes { name extension teams { nodes { name } } } } } } }`,
    );
    expect(data.teams.nodes).toEqual([
      {
        name: 'Service',
        members: {
          totalCount: 1,
          nodes: [{ name: 'Bernd Brandt', extension: '42', teams: { nodes: [{ name: 'Service' }] } }],
        },
      },
    ]);
  });

  it.each(['\u0000', 'a\u0000b', '\ud800'])('refuse a name that no database can keep: %j', async (name) => {
    const { data } = await server.request(PEOPLE, { agent: { name } });
    expect(data?.createAgent.userErrors).toMatchObject([{ code: 'INVALID', field: ['name'] }]);
  });

  it('say so when they are looked for by a text that no database can keep', async () => {
    const answer = await server.request(`{ agents(filter: { search: "\\u0000" }) { nodes { name } } }`);
    expect(answer.errors?.[0]?.extensions['code']).toBe('INVALID');
  });
});

describe('assigning customers over the API', () => {
  it('makes the partner reach them', async () => {
    const partnerId = encodeId('Partner', await addPartner(server.db));
    const customerId = encodeId('Customer', await addCustomer(server.db, { name: 'Assigned GmbH' }));
    const { data } = await server.request(
      `mutation ($input: AssignCustomersToPartnerInput!) {
        assignCustomersToPartner(input: $input) { partner { id } customers { id partner { id } } userErrors { message } }
      }`,
      { input: { partnerId, customerIds: [customerId] } },
    );
    const seen = await server.request(
      '{ customers { nodes { name } } }',
      {},
      { key: await server.key({ partnerId }) },
    );
    expect([data.assignCustomersToPartner, seen.data.customers.nodes]).toEqual([
      {
        partner: { id: partnerId },
        customers: [{ id: customerId, partner: { id: partnerId } }],
        userErrors: [],
      },
      [{ name: 'Assigned GmbH' }],
    ]);
  });
});
