import { authenticate } from '../../src/services/access/authenticate.ts';
import { mayReceive } from '../../src/services/access/may-receive.ts';
import type { Viewer } from '../../src/services/access/viewer.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { addCustomer, addPartner, createKey } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

async function viewerWith(input: Parameters<typeof createKey>[1]): Promise<Viewer> {
  const { key } = await createKey(db, { scopes: ['events:read', 'customers:read'], ...input });
  const viewer = await authenticate(db, `Bearer ${key}`);
  if (!viewer) throw new Error('A key that was just created is good.');
  return viewer;
}

async function receives(
  viewer: Viewer,
  customerId: string | null,
  type = 'customer.updated',
): Promise<boolean> {
  const event = { type, customerId };
  return (await mayReceive(db, [viewer], [event]))(viewer, event);
}

describe('an event about a customer', () => {
  it('goes to a service with the scopes', async () => {
    expect(await receives(await viewerWith({}), await addCustomer(db))).toBe(true);
  });

  it('does not go to a viewer without the scope of what it is about', async () => {
    expect(await receives(await viewerWith({}), await addCustomer(db), 'invoice.paid')).toBe(false);
  });

  it('does not go to a viewer without events:read', async () => {
    expect(await receives(await viewerWith({ scopes: ['customers:read'] }), await addCustomer(db))).toBe(
      false,
    );
  });

  it('does not go to anybody when nobody knows its type', async () => {
    expect(
      await receives(await viewerWith({ scopes: ['all'] }), await addCustomer(db), 'mystery.solved'),
    ).toBe(false);
  });

  it('goes to the partner that looks after the customer', async () => {
    const partnerId = await addPartner(db);
    const viewer = await viewerWith({ partnerId: encodeId('Partner', partnerId) });
    expect(await receives(viewer, await addCustomer(db, { partnerId }))).toBe(true);
  });

  it('does not go to another partner', async () => {
    const viewer = await viewerWith({ partnerId: encodeId('Partner', await addPartner(db)) });
    expect(await receives(viewer, await addCustomer(db, { partnerId: await addPartner(db) }))).toBe(false);
  });

  it('no longer goes to the partner once the customer was moved', async () => {
    const partnerId = await addPartner(db);
    const viewer = await viewerWith({ partnerId: encodeId('Partner', partnerId) });
    const customerId = await addCustomer(db, { partnerId });
    await db.query('update customer set partner_id = null where id = $1', [customerId]);
    expect(await receives(viewer, customerId)).toBe(false);
  });

  it('goes to the customer itself', async () => {
    const customerId = await addCustomer(db);
    expect(
      await receives(await viewerWith({ customerId: encodeId('Customer', customerId) }), customerId),
    ).toBe(true);
  });

  it('does not go to another customer', async () => {
    const viewer = await viewerWith({ customerId: encodeId('Customer', await addCustomer(db)) });
    expect(await receives(viewer, await addCustomer(db))).toBe(false);
  });

  it('does not go to a viewer whose key was revoked meanwhile', async () => {
    const viewer = await viewerWith({});
    await db.query('update api_key set revoked_at = now() where id = $1', [viewer.keyId]);
    expect(await receives(viewer, await addCustomer(db))).toBe(false);
  });
});

describe('an event about no customer', () => {
  it('goes to those who reach all', async () => {
    expect(await receives(await viewerWith({}), null)).toBe(true);
  });

  it('goes to no partner', async () => {
    expect(
      await receives(await viewerWith({ partnerId: encodeId('Partner', await addPartner(db)) }), null),
    ).toBe(false);
  });
});

describe('a batch for many viewers', () => {
  it('costs two statements', async () => {
    const partnerId = await addPartner(db);
    const viewers = [await viewerWith({}), await viewerWith({ partnerId: encodeId('Partner', partnerId) })];
    const events = await Promise.all(
      Array.from({ length: 20 }, async () => ({
        type: 'customer.updated',
        customerId: await addCustomer(db),
      })),
    );
    let statements = 0;
    const counting = {
      query: <Row extends object>(text: string, values?: readonly unknown[]) => {
        statements += 1;
        return db.query<Row>(text, values);
      },
    };
    await mayReceive(counting, viewers, events);
    expect(statements).toBe(2);
  });
});
