import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { phoneNumber } from '../../src/services/customers/reachability.ts';
import type { Company, Line } from './generate.ts';

/** Writes customers and contacts as a sync would, in bulk; answers the customers' raw uuids in their order. */
export async function fillAddressBook(db: Database, companies: readonly Company[]): Promise<string[]> {
  const customers = companies.map(({ isOrganization, country, lines }, place) => ({
    id: newId(),
    kind: isOrganization ? 'ORGANIZATION' : 'PERSON',
    name: `Customer ${place}`,
    phones: phones(lines, country.code),
  }));
  const contacts = companies.flatMap((company, place) =>
    company.contacts.map(({ name, lines }) => ({
      id: newId(),
      customer_id: customers[place]?.id,
      name,
      phones: phones(lines, company.country.code),
    })),
  );
  await inChunks(customers, (rows) =>
    db.query(
      `insert into customer (id, kind, name, addresses, phones, emails, tags)
       select id, kind, name, '[]', phones, '[]', '{}'
         from jsonb_to_recordset($1::jsonb) as r(id uuid, kind text, name text, phones jsonb)`,
      [JSON.stringify(rows)],
    ),
  );
  await inChunks(contacts, (rows) =>
    db.query(
      `insert into contact (id, customer_id, name, phones, emails)
       select id, customer_id, name, phones, '[]'
         from jsonb_to_recordset($1::jsonb) as r(id uuid, customer_id uuid, name text, phones jsonb)`,
      [JSON.stringify(rows)],
    ),
  );
  await db.query('analyze customer, contact, phone_number_entry, learned_number');
  return customers.map(({ id }) => id);
}

function phones(lines: readonly Line[], country: string) {
  return lines.map(({ kind, raw }) => phoneNumber(kind, raw, country));
}

async function inChunks<Row>(
  rows: readonly Row[],
  write: (rows: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += 5_000) await write(rows.slice(from, from + 5_000));
}
