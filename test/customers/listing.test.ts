import fc from 'fast-check';
import { listCustomers } from '../../src/services/customers/customers.ts';
import { createContact } from '../../src/services/customers/write-contact.ts';
import { createCustomer } from '../../src/services/customers/write-customer.ts';
import { listContactsOf } from '../../src/services/customers/contacts.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';

describe('a connection of customers', () => {
  let db: TestDatabase;
  // Equal names: the id must break ties, or pages would lose or repeat rows.
  const names = [
    'Ahorn',
    'Birke',
    'Birke',
    'birke',
    'Buche',
    'Eiche',
    'Esche',
    'Esche',
    'Fichte',
    'Kiefer',
    'Linde',
  ];

  beforeAll(async () => {
    db = await testDatabase();
    for (const [place, name] of names.entries()) {
      await createCustomer(asSystem(db), { name, customerNumber: place % 3 ? `C-${place}` : null });
    }
  });
  afterAll(() => db.drop());

  it('is ordered by name without regard to case', async () => {
    const { nodes } = await listCustomers(asSystem(db), {});
    expect(nodes.map(({ name }) => name.toLowerCase())).toEqual(
      names.map((name) => name.toLowerCase()).toSorted(),
    );
  });

  it('shows every row once, in order, whatever the page sizes and in both directions', async () => {
    const all = (await listCustomers(asSystem(db), {})).nodes.map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('NAME' as const, 'CUSTOMER_NUMBER' as const, 'CREATED_AT' as const),
        fc.constantFrom('ASC' as const, 'DESC' as const),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        async (field, direction, size, backward) => {
          const orderBy = { field, direction };
          const whole = (await listCustomers(asSystem(db), { orderBy, first: 100 })).nodes.map(
            ({ id }) => id,
          );
          const seen: string[] = [];
          let cursor: string | null | undefined;
          do {
            const page = await listCustomers(
              asSystem(db),
              backward ? { orderBy, last: size, before: cursor } : { orderBy, first: size, after: cursor },
            );
            const ids = page.nodes.map(({ id }) => id);
            if (backward) seen.unshift(...ids);
            else seen.push(...ids);
            const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
            cursor = backward ? (hasPreviousPage ? startCursor : null) : hasNextPage ? endCursor : null;
          } while (cursor);
          expect(seen).toEqual(whole);
          expect(seen.toSorted()).toEqual(all.toSorted());
        },
      ),
      { numRuns: 40 },
    );
  });

  it('says how many there are in all with the filter, not on the page', async () => {
    const page = await listCustomers(asSystem(db), { first: 1, filter: { search: 'birk' } });
    expect([page.nodes.length, await page.countTotal()]).toEqual([1, 3]);
  });

  it('takes the signs of patterns in a search literally', async () => {
    const page = await listCustomers(asSystem(db), { filter: { search: '%' } });
    expect(page.nodes).toEqual([]);
  });

  it('refuses a page of more than 100 and names the argument', async () => {
    await expect(listCustomers(asSystem(db), { first: 101 })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      field: ['first'],
    });
  });

  it('refuses `first` together with `last`', async () => {
    await expect(listCustomers(asSystem(db), { first: 1, last: 1 })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });

  it.each([
    ['garbage', 'garbage'],
    ['a cursor of another order', Buffer.from('["customers:CREATED_AT:ASC","x","y"]').toString('base64url')],
    ['a forged key', Buffer.from('["customers:NAME:ASC","x","no uuid"]').toString('base64url')],
  ])('refuses %s as a cursor', async (_what, after) => {
    await expect(listCustomers(asSystem(db), { after })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['after'],
    });
  });

  it('gives each customer its own page of contacts with one statement for all', async () => {
    const { nodes: customers } = await listCustomers(asSystem(db), { first: 3 });
    for (const customer of customers) {
      for (const name of ['Zoe', 'Anna', 'Mia']) {
        await createContact(asSystem(db), { customerId: encodeId('Customer', customer.id), name });
      }
    }
    const context = asSystem(db);
    const pages = await Promise.all(customers.map(({ id }) => listContactsOf(context, id, { first: 2 })));
    expect(pages.map((page) => page.nodes.map(({ name }) => name))).toEqual(
      customers.map(() => ['Anna', 'Mia']),
    );
    expect(pages.map((page) => page.pageInfo.hasNextPage)).toEqual([true, true, true]);
    expect(await Promise.all(pages.map((page) => page.countTotal()))).toEqual([3, 3, 3]);
  });
});
