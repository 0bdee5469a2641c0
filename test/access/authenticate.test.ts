import { createApiKey, revokeApiKey } from '../../src/services/access/api-keys.ts';
import { authenticate, forgetViewers } from '../../src/services/access/authenticate.ts';
import { isStillValid } from '../../src/services/access/key-state.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import type { Viewer } from '../../src/services/access/viewer.ts';
import { requestContext } from '../../src/services/context.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { addAgent, addCustomer, addPartner, createKey } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const arrive = (key: string): Promise<Viewer | null> => authenticate(db, `Bearer ${key}`);

describe('a request without a credential', () => {
  it('has no viewer', async () => {
    expect(await authenticate(db, null)).toBeNull();
  });
});

describe('a credential that is not good', () => {
  it.each([
    ['an empty header', '', 'must read `Bearer <API key>`'],
    ['another scheme', 'Basic YTpi', 'must read `Bearer <API key>`'],
    ['a bearer without a token', 'Bearer ', 'must read `Bearer <API key>`'],
    ['a token that is no key', 'Bearer hello', 'is not an API key'],
    ['a key nobody created', `Bearer kontor_00000000_${'a'.repeat(43)}`, 'no such API key'],
  ])('is refused with a reason: %s', async (_, header, reason) => {
    await expect(authenticate(db, header)).rejects.toMatchObject({
      name: 'CredentialError',
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining(reason),
    });
  });

  it('is refused when the secret is not the one of the prefix', async () => {
    const { key } = await createKey(db);
    const forged = `${key.slice(0, -2)}${key.endsWith('AA') ? 'BB' : 'AA'}`;
    await expect(arrive(forged)).rejects.toThrow('no such API key');
  });

  it('is refused once it has expired', async () => {
    const { key, id } = await createKey(db);
    await db.query(`update api_key set expires_at = now() - interval '1 second' where id = $1`, [id]);
    await expect(arrive(key)).rejects.toThrow('has expired');
  });

  it('is refused at once after it was revoked, though it was just used', async () => {
    const { key, id } = await createKey(db);
    await arrive(key);
    await revokeApiKey(requestContext(db, systemViewer('test')), { id: encodeId('ApiKey', id) });
    await expect(arrive(key)).rejects.toThrow('was revoked');
  });

  it('is refused when its partner is not active', async () => {
    const partnerId = await addPartner(db);
    const { key } = await createKey(db, { partnerId: encodeId('Partner', partnerId) });
    await db.query('update partner set active = false where id = $1', [partnerId]);
    await expect(arrive(key)).rejects.toThrow('partner that is not active');
  });

  it('is refused when its agent has left', async () => {
    const agentId = await addAgent(db);
    const { key } = await createKey(db, { agentId: encodeId('Agent', agentId) });
    await db.query('update agent set active = false where id = $1', [agentId]);
    await expect(arrive(key)).rejects.toThrow('no longer active');
  });

  it('is refused when its customer is archived', async () => {
    const customerId = await addCustomer(db);
    const { key } = await createKey(db, { customerId: encodeId('Customer', customerId) });
    await db.query('update customer set archived_at = now() where id = $1', [customerId]);
    await expect(arrive(key)).rejects.toThrow('archived');
  });
});

describe('the viewer of a key', () => {
  it('is a service that reaches all when the key stands for nobody', async () => {
    const { key, id } = await createKey(db, { name: 'Web shop', scopes: ['customers:read'] });
    expect(await arrive(key)).toEqual({
      kind: 'SERVICE',
      keyId: id,
      name: 'Web shop',
      scopes: new Set(['customers:read']),
      reach: { kind: 'ALL' },
      agentId: null,
      expiresAt: null,
    });
  });

  it('is staff that acts as the agent and reaches all', async () => {
    const agentId = await addAgent(db);
    const { key } = await createKey(db, { agentId: encodeId('Agent', agentId) });
    expect(await arrive(key)).toMatchObject({ kind: 'STAFF', agentId, reach: { kind: 'ALL' } });
  });

  it('is a partner that reaches its customers', async () => {
    const partnerId = await addPartner(db);
    const { key } = await createKey(db, { partnerId: encodeId('Partner', partnerId) });
    expect(await arrive(key)).toMatchObject({ kind: 'PARTNER', reach: { kind: 'PARTNER', partnerId } });
  });

  it('is a customer that reaches itself', async () => {
    const customerId = await addCustomer(db);
    const { key } = await createKey(db, { customerId: encodeId('Customer', customerId) });
    expect(await arrive(key)).toMatchObject({ kind: 'CUSTOMER', reach: { kind: 'CUSTOMER', customerId } });
  });

  it('never has a scope that is not for outsiders, whatever the database says', async () => {
    const partnerId = await addPartner(db);
    const { key, id } = await createKey(db, { partnerId: encodeId('Partner', partnerId) });
    await db.query(`update api_key set scopes = '{customers:read,access:admin}' where id = $1`, [id]);
    expect((await arrive(key))?.scopes).toEqual(new Set(['customers:read']));
  });

  it('knows when the credential ends', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000);
    const { key } = await createKey(db, { expiresAt });
    expect((await arrive(key))?.expiresAt).toEqual(expiresAt);
  });
});

describe('when a key was last used', () => {
  it('is written beside the request, at most once a minute', async () => {
    const { key, id } = await createKey(db);
    await arrive(key);
    const first = await lastUse(id);
    forgetViewers(db);
    await arrive(key);
    await db.query('select 1');
    expect(await lastUse(id)).toBe(first);
  });

  async function lastUse(id: string): Promise<string> {
    for (;;) {
      const [row] = await db.query<{ last_used_at: string | null }>(
        'select last_used_at from api_key where id = $1',
        [id],
      );
      if (row?.last_used_at) return row.last_used_at;
    }
  }
});

describe('viewers that stay connected', () => {
  it('are checked again all at once: those whose key was revoked are out', async () => {
    const good = await createKey(db);
    const revoked = await createKey(db);
    const [stays, goes] = [(await arrive(good.key))!, (await arrive(revoked.key))!];
    await db.query('update api_key set revoked_at = now() where id = $1', [revoked.id]);
    const system = systemViewer('test');
    expect(await isStillValid(db, [stays, goes, system])).toEqual(new Set([stays, system]));
  });
});

describe('an idempotent creation', () => {
  it('shows the key once and stores it nowhere', async () => {
    const context = {
      ...requestContext(db, systemViewer('idempotent')),
      idempotency: { key: 'create-1', bodyHash: 'x' },
    };
    const input = { name: 'once', scopes: ['customers:read'] };
    const first = await createApiKey(context, input);
    const second = await createApiKey(context, input);
    expect([first.key === null, second]).toEqual([false, { id: first.id, key: null }]);
    const [stored] = await db.query<{ text: string }>('select result::text as text from idempotency_record');
    expect(stored?.text).toBe(JSON.stringify({ id: first.id }).replace(':', ': '));
  });
});
