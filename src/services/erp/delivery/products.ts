import { newId } from '../../../shared/ids.ts';
import type { CanonicalRecord } from '../../../plugins/kit/records.ts';
import type { Deliver, Withdraw, WrittenRecord } from '../../integrations/delivery.ts';
import type { Transaction } from '../../transaction.ts';
import { changedFields, recordset, type RowTypes } from './changes.ts';

const columns = {
  product_number: ['text', 'productNumber'],
  name: ['text', 'name'],
  description: ['text', 'description'],
  gtin: ['text', 'gtin'],
  unit_code: ['text', 'unitCode'],
  category: ['text', 'category'],
  list_price: ['numeric', 'listPrice'],
  currency: ['text', 'listPrice'],
  active: ['boolean', 'active'],
} as const satisfies RowTypes;

type ProductColumns = Readonly<Record<keyof typeof columns, unknown>>;
type StoredRow = ProductColumns & { readonly id: string };

/** Takes over a batch of products, and completes the document lines that were waiting for them. */
export const deliverProducts: Deliver<'product'> = async (tx, { integrationId, items }) => {
  const incoming = items.map(({ externalId, recordId, record }) => ({
    externalId,
    id: recordId ?? newId(),
    row: toColumns(record),
  }));
  const stored = await lockStored(
    tx,
    incoming.map(({ id }) => id),
  );
  const written: WrittenRecord[] = [];
  const changed: { id: string; row: ProductColumns }[] = [];
  for (const { externalId, id, row } of incoming) {
    const before = stored.get(id);
    const fields = before ? changedFields(columns, before, row) : [];
    const outcome = !before ? 'CREATED' : fields.length > 0 ? 'UPDATED' : 'UNCHANGED';
    written.push({ externalId, recordId: id, outcome });
    if (outcome === 'UNCHANGED') continue;
    changed.push({ id, row });
    tx.announce({
      type: before ? 'product.updated' : 'product.recorded',
      subject: { type: 'Product', id },
      customerId: null,
      data: { productNumber: row.product_number, ...(before && { changed: fields }) },
    });
  }
  await upsert(tx, changed);
  await completeLines(tx, integrationId, written);
  return { written, rejected: [] };
};

/** Products that the ERP no longer has are no longer sold; documents still name them. */
export const withdrawProducts: Withdraw = async (tx, recordIds) => {
  const rows = await tx.query<{ id: string; product_number: string }>(
    `update product set active = false, version = version + 1, updated_at = now()
      where id = any($1::uuid[]) and active returning id, product_number`,
    [recordIds],
  );
  for (const { id, product_number: productNumber } of rows) {
    tx.announce({
      type: 'product.updated',
      subject: { type: 'Product', id },
      customerId: null,
      data: { productNumber, changed: ['active'] },
    });
  }
  return rows.map(({ id }) => id);
};

function toColumns(record: CanonicalRecord<'product'>): ProductColumns {
  return {
    product_number: record.productNumber,
    name: record.name,
    description: record.description ?? null,
    gtin: record.gtin || null,
    unit_code: record.unitCode,
    category: record.category ?? null,
    list_price: record.listPrice ?? null,
    currency: record.currency ?? null,
    active: record.active,
  };
}

async function lockStored(tx: Transaction, ids: readonly string[]): Promise<Map<string, StoredRow>> {
  const rows = await tx.query<StoredRow>(
    `select id, ${Object.keys(columns).join(', ')} from product where id = any($1::uuid[]) order by id for update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function upsert(
  tx: Transaction,
  products: readonly { id: string; row: ProductColumns }[],
): Promise<void> {
  if (products.length === 0) return;
  const names = Object.keys(columns);
  await tx.query(
    `insert into product as p (id, ${names.join(', ')})
     select id, ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as g(id uuid, ${recordset(columns)})
     on conflict (id) do update set version = p.version + 1, updated_at = now(),
       ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [JSON.stringify(products.map(({ id, row }) => ({ id, ...row })))],
  );
}

async function completeLines(
  tx: Transaction,
  integrationId: string,
  delivered: readonly WrittenRecord[],
): Promise<void> {
  await tx.query(
    `update document_line l set product_id = g.record_id
       from unnest($2::text[], $3::uuid[]) as g(external_id, record_id)
      where l.product_id is null and l.product_external_id = g.external_id
        and exists (select 1 from external_reference r
                     where r.record_id = l.document_id and r.integration_id = $1)`,
    [integrationId, delivered.map((one) => one.externalId), delivered.map((one) => one.recordId)],
  );
}
