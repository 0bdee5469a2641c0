import type { Queryable } from '../src/shared/database.ts';

export interface SeedSize {
  readonly customers: number;
  /** Of each customer. */
  readonly interactions: number;
  /** Of each customer; as many invoices, and one quote and one credit note for every five. */
  readonly orders: number;
  readonly linesPerDocument: number;
}

export const benchSize: SeedSize = { customers: 1_000, interactions: 20, orders: 10, linesPerDocument: 4 };

/** The place in this list is part of the ids. */
const kinds = [
  'agent',
  'team',
  'partner',
  'product',
  'customer',
  'contact',
  'interaction',
  'integration',
  'availability',
  'payment',
  'quote',
  'order',
  'invoice',
  'creditNote',
] as const;
type Kind = (typeof kinds)[number];

/** The raw uuid (of version 7) of the n-th record of a kind, from 1. */
export function seedId(kind: Kind, number: number): string {
  return `${idStart(kind)}${number.toString(16).padStart(12, '0')}`;
}

/** The same in SQL, for an expression. */
function id(kind: Kind, number: string): string {
  return `('${idStart(kind)}' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
}

function idStart(kind: Kind): string {
  return `019a0000-00${(kinds.indexOf(kind) + 1).toString(16).padStart(2, '0')}-7000-8000-`;
}

// The same day for all: what is overdue or late depends on the calendar, not on when the seed ran.
const firstDay = `date '2025-01-06'`;

/**
 * Records of every kind, the same for the same size: written straight into the tables, since a hundred thousand rows
 * through the services would take minutes. Returns once the planner has statistics.
 */
export async function seed(db: Queryable, size: SeedSize): Promise<void> {
  for (const statement of [
    ...people(),
    ...catalogue(),
    ...customers(size),
    ...erp(size),
    ...references(),
    'analyze',
  ]) {
    await db.query(statement);
  }
}

function people(): string[] {
  return [
    `insert into agent (id, name, email, extension)
     select ${id('agent', 'n')}, 'Agent ' || n, 'agent' || n || '@example.com', (100 + n)::text
       from generate_series(1, 10) n`,
    `insert into team (id, name, email)
     select ${id('team', 'n')}, 'Team ' || n, 'team' || n || '@example.com' from generate_series(1, 3) n`,
    `insert into team_member (agent_id, team_id)
     select ${id('agent', 'n')}, ${id('team', '1 + n % 3')} from generate_series(1, 10) n`,
    `insert into partner (id, name, email)
     select ${id('partner', 'n')}, 'Partner ' || n, 'partner' || n || '@example.com' from generate_series(1, 5) n`,
  ];
}

function catalogue(): string[] {
  return [
    `insert into product (id, product_number, name, description, unit_code, category, list_price, currency)
     select ${id('product', 'n')}, 'P-' || lpad(n::text, 4, '0'), 'Spindel ' || n, 'Hochgenau, Größe ' || n % 9,
            'C62', 'Category ' || n % 7, (10 + n)::numeric(12, 2), 'EUR'
       from generate_series(1, 200) n`,
    `insert into availability (id, product_id, warehouse, on_hand, reserved, as_of)
     select ${id('availability', 'n')}, ${id('product', 'n')}, 'Main', n % 50, n % 5, ${firstDay}
       from generate_series(1, 200) n`,
  ];
}

function customers(size: SeedSize): string[] {
  return [
    `insert into customer (id, kind, customer_number, name, vat_id, addresses, phones, emails, language, tags,
                           customer_class, key_account_manager_id, key_account_team_id, partner_id, archived_at)
     select ${id('customer', 'n')}, case when n % 10 = 0 then 'PERSON' else 'ORGANIZATION' end, 'K-' || 10000 + n,
            'Maschinenbau ' || md5(n::text) || ' GmbH', 'DE' || 100000000 + n,
            jsonb_build_array(jsonb_build_object('kind', 'BILLING', 'street', 'Werkstraße ' || n, 'postalCode', '10115',
                                                 'city', 'Berlin', 'country', 'DE')),
            jsonb_build_array(jsonb_build_object('kind', 'OFFICE', 'raw', '030-' || 1000000 + n,
                                                 'e164', '+4930' || 1000000 + n)),
            jsonb_build_array(jsonb_build_object('kind', 'OFFICE', 'address', 'info@k' || n || '.example.com')),
            'de', array['tag-' || n % 3], chr((65 + n % 3)::int),
            ${id('agent', '1 + n % 10')}, case when n % 3 <> 0 then ${id('team', '1 + n % 3')} end,
            case when n % 4 = 0 then ${id('partner', '1 + n % 5')} end,
            case when n % 50 = 49 then ${firstDay}::timestamptz end
       from generate_series(1, ${size.customers}) n`,
    `insert into contact (id, customer_id, name, role, department, phones, emails, language)
     select ${id('contact', 'c * 3 + n')}, ${id('customer', 'c')}, 'Person ' || md5((c * 3 + n)::text),
            'Purchasing', 'Department ' || n, '[]', '[]', 'de'
       from generate_series(1, ${size.customers}) c, generate_series(0, 2) n`,
  ];
}

function erp(size: SeedSize): string[] {
  const { customers: count, orders, linesPerDocument } = size;
  const fifth = Math.ceil(orders / 5);
  return [
    `insert into integration (id, name, plugin, options, secrets, last_success_at)
     values (${id('integration', '1')}, 'erp', 'erp-demo', '{}', '{}', now())`,
    ...(['QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE'] as const).map((kind) =>
      documentsOf(kind, count, kind === 'ORDER' || kind === 'INVOICE' ? orders : fifth),
    ),
    `insert into document_line (document_id, position, line_id, product_id, product_external_id, product_number, name,
                                quantity, unit_code, net_price, allowance_charges, net_amount, computed_net_amount,
                                tax_category, tax_rate, ordered_quantity, shipped_quantity, promised_on)
     select d.id, n, n::text, p.id, p.product_number, p.product_number, p.name, 2, 'C62', p.list_price, '[]',
            2 * p.list_price, 2 * p.list_price, 'S', 19,
            case when d.kind = 'ORDER' then 2 end, case when d.kind = 'ORDER' then n % 3 end, d.promised_on
       from commercial_document d, generate_series(1, ${linesPerDocument}) n
       join product p on true
      where p.id = ${id('product', `1 + (('x' || right(d.id::text, 7))::bit(28)::int * 5 + n * 13) % 200`)}`,
    // Totals from the lines, as a delivery would have computed them.
    `with sums as (
       select document_id, sum(net_amount) as net, round(sum(net_amount) * 0.19, 2) as tax
         from document_line group by document_id
     )
     update commercial_document d
        set line_net_amount = net, tax_exclusive_amount = net, tax_amount = tax, tax_inclusive_amount = net + tax,
            payable_amount = net + tax, shown_totals = totals.object, computed_totals = totals.object,
            tax_subtotals = jsonb_build_array(jsonb_build_object('taxCategory', 'S', 'taxRate', '19',
                              'taxableAmount', net::text, 'taxAmount', tax::text)),
            paid_amount = case when d.kind = 'INVOICE' then case when ${isPaid} then net + tax else 0 end end,
            open_amount = case when d.kind = 'INVOICE' then case when ${isPaid} then 0 else net + tax end end,
            dunning_level = case when d.kind = 'INVOICE' then case when ${isPaid} then 0 else 1 end end
       from sums
      cross join lateral (
        select jsonb_build_object('lineNetAmount', net::text, 'allowanceAmount', '0.00', 'chargeAmount', '0.00',
                 'taxExclusiveAmount', net::text, 'taxAmount', tax::text, 'taxInclusiveAmount', (net + tax)::text,
                 'prepaidAmount', '0.00', 'roundingAmount', '0.00', 'payableAmount', (net + tax)::text) as object
      ) totals
      where sums.document_id = d.id`,
    `insert into payment (id, invoice_id, external_id, paid_on, amount, method, reference)
     select ${id('payment', 'row_number() over (order by d.id)')}, d.id, 'Z-' || d.number, d.issue_date + 10,
            d.payable_amount, 'Transfer', d.number
       from commercial_document d where d.kind = 'INVOICE' and d.open_amount = 0`,
    link(
      'ORDERED_BY',
      'quote',
      'order',
      count * fifth,
      (n) => `(${n} - 1) / ${fifth} * ${orders} + (${n} - 1) % ${fifth} + 1`,
    ),
    link('INVOICED_BY', 'order', 'invoice', count * orders, (n) => n),
    link(
      'CORRECTED_BY',
      'invoice',
      'creditNote',
      count * fifth,
      (n) => n,
      (n) => `(${n} - 1) / ${fifth} * ${orders} + (${n} - 1) % ${fifth} + 1`,
    ),
    interactions(size),
  ];
}

const isPaid = `right(d.number, 1) < '6'`;

const prefixes = { QUOTE: 'AN', ORDER: 'AU', INVOICE: 'RE', CREDIT_NOTE: 'GU' } as const;
const documentKinds = {
  QUOTE: 'quote',
  ORDER: 'order',
  INVOICE: 'invoice',
  CREDIT_NOTE: 'creditNote',
} as const;

/** The documents of customer c are numbered (c - 1) * perCustomer + 1 and on. */
function documentsOf(kind: keyof typeof prefixes, customerCount: number, perCustomer: number): string {
  const number = `((c - 1) * ${perCustomer} + n)`;
  const issued = `(${firstDay} + ((c * 7 + n * 31) % 600)::int)`;
  const statuses = {
    QUOTE: `'SENT'`,
    ORDER: `(array['OPEN', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'COMPLETED'])[1 + n % 5]`,
    INVOICE: `'ISSUED'`,
    CREDIT_NOTE: `'ISSUED'`,
  };
  return `insert into commercial_document
      (id, kind, customer_id, number, issue_date, happened_at, currency, status, buyer_reference, allowance_charges,
       tax_subtotals, computed_totals, shown_totals, computed_tax_subtotals, issues, lines_hash, due_date,
       payment_terms, promised_on, valid_until, reason)
    select ${id(documentKinds[kind], number)}, '${kind}', ${id('customer', 'c')},
           '${prefixes[kind]}-' || lpad(${number}::text, 7, '0'), ${issued}, ${issued}::timestamp at time zone 'Europe/Berlin',
           'EUR', ${statuses[kind]}, 'Abteilung ' || n, '[]', '[]', '{}', '{}', '[]', '[]', sha256(${number}::text::bytea),
           ${kind === 'INVOICE' ? `${issued} + 30` : 'null'}, ${kind === 'INVOICE' ? `'30 Tage netto'` : 'null'},
           ${kind === 'ORDER' ? `${issued} + 20` : 'null'}, ${kind === 'QUOTE' ? `${issued} + 60` : 'null'},
           ${kind === 'CREDIT_NOTE' ? `'Retoure'` : 'null'}
      from generate_series(1, ${customerCount}) c, generate_series(1, ${perCustomer}) n`;
}

type Place = (number: string) => string;

function link(
  kind: string,
  from: Kind,
  to: Kind,
  count: number,
  toPlace: Place,
  fromPlace: Place = (n) => n,
): string {
  return `insert into document_link (to_id, kind, from_external_id, integration_id, from_id)
    select ${id(to, toPlace('n'))}, '${kind}', 'X-' || n, ${id('integration', '1')},
           ${id(from, fromPlace('n'))}
      from generate_series(1, ${count}) n`;
}

function interactions({ customers: count, interactions: perCustomer, orders }: SeedSize): string {
  const number = `((c - 1) * ${perCustomer} + n)`;
  const happened = `(${firstDay}::timestamp at time zone 'UTC' + ((c * 13 + n * 977) % 14000) * interval '1 hour')`;
  return `insert into interaction (id, customer_id, contact_id, agent_id, kind, direction, subject, body, happened_at,
                                   due_at, completed_at, attachments, document_id)
    select ${id('interaction', number)}, ${id('customer', 'c')}, ${id('contact', 'c * 3 + n % 3')},
           case when n % 4 <> 0 then ${id('agent', '1 + n % 10')} end, kind,
           case when kind not in ('NOTE', 'TASK') then case when n % 2 = 0 then 'INBOUND' else 'OUTBOUND' end end,
           'Gespräch ' || n || ' über Lieferung', repeat('Der Kunde fragt nach dem Liefertermin. ', 3), ${happened},
           case when kind = 'TASK' then ${happened} + interval '7 days' end,
           case when kind = 'TASK' and n % 2 = 0 then ${happened} + interval '2 days' end,
           case when n % 5 = 0 then '[{"fileName": "Notiz.pdf", "mediaType": "application/pdf", "size": 1200,
             "url": "https://files.example.com/notiz.pdf"}]'::jsonb else '[]' end,
           case when n % 3 = 1 then ${id('order', `(c - 1) * ${orders} + 1 + n % ${orders}`)} end
      from generate_series(1, ${count}) c, generate_series(1, ${perCustomer}) n
     cross join lateral (select (array['CALL', 'EMAIL', 'VISIT', 'NOTE', 'TASK', 'LETTER', 'MEETING'])[1 + (c + n) % 7]) k(kind)`;
}

/** Whatever an ERP would have delivered came from it. */
function references(): string[] {
  const delivered = (type: string, table: string, externalId: string, where = 'true'): string =>
    `insert into external_reference (integration_id, record_type, external_id, record_id, source_updated_at, fetched_at)
     select ${id('integration', '1')}, '${type}', ${externalId}, id, ${firstDay}, now() from ${table} where ${where}`;
  return [
    delivered('Customer', 'customer', 'customer_number'),
    delivered('Product', 'product', 'product_number'),
    ...Object.entries({ Quote: 'QUOTE', Order: 'ORDER', Invoice: 'INVOICE', CreditNote: 'CREDIT_NOTE' }).map(
      ([type, kind]) => delivered(type, 'commercial_document', 'number', `kind = '${kind}'`),
    ),
  ];
}
