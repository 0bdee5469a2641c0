import { deliveries } from '../../services/integrations/deliveries.ts';
import { encodeId } from '../../shared/ids.ts';
import type { Queryable } from '../../shared/database.ts';
import { recordSchemas } from '../kit/records.ts';
import type { StreamScope } from './write-records.ts';

/** A stored record in the fields of the kit: what a plugin delivered, not how it is kept. */
export type CanonicalRow = ReadonlyMap<string, unknown>;

/** The records behind these raw uuids; decimals as strings, other records by the ids the plugin gives them. */
export async function readCanonical(
  tx: Queryable,
  { kind, integrationId }: StreamScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CanonicalRow>> {
  const table = deliveries[kind]?.table;
  if (table === undefined || ids.length === 0) return new Map();
  const fields = Object.keys(recordSchemas[kind].shape);
  const pairs = fields.map((field) => `'${field}', ${expressions[field] ?? `t.${columnOf(field)}`}`);
  const rows = await tx.query<{ id: string; row: Record<string, unknown> }>(
    // Every statement has the same parameters, whether or not its kind names other records.
    `select t.id, jsonb_build_object(${pairs.join(', ')}) as row
       from ${table} t, (select $2::uuid as id) as integration where t.id = any($1::uuid[])`,
    [ids, integrationId],
  );
  return new Map(
    rows.map(({ id, row }) => [id, new Map(fields.map((field) => [field, printed(field, row[field])]))]),
  );
}

const decimal = (column: string): string => `t.${column}::text`;
const instant = (column: string): string =>
  `to_char(t.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** GraphQL types of the records that these fields point at. */
const pointers: Readonly<Record<string, string>> = {
  customerExternalId: 'Customer',
  contactExternalId: 'Contact',
  productExternalId: 'Product',
};

/** Both ids: one that was chosen in Kontor may have none in the other system. */
const pointer = (column: string, type: string): string =>
  `case when t.${column} is not null then jsonb_build_object('id', t.${column}, 'externalId', (
     select r.external_id from external_reference r
      where r.integration_id = integration.id and r.record_type = '${type}' and r.record_id = t.${column}
      order by r.deleted_at is not null, r.external_id limit 1)) end`;

const origins = (link: string): string =>
  `(select jsonb_agg(l.from_external_id order by l.from_external_id) from document_link l
     where l.to_id = t.id and l.kind = '${link}' and l.integration_id = integration.id)`;

const totals = [
  'lineNetAmount',
  'allowanceAmount',
  'chargeAmount',
  'taxExclusiveAmount',
  'taxAmount',
  'taxInclusiveAmount',
  'prepaidAmount',
  'roundingAmount',
  'payableAmount',
].map((name) => `'${name}', ${decimal(columnOf(name))}`);

/** Fields that are no column of their own name, or would come out of `jsonb` as a float. */
const expressions: Readonly<Record<string, string>> = {
  customerExternalId: pointer('customer_id', 'Customer'),
  contactExternalId: pointer('contact_id', 'Contact'),
  productExternalId: pointer('product_id', 'Product'),
  archived: 't.archived_at is not null',
  happenedAt: instant('happened_at'),
  dueAt: instant('due_at'),
  completedAt: instant('completed_at'),
  asOf: instant('as_of'),
  listPrice: decimal('list_price'),
  onHand: decimal('on_hand'),
  reserved: decimal('reserved'),
  onOrder: decimal('on_order'),
  reorderLevel: decimal('reorder_level'),
  openAmount: decimal('open_amount'),
  totals: `jsonb_strip_nulls(jsonb_build_object(${totals.join(', ')}))`,
  quoteExternalId: `${origins('ORDERED_BY')} -> 0`,
  orderExternalIds: origins('INVOICED_BY'),
  invoiceExternalIds: origins('CORRECTED_BY'),
  payments: `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('externalId', p.external_id,
      'paidOn', p.paid_on, 'amount', p.amount::text, 'method', p.method, 'reference', p.reference))
      order by p.paid_on, p.external_id)
    from payment p where p.invoice_id = t.id)`,
  lines: `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('lineId', l.line_id,
      'productExternalId', l.product_external_id, 'productNumber', l.product_number, 'name', l.name,
      'description', l.description, 'quantity', l.quantity::text, 'unitCode', l.unit_code,
      'netPrice', l.net_price::text, 'priceBaseQuantity', l.price_base_quantity::text,
      'allowanceCharges', l.allowance_charges, 'netAmount', l.net_amount::text, 'taxCategory', l.tax_category,
      'taxRate', l.tax_rate::text, 'orderLineId', l.order_line_id,
      'fulfilment', nullif(jsonb_strip_nulls(jsonb_build_object('ordered', l.ordered_quantity::text,
        'shipped', l.shipped_quantity::text, 'invoiced', l.invoiced_quantity::text,
        'promisedOn', l.promised_on, 'shippedOn', l.shipped_on)), '{}'))) order by l.position)
    from document_line l where l.document_id = t.id)`,
};

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function printed(field: string, value: unknown): unknown {
  const type = pointers[field];
  if (type === undefined || value === null || value === undefined) return value ?? null;
  const { id, externalId } = value as { id: string; externalId: string | null };
  return externalId ?? encodeId(type, id);
}
