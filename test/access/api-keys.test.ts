import { createApiKey, type CreateApiKeyInput, revokeApiKey } from '../../src/services/access/api-keys.ts';
import { listApiKeys } from '../../src/services/access/api-key-listing.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { requestContext } from '../../src/services/context.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { addAgent, addCustomer, addPartner, createKey } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const asSystem = () => requestContext(db, systemViewer('test'));

function expectRefusal(input: Partial<CreateApiKeyInput>, code: string, field: string[]) {
  return expect(
    createApiKey(asSystem(), { name: 'A key', scopes: ['customers:read'], ...input }),
  ).rejects.toMatchObject({
    code,
    field,
  });
}

describe('a new API key', () => {
  it('is text that says whose it is: kontor, a prefix, a secret of 256 bits', async () => {
    const { key } = await createKey(db);
    expect(key).toMatch(/^kontor_[0-9a-z]{8}_[A-Za-z0-9_-]{43}$/);
  });

  it('is stored nowhere: only its prefix and its hash are', async () => {
    const { key } = await createKey(db);
    const secret = key.split('_').slice(2).join('_');
    const rows = await db.query<{ text: string }>(
      `select row_to_json(k)::text as text from api_key k
       union all select row_to_json(e)::text from event_inbox e`,
    );
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
  });

  it('is announced without the secret', async () => {
    const { id } = await createKey(db, { name: 'Announced' });
    const [event] = await db.query<{ type: string; data: object }>(
      'select type, data from event_inbox where subject_id = $1',
      [id],
    );
    expect(event).toEqual({
      type: 'api_key.created',
      data: { name: 'Announced', prefix: expect.any(String), scopes: ['customers:read'], expiresAt: null },
    });
  });

  it('takes the scopes that a wildcard stands for', async () => {
    const { id } = await createKey(db, { scopes: ['customers:*'] });
    expect(await scopesOf(id)).toEqual(['customers:read', 'customers:write']);
  });

  it('of a partner takes of `all` only what is for outsiders', async () => {
    const { id } = await createKey(db, {
      scopes: ['all'],
      partnerId: encodeId('Partner', await addPartner(db)),
    });
    const scopes = await scopesOf(id);
    expect([scopes.includes('customers:read'), scopes.includes('access:admin')]).toEqual([true, false]);
  });

  async function scopesOf(id: string): Promise<string[]> {
    const [row] = await db.query<{ scopes: string[] }>('select scopes from api_key where id = $1', [id]);
    return row?.scopes ?? [];
  }
});

describe('an API key is not created', () => {
  it('without a name', () => expectRefusal({ name: '  ' }, 'INVALID', ['name']));
  it('without a scope', () => expectRefusal({ scopes: [] }, 'INVALID', ['scopes']));
  it('with a scope that does not exist', () =>
    expectRefusal({ scopes: ['customers:read', 'customers:eat'] }, 'INVALID', ['scopes', '1']));
  it('that has already expired', () =>
    expectRefusal({ expiresAt: new Date(Date.now() - 1) }, 'INVALID', ['expiresAt']));

  it('for an agent and a partner at once', async () =>
    expectRefusal(
      {
        agentId: encodeId('Agent', await addAgent(db)),
        partnerId: encodeId('Partner', await addPartner(db)),
      },
      'INVALID',
      ['partnerId'],
    ));

  it('for a partner that does not exist', () =>
    expectRefusal({ partnerId: encodeId('Partner', newId()) }, 'NOT_FOUND', ['partnerId']));

  it('for an agent who has left', async () => {
    const id = await addAgent(db);
    await db.query('update agent set active = false where id = $1', [id]);
    await expectRefusal({ agentId: encodeId('Agent', id) }, 'NOT_ALLOWED', ['agentId']);
  });

  it('for a customer by a reference that was never delivered', () =>
    expectRefusal({ customerReference: { integration: 'erp', externalId: '4711' } }, 'NOT_FOUND', [
      'customerReference',
    ]));

  it('for a customer with a scope that is not for outsiders', async () =>
    expectRefusal(
      { customerId: encodeId('Customer', await addCustomer(db)), scopes: ['access:admin'] },
      'INVALID',
      ['scopes', '0'],
    ));

  it('with more scopes than the viewer has', async () => {
    const viewer = { ...systemViewer('small'), scopes: new Set(['access:admin', 'customers:read']) };
    const context = requestContext(db, viewer);
    await expect(
      createApiKey(context, { name: 'A key', scopes: ['customers:read', 'invoices:read'] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', field: ['scopes'] });
  });

  it('by a partner', async () => {
    const partnerId = await addPartner(db);
    const viewer = { ...systemViewer('partner'), reach: { kind: 'PARTNER' as const, partnerId } };
    await expect(
      createApiKey(requestContext(db, viewer), { name: 'A key', scopes: ['customers:read'] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('revoking an API key', () => {
  it('is announced once, however often it is done', async () => {
    const { id } = await createKey(db);
    const input = { id: encodeId('ApiKey', id) };
    await revokeApiKey(asSystem(), input);
    await revokeApiKey(asSystem(), input);
    const events = await db.query(
      `select 1 from event_inbox where subject_id = $1 and type = 'api_key.revoked'`,
      [id],
    );
    expect(events).toHaveLength(1);
  });

  it('says when there is no such key', () =>
    expect(revokeApiKey(asSystem(), { id: encodeId('ApiKey', newId()) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['id'],
    }));
});

describe('the list of API keys', () => {
  it('tells those that work from those that were revoked', async () => {
    const partnerId = encodeId('Partner', await addPartner(db));
    const active = await createKey(db, { partnerId });
    const revoked = await createKey(db, { partnerId });
    await revokeApiKey(asSystem(), { id: encodeId('ApiKey', revoked.id) });
    const page = await listApiKeys(asSystem(), { filter: { partnerId, status: 'ACTIVE' } });
    expect(page.nodes.map(({ id, status }) => ({ id, status }))).toEqual([
      { id: active.id, status: 'ACTIVE' },
    ]);
  });

  it('is empty for whoever does not reach everything', async () => {
    const viewer = { ...systemViewer('customer'), reach: { kind: 'CUSTOMER' as const, customerId: newId() } };
    expect((await listApiKeys(requestContext(db, viewer), {})).nodes).toEqual([]);
  });
});
