import { encodeId, newId } from '../../../shared/ids.ts';
import type { CanonicalRecord } from '../../../plugins/kit/records.ts';
import type { Deliver, RejectedRecord, WrittenRecord } from '../../integrations/delivery.ts';
import { resolveReferences } from '../../integrations/resolve-references.ts';
import type { Transaction } from '../../transaction.ts';
import { changedFields, recordset, type RowTypes } from './changes.ts';

const columns = {
  product_id: ['uuid', 'product'],
  warehouse: ['text', 'warehouse'],
  on_hand: ['numeric', 'onHand'],
  reserved: ['numeric', 'reserved'],
  on_order: ['numeric', 'onOrder'],
  reorder_level: ['numeric', 'reorderLevel'],
  expected_on: ['date', 'expectedOn'],
  as_of: ['timestamptz', 'asOf'],
} as const satisfies RowTypes;

type AvailabilityColumns = Readonly<Record<keyof typeof columns, string | null>>;
type StoredRow = AvailabilityColumns & { readonly id: string };

/**
 * Takes over a batch of stock figures: one row for each product and warehouse, whatever id the ERP gives it. A new
 * time of counting alone is written, but not announced.
 */
export const deliverAvailability: Deliver<'availability'> = async (tx, { integrationId, items }) => {
  const products = await resolveReferences(
    tx,
    integrationId,
    'Product',
    items.map(({ record }) => record.productExternalId),
  );
  const rejected: RejectedRecord[] = [];
  const incoming: { externalId: string; recordId: string | null; row: AvailabilityColumns }[] = [];
  const places = new Set<string>();
  for (const { externalId, recordId, record } of items) {
    const productId = products.get(record.productExternalId);
    const place = `${productId} ${record.warehouse}`;
    if (!productId) {
      const product = JSON.stringify(record.productExternalId);
      rejected.push({ externalId, reason: `productExternalId: no product ${product} was delivered yet` });
    } else if (places.has(place)) {
      rejected.push({
        externalId,
        reason: 'warehouse: the same product and warehouse came twice in one batch',
      });
    } else {
      places.add(place);
      incoming.push({ externalId, recordId, row: toColumns(record, productId) });
    }
  }
  return { written: await write(tx, incoming), rejected };
};

async function write(
  tx: Transaction,
  incoming: readonly { externalId: string; recordId: string | null; row: AvailabilityColumns }[],
): Promise<WrittenRecord[]> {
  const { byPlace, byId } = await lockStored(tx, incoming);
  const written: WrittenRecord[] = [];
  const changed: { id: string; row: AvailabilityColumns }[] = [];
  for (const { externalId, recordId, row } of incoming) {
    const before = byPlace.get(`${row.product_id} ${row.warehouse}`) ?? byId.get(recordId ?? '');
    const id = before?.id ?? recordId ?? newId();
    const fields = before ? changedFields(columns, before, row) : [];
    const outcome = !before ? 'CREATED' : fields.length > 0 ? 'UPDATED' : 'UNCHANGED';
    written.push({ externalId, recordId: id, outcome });
    if (outcome === 'UNCHANGED') continue;
    changed.push({ id, row });
    if (before && fields.every((field) => field === 'asOf')) continue;
    tx.announce({
      type: 'availability.changed',
      subject: { type: 'Availability', id },
      customerId: null,
      data: {
        product: encodeId('Product', row.product_id ?? ''),
        warehouse: row.warehouse,
        ...(before && { changed: fields }),
      },
    });
  }
  await upsert(tx, changed);
  return written;
}

function toColumns(record: CanonicalRecord<'availability'>, productId: string): AvailabilityColumns {
  return {
    product_id: productId,
    warehouse: record.warehouse,
    on_hand: record.onHand,
    reserved: record.reserved ?? null,
    on_order: record.onOrder ?? null,
    reorder_level: record.reorderLevel ?? null,
    expected_on: record.expectedOn ?? null,
    as_of: record.asOf ? new Date(record.asOf).toISOString() : null,
  };
}

async function lockStored(
  tx: Transaction,
  incoming: readonly { recordId: string | null; row: AvailabilityColumns }[],
): Promise<{ byPlace: Map<string, StoredRow>; byId: Map<string, StoredRow> }> {
  const rows = await tx.query<StoredRow>(
    `select id, product_id, warehouse, on_hand, reserved, on_order, reorder_level, expected_on,
            to_char(as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as as_of
       from availability
      where id in (select unnest($1::uuid[])
                   union select o.id from availability o
                           join unnest($2::uuid[], $3::text[]) as g(product_id, warehouse)
                             on g.product_id = o.product_id and g.warehouse = o.warehouse)
      order by id for update`,
    [
      incoming.flatMap(({ recordId }) => recordId ?? []),
      incoming.map(({ row }) => row.product_id),
      incoming.map(({ row }) => row.warehouse),
    ],
  );
  return {
    byPlace: new Map(rows.map((row) => [`${row.product_id} ${row.warehouse}`, row])),
    byId: new Map(rows.map((row) => [row.id, row])),
  };
}

async function upsert(
  tx: Transaction,
  rows: readonly { id: string; row: AvailabilityColumns }[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  await tx.query(
    `insert into availability as a (id, ${names.join(', ')})
     select id, ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as g(id uuid, ${recordset(columns)})
     on conflict (id) do update set version = a.version + 1, updated_at = now(),
       ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [JSON.stringify(rows.map(({ id, row }) => ({ id, ...row })))],
  );
}
