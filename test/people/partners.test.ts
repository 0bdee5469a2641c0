import { authenticate } from '../../src/services/access/authenticate.ts';
import { listCustomersOfPartner, loadCustomer } from '../../src/services/customers/customers.ts';
import { assignCustomersToPartner } from '../../src/services/people/assign-customers.ts';
import { listPartners, loadPartner } from '../../src/services/people/partners.ts';
import { createPartner, updatePartner } from '../../src/services/people/write-partner.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { addCustomer, addPartner, createKey } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem, eventsOf, within } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const assign = (partnerId: string | null, ...customerIds: string[]) =>
  assignCustomersToPartner(asSystem(db), {
    partnerId: partnerId && encodeId('Partner', partnerId),
    customerIds: customerIds.map((id) => encodeId('Customer', id)),
  });

describe('a partner', () => {
  it('is refused with the name of another', async () => {
    await createPartner(asSystem(db), { name: 'Nordhandel' });
    await expect(createPartner(asSystem(db), { name: ' Nordhandel' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['name'],
    });
  });

  it('that is no longer active ends what its keys may do, at once', async () => {
    const id = encodeId('Partner', await addPartner(db));
    const { key } = await createKey(db, { partnerId: id });
    await authenticate(db, `Bearer ${key}`);
    await updatePartner(asSystem(db), { id, active: false });
    await expect(authenticate(db, `Bearer ${key}`)).rejects.toThrow('partner that is not active');
  });
});

describe('who sees partners', () => {
  it('is, for all of them, whoever reaches everything', async () => {
    const ids = [await addPartner(db), await addPartner(db)];
    const seen = (await listPartners(asSystem(db), { first: 100 })).nodes.map(({ id }) => id);
    expect(seen).toEqual(expect.arrayContaining(ids));
  });

  it('is the partner itself, for itself', async () => {
    const [own, other] = [await addPartner(db), await addPartner(db)];
    const context = within(db, { kind: 'PARTNER', partnerId: own });
    expect([
      (await listPartners(context, {})).nodes.map(({ id }) => id),
      await loadPartner(context, other),
    ]).toEqual([[own], null]);
  });

  it('is a customer, for its own partner', async () => {
    const partnerId = await addPartner(db);
    const customerId = await addCustomer(db, { partnerId });
    const context = within(db, { kind: 'CUSTOMER', customerId });
    expect((await listPartners(context, {})).nodes.map(({ id }) => id)).toEqual([partnerId]);
  });
});

describe('assigning customers', () => {
  it('gives them to the partner', async () => {
    const partnerId = await addPartner(db);
    const customerId = await addCustomer(db);
    await assign(partnerId, customerId);
    const context = within(db, { kind: 'PARTNER', partnerId });
    expect((await listCustomersOfPartner(context, partnerId, {})).nodes.map(({ id }) => id)).toEqual([
      customerId,
    ]);
  });

  it('takes them from the partner before', async () => {
    const before = await addPartner(db);
    const customerId = await addCustomer(db, { partnerId: before });
    await assign(await addPartner(db), customerId);
    expect(await loadCustomer(within(db, { kind: 'PARTNER', partnerId: before }), customerId)).toBeNull();
  });

  it('to nobody takes them from theirs', async () => {
    const customerId = await addCustomer(db, { partnerId: await addPartner(db) });
    await assign(null, customerId);
    expect((await loadCustomer(asSystem(db), customerId))?.partnerId).toBeNull();
  });

  it('announces those that changed, and only those', async () => {
    const partnerId = await addPartner(db);
    const [moved, stays] = [await addCustomer(db), await addCustomer(db, { partnerId })];
    await assign(partnerId, moved, stays);
    expect([await eventsOf(db, moved), await eventsOf(db, stays)]).toEqual([
      [{ type: 'customer.updated', data: { changed: ['partner'], personal: [] } }],
      [],
    ]);
  });

  it('assigns none when one does not exist, and names which', async () => {
    const customerId = await addCustomer(db);
    await expect(assign(await addPartner(db), customerId, newId())).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['customerIds', '1'],
    });
    expect((await loadCustomer(asSystem(db), customerId))?.partnerId).toBeNull();
  });

  it('must say to whom', async () =>
    expect(
      assignCustomersToPartner(asSystem(db), { customerIds: [encodeId('Customer', await addCustomer(db))] }),
    ).rejects.toMatchObject({ code: 'INVALID', field: ['partnerId'] }));

  it('is not for partners', async () => {
    const partnerId = await addPartner(db);
    await expect(
      assignCustomersToPartner(within(db, { kind: 'PARTNER', partnerId }), {
        partnerId: encodeId('Partner', partnerId),
        customerIds: [encodeId('Customer', await addCustomer(db))],
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
