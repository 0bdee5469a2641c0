import { Migration } from '@mikro-orm/migrations';

/** Keeps phone_number_entry beside `customer.phones` and `contact.phones`, whoever writes them: a sync writes thousands at once. */
export class Migration20261122000003_phone_index extends Migration {
  override name = 'Migration20261122000003_phone_index';

  override up(): void {
    // `030/1234 Durchwahl 5` → 301234; `+49 (0)30 1234` → 49301234: what a number ends with, whoever dials it.
    this.addSql(`
      create function phone_digits(raw text) returns text immutable parallel safe strict language sql as $$
        select ltrim(regexp_replace(
          coalesce(substring(replace(raw, '(0)', '') from '^[^0-9]*[0-9][^[:alpha:]]*'), ''), '[^0-9]', '', 'g'), '0')
      $$`);
    this.addSql(indexPhones('customer', `n.id`, `null::uuid`, `p.customer_id = n.id and p.contact_id is null`));
    this.addSql(indexPhones('contact', `n.customer_id`, `n.id`, `p.contact_id = n.id`));
    for (const table of ['customer', 'contact']) {
      this.addSql(`
        create trigger ${table}_phones_inserted after insert on ${table}
          referencing new table as new_rows for each statement execute function index_${table}_phones()`);
      this.addSql(`
        create trigger ${table}_phones_updated after update on ${table}
          referencing old table as old_rows new table as new_rows
          for each statement execute function index_${table}_phones()`);
    }
  }

  override down(): void {
    for (const table of ['customer', 'contact']) {
      this.addSql(`drop trigger ${table}_phones_inserted on ${table}`);
      this.addSql(`drop trigger ${table}_phones_updated on ${table}`);
      this.addSql(`drop function index_${table}_phones()`);
    }
    this.addSql(`drop function phone_digits(text)`);
  }
}

function indexPhones(table: 'customer' | 'contact', customer: string, contact: string, mine: string): string {
  const moved = table === 'contact' ? ' or o.customer_id <> n.customer_id' : '';
  const entriesOf = (rows: string, known?: { since: string; join: string }): string => `
    insert into phone_number_entry (id, customer_id, contact_id, kind, raw, e164, reversed, entered_at)
    select distinct on (n.id, d.digits) gen_random_uuid(), ${customer}, ${contact},
      coalesce(phone.value->>'kind', 'OTHER'), phone.value->>'raw', phone.value->>'e164', reverse(d.digits),
      ${known?.since ?? 'now()'}
      from ${rows}
     cross join lateral jsonb_array_elements(
       case jsonb_typeof(n.phones) when 'array' then n.phones else '[]' end) phone(value)
     cross join lateral (select phone_digits(coalesce(phone.value->>'e164', phone.value->>'raw')) as digits) d
     ${known?.join ?? ''}
     where length(d.digits) between 5 and 20`;
  return `
    create function index_${table}_phones() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then ${entriesOf('new_rows n')};
      else
        with gone as (
          delete from phone_number_entry p using new_rows n join old_rows o on o.id = n.id
           where ${mine} and (o.phones is distinct from n.phones${moved})
          returning n.id as owner, p.customer_id, p.reversed, p.entered_at)
        ${entriesOf(`new_rows n join old_rows o on o.id = n.id and (o.phones is distinct from n.phones${moved})`, {
          // A number that stays beside one that changes is no newer for it.
          since: 'coalesce(gone.entered_at, now())',
          join: `left join gone on gone.owner = n.id and gone.customer_id = ${customer} and gone.reversed = reverse(d.digits)`,
        })};
      end if;
      return null;
    end $$`;
}
