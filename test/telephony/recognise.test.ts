import { createContact, updateContact } from '../../src/services/customers/write-contact.ts';
import {
  archiveCustomer,
  createCustomer,
  updateCustomer,
} from '../../src/services/customers/write-customer.ts';
import { recogniseNumber } from '../../src/services/telephony/recognise.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { recordStatements } from '../support/recorded-statements.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

let block = 1000;
/** Numbers that no other test has. */
const someBlock = (): string => `030 77${(block += 7)}`;

async function customer(...phones: string[]): Promise<string> {
  const { id } = await createCustomer(asSystem(db), {
    name: 'Muster GmbH',
    addresses: [{ country: 'DE' }],
    phones: phones.map((raw) => ({ raw })),
  });
  return id;
}

async function contact(customerId: string, ...phones: string[]): Promise<string> {
  const input = { customerId: encodeId('Customer', customerId), name: 'Eva Muster' };
  return (await createContact(asSystem(db), { ...input, phones: phones.map((raw) => ({ raw })) })).id;
}

async function whoHas(number: string, context: RequestContext = asSystem(db)) {
  const { candidates } = await recogniseNumber(context, { number, country: 'DE' });
  return candidates.map(({ customerId, contactId, reason }) => [customerId, contactId, reason]);
}

describe('the numbers of customers and contacts', () => {
  it('are found as soon as they are written, however they are dialled', async () => {
    const base = someBlock();
    const id = await customer(`${base}123`);
    expect(await whoHas(`+49${base.slice(1)}123`)).toEqual([[id, null, 'EXACT']]);
    expect(await whoHas(`0049 ${base.slice(1)}/123`)).toEqual([[id, null, 'EXACT']]);
  });

  it('are no longer found when they were taken away', async () => {
    const base = someBlock();
    const id = await customer(`${base}123`);
    await updateCustomer(asSystem(db), { id: encodeId('Customer', id), phones: [{ raw: `${base}999` }] });
    expect(await whoHas(`${base}999`)).toEqual([[id, null, 'EXACT']]);
    const eva = await contact(id, `0171 5551${block}`);
    expect(await whoHas(`0171 5551${block}`)).toEqual([[id, eva, 'EXACT']]);
    await updateContact(asSystem(db), { id: encodeId('Contact', eva), phones: [] });
    expect(await whoHas(`0171 5551${block}`)).toEqual([]);
  });

  it('are found where they come in bulk, by whatever way', async () => {
    const base = someBlock().replaceAll(' ', '');
    await db.query(
      `insert into customer (id, name, addresses, phones, emails, tags)
       select gen_random_uuid(), 'Bulk ' || n, '[]', jsonb_build_array(jsonb_build_object(
         'kind', 'OFFICE', 'raw', $1 || n, 'e164', '+49' || substr($1, 2) || n)), '[]', '{}'
         from generate_series(10, 40) n`,
      [base],
    );
    const [row] = await db.query<{ id: string }>(`select id from customer where name = 'Bulk 25'`);
    expect((await whoHas(`${base}25`))[0]).toEqual([row?.id, null, 'EXACT']);
    await db.query(`update customer set phones = '[]' where name like 'Bulk %'`);
    expect(await whoHas(`${base}25`)).toEqual([]);
  });

  it('lead to the organization when another direct dial-in of its main number calls', async () => {
    const base = someBlock();
    const id = await customer(`${base}-0`);
    expect(await whoHas(`${base}-37`)).toEqual([[id, null, 'SAME_SWITCHBOARD']]);
  });

  it('are found by their end where they were written down without area', async () => {
    const id = await customer('4459871');
    await db.query(
      `update customer set phones = '[{"kind":"OFFICE","raw":"4459871","e164":null}]' where id = $1`,
      [id],
    );
    expect(await whoHas('+49 6221 4459871')).toEqual([[id, null, 'SUFFIX']]);
  });

  it('are still found when the customer was archived', async () => {
    const base = someBlock();
    const id = await customer(`${base}123`);
    await archiveCustomer(asSystem(db), { id: encodeId('Customer', id) });
    expect(await whoHas(`${base}123`)).toEqual([[id, null, 'EXACT']]);
  });

  it('are found only by those who reach the customer, and nothing tells them of the others', async () => {
    const number = `${someBlock()}123`;
    const [mine, other] = [await customer(number), await customer(number)];
    expect((await whoHas(number)).map(([id]) => id).toSorted()).toEqual([mine, other].toSorted());
    expect(await whoHas(number, asCustomer(db, mine))).toEqual([[mine, null, 'EXACT']]);
    expect(await whoHas(number, asCustomer(db, await customer()))).toEqual([]);
  });

  it("are nobody's beyond doubt where two customers share one, however many people one of them has", async () => {
    const raw = `${someBlock()}500`;
    const [crowd, other] = [await customer(), await customer(raw)];
    const e164 = `+49${raw.slice(1).replaceAll(' ', '')}`;
    for (const customerId of [crowd, other]) {
      await db.query(
        `insert into contact (id, customer_id, name, phones, emails)
         select gen_random_uuid(), $1, 'Eva ' || n, jsonb_build_array(jsonb_build_object(
           'kind', 'OFFICE', 'raw', $2::text, 'e164', $3::text)), '[]' from generate_series(1, $4) n`,
        [customerId, raw, e164, customerId === crowd ? 10_000 : 1],
      );
    }
    const { caller, candidates } = await recogniseNumber(asSystem(db), { number: e164 });
    expect(caller).toBeNull();
    const customers = new Set(candidates.slice(0, 3).map(({ customerId }) => customerId));
    expect(customers).toEqual(new Set([crowd, other]));
  });

  it('are looked up in one statement for any number of calls', async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => `030 88112${n + 10}`);
    const context = asSystem(db);
    const { levels } = await recordStatements(db, () =>
      Promise.all(numbers.map((number) => recogniseNumber(context, { number, country: 'DE' }))),
    );
    expect(levels.flat()).toHaveLength(1);
  });
});

describe('a withheld number', () => {
  it('has no candidates', async () => {
    const read = await recogniseNumber(asSystem(db), { number: 'anonymous' });
    expect(read).toMatchObject({ anonymous: true, e164: null, candidates: [], caller: null });
  });
});
