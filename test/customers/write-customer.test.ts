import { loadCustomer } from '../../src/services/customers/customers.ts';
import {
  archiveCustomer,
  createCustomer,
  updateCustomer,
} from '../../src/services/customers/write-customer.ts';
import { listCustomers } from '../../src/services/customers/customers.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';

describe('customers', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  async function someCustomer(input: Partial<Parameters<typeof createCustomer>[1]> = {}) {
    const { id } = await createCustomer(asSystem(db), { name: 'Muster GmbH', ...input });
    return { id, globalId: encodeId('Customer', id) };
  }
  const announced = (id: string) =>
    db.query<{ type: string; data: Record<string, unknown> }>(
      `select type, data from event_inbox where subject_id = $1 order by seq`,
      [id],
    );

  it('keep a telephone number as given and, where it is valid, as E.164 beside it', async () => {
    const { id } = await someCustomer({
      addresses: [{ country: 'DE' }],
      phones: [{ raw: '030 901820' }, { raw: '123' }],
    });
    const customer = await loadCustomer(asSystem(db), id);
    expect(customer?.phones).toEqual([
      { kind: 'OFFICE', raw: '030 901820', e164: '+4930901820' },
      { kind: 'OFFICE', raw: '123', e164: null },
    ]);
  });

  it('keep what an update omits and clear what it sets to null', async () => {
    const { id, globalId } = await someCustomer({ language: 'de', customerClass: 'A' });
    await updateCustomer(asSystem(db), { id: globalId, customerClass: null });
    expect(await loadCustomer(asSystem(db), id)).toMatchObject({
      language: 'de',
      customerClass: null,
      version: 2,
    });
  });

  it('keep a language in its canonical spelling', async () => {
    const { id } = await someCustomer({ language: 'DE-at' });
    expect((await loadCustomer(asSystem(db), id))?.language).toBe('de-AT');
  });

  it.each(['german', 'd', 'de_DE', ''])('refuse %j as a language', async (language) => {
    await expect(someCustomer({ language })).rejects.toMatchObject({ code: 'INVALID', field: ['language'] });
  });

  it('announce a change with the names of changed fields, and no personal values', async () => {
    const { id, globalId } = await someCustomer();
    await updateCustomer(asSystem(db), { id: globalId, name: 'Neu AG', language: 'de' });
    expect((await announced(id))[1]).toEqual({
      type: 'customer.updated',
      data: { changed: ['name', 'language'], personal: ['name'] },
    });
  });

  it('announce nothing and keep their version when nothing changes', async () => {
    const { id, globalId } = await someCustomer({ language: 'de' });
    await updateCustomer(asSystem(db), { id: globalId, language: 'de' });
    expect([(await announced(id)).length, (await loadCustomer(asSystem(db), id))?.version]).toEqual([1, 1]);
  });

  it('refuse an update of a version that is no longer current', async () => {
    const { globalId } = await someCustomer();
    await updateCustomer(asSystem(db), { id: globalId, name: 'A' });
    await expect(
      updateCustomer(asSystem(db), { id: globalId, name: 'B', expectedVersion: 1 }),
    ).rejects.toMatchObject({ code: 'CONFLICT', field: ['expectedVersion'] });
  });

  it('refuse a customer number twice and announce nothing of the refused one', async () => {
    await someCustomer({ customerNumber: 'K-1' });
    const before = await db.query('select 1 from event_inbox');
    await expect(someCustomer({ customerNumber: 'K-1' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['customerNumber'],
    });
    expect(await db.query('select 1 from event_inbox')).toHaveLength(before.length);
  });

  it('name the field that is wrong, down to the element', async () => {
    await expect(
      someCustomer({ emails: [{ address: 'ok@example.com' }, { address: 'nope' }] }),
    ).rejects.toMatchObject({ code: 'INVALID', field: ['emails', '1', 'address'] });
  });

  it('disappear from lists when archived, and stay readable', async () => {
    const { id, globalId } = await someCustomer({ name: 'Archivmann' });
    await archiveCustomer(asSystem(db), { id: globalId });
    const listed = await listCustomers(asSystem(db), { filter: { search: 'archivmann' } });
    expect([listed.nodes.length, (await loadCustomer(asSystem(db), id))?.archivedAt !== null]).toEqual([
      0,
      true,
    ]);
  });

  it('come back from the archive, which is announced', async () => {
    const { id, globalId } = await someCustomer();
    await archiveCustomer(asSystem(db), { id: globalId });
    await archiveCustomer(asSystem(db), { id: globalId, archived: false });
    expect((await loadCustomer(asSystem(db), id))?.archivedAt).toBeNull();
    expect((await announced(id)).map(({ type }) => type)).toEqual([
      'customer.created',
      'customer.archived',
      'customer.restored',
    ]);
  });

  describe('out of reach', () => {
    it('answer an update exactly as customers that never existed', async () => {
      const { globalId } = await someCustomer();
      const never = encodeId('Customer', newId());
      const refusal = async (id: string) =>
        updateCustomer(asPartner(db, newId()), { id, language: 'de' }).then(
          () => null,
          (error: Error & { code: string }) => [error.code, error.message.replace(id, '…')],
        );
      expect(await refusal(globalId)).toEqual(await refusal(never));
    });

    it('are not in the lists of a customer, who sees only itself', async () => {
      const { id } = await someCustomer();
      const { nodes } = await listCustomers(asCustomer(db, id), { first: 100 });
      expect(nodes.map((customer) => customer.id)).toEqual([id]);
    });

    it('cannot be brought within reach by assigning them to oneself', async () => {
      const { globalId, id } = await someCustomer();
      await expect(
        updateCustomer(asCustomer(db, id), { id: globalId, partnerId: encodeId('Partner', newId()) }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  it('are created once when a request is repeated with its Idempotency-Key', async () => {
    const attempt = () =>
      createCustomer(
        { ...asSystem(db), idempotency: { key: 'k1', bodyHash: 'h1' } },
        { name: 'Einmal GmbH' },
      );
    const ids = (await Promise.all([attempt(), attempt(), attempt()])).map(({ id }) => id);
    const { nodes } = await listCustomers(asSystem(db), { filter: { search: 'einmal' } });
    expect([new Set(ids).size, nodes.length]).toEqual([1, 1]);
  });

  it('are not created with an Idempotency-Key that was used for something else', async () => {
    const create = (bodyHash: string) =>
      createCustomer({ ...asSystem(db), idempotency: { key: 'k2', bodyHash } }, { name: 'Zweimal GmbH' });
    await create('h1');
    await expect(create('h2')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});
