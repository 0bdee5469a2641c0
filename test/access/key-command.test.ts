import { keyCommand } from '../../src/cli/commands/key.ts';
import { parseExpiry } from '../../src/cli/commands/key/expiry.ts';
import { authenticate } from '../../src/services/access/authenticate.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { addAgent, addCustomer, addPartner } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

/** Runs `kontor key …` and answers what it wrote to stdout. */
async function kontorKey(...args: string[]): Promise<string> {
  const { stdout, stderr } = process;
  const originals = [stdout.write, stderr.write] as const;
  const written: string[] = [];
  stdout.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  stderr.write = () => true;
  try {
    await keyCommand(async () => ({ db, close: async () => {} })).parseAsync(args, { from: 'user' });
  } finally {
    [stdout.write, stderr.write] = originals;
  }
  return written.join('');
}

const create = (...args: string[]) =>
  kontorKey('create', '--name', 'CLI', '--scopes', 'customers:read', ...args);

describe('kontor key create', () => {
  it('prints a key that works, alone, so that a script can take it', async () => {
    const key = (await create()).trimEnd();
    expect(await authenticate(db, `Bearer ${key}`)).toMatchObject({ kind: 'SERVICE', name: 'CLI' });
  });

  it('prints JSON when asked', async () => {
    expect(JSON.parse(await create('--json'))).toMatchObject({
      key: expect.stringMatching(/^kontor_/),
      id: expect.stringMatching(/^api_key_/),
      scopes: ['customers:read'],
      expiresAt: null,
    });
  });

  it('takes several scopes, separated by commas', async () => {
    const { scopes } = JSON.parse(await create('--scopes', 'orders:read, invoices:read', '--json')) as {
      scopes: string[];
    };
    expect(scopes).toEqual(['invoices:read', 'orders:read']);
  });

  it('finds the agent by e-mail address', async () => {
    const id = await addAgent(db);
    await db.query(`update agent set email = 'anna@example.com' where id = $1`, [id]);
    expect(JSON.parse(await create('--agent', 'Anna@example.com', '--json'))).toMatchObject({
      agentId: encodeId('Agent', id),
    });
  });

  it('finds the partner by name', async () => {
    const id = await addPartner(db, 'Nordhandel');
    expect(JSON.parse(await create('--partner', 'nordhandel', '--json'))).toMatchObject({
      partnerId: encodeId('Partner', id),
    });
  });

  it('finds the customer by number', async () => {
    const id = await addCustomer(db);
    await db.query(`update customer set customer_number = '10042' where id = $1`, [id]);
    expect(JSON.parse(await create('--customer', '10042', '--json'))).toMatchObject({
      customerId: encodeId('Customer', id),
    });
  });

  it('says when there is no such partner', () =>
    expect(create('--partner', 'Nobody')).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['partner'] }));

  it('takes an id of a customer', async () => {
    const id = encodeId('Customer', await addCustomer(db));
    expect(JSON.parse(await create('--customer', id, '--json'))).toMatchObject({ customerId: id });
  });
});

describe('kontor key list', () => {
  it('shows keys that work, but not the keys themselves', async () => {
    const { key, prefix } = JSON.parse(await create('--json')) as { key: string; prefix: string };
    const table = await kontorKey('list');
    expect([table.includes(prefix), table.includes(key)]).toEqual([true, false]);
  });

  it('shows revoked ones only when asked', async () => {
    const { prefix } = JSON.parse(await create('--json')) as { prefix: string };
    await kontorKey('revoke', prefix);
    const shown = [await kontorKey('list'), await kontorKey('list', '--all')];
    expect(shown.map((table) => table.includes(prefix))).toEqual([false, true]);
  });
});

describe('kontor key revoke', () => {
  it.each(['id', 'prefix', 'key'])('takes the %s', async (what) => {
    const created = JSON.parse(await create('--json')) as Record<string, string>;
    await kontorKey('revoke', created[what] ?? '');
    await expect(authenticate(db, `Bearer ${created['key']}`)).rejects.toThrow('was revoked');
  });

  it('says when there is no such key', () =>
    expect(kontorKey('revoke', 'zzzzzzzz')).rejects.toMatchObject({ code: 'NOT_FOUND' }));
});

describe('--expires', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  it.each([
    ['90d', '2027-02-20T12:00:00.000Z'],
    ['12h', '2026-11-23T00:00:00.000Z'],
    ['2027-01-01', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T09:00:00+01:00', '2027-01-01T08:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseExpiry(text, now)?.toISOString()).toBe(instant);
  });

  it('reads never', () => expect(parseExpiry('never', now)).toBeNull());

  it.each(['soon', '2027-02-30', '90', '01.01.2027'])('refuses %s', (text) => {
    expect(() => parseExpiry(text, now)).toThrow('--expires must be');
  });
});
