import { businessTimeZone } from '../../../shared/business-time.ts';
import { newId } from '../../../shared/ids.ts';
import type { CanonicalRecord } from '../../../plugins/kit/records.ts';
import {
  type Deliver,
  type DeliveryItem,
  recordTypes,
  type RejectedRecord,
  type WrittenRecord,
} from '../../integrations/delivery.ts';
import { resolveReferences } from '../../integrations/resolve-references.ts';
import type { Transaction } from '../../transaction.ts';
import { isPaid } from '../settlement.ts';
import type { Recomputed } from '../totals/document.ts';
import { changedFields, recordset } from './changes.ts';
import {
  columns,
  type DocumentColumns,
  documentKinds,
  type DocumentRecordKind,
  toColumns,
} from './columns.ts';
import { replaceLines } from './lines.ts';
import { completeLinks, linkFields, originIds, writeLinks } from './links.ts';
import { writePayments } from './payments.ts';

interface Incoming<K extends DocumentRecordKind> {
  readonly externalId: string;
  readonly id: string;
  readonly record: CanonicalRecord<K>;
  readonly row: DocumentColumns;
  readonly recomputed: Recomputed;
}

type StoredRow = DocumentColumns & { readonly id: string };

/**
 * Takes over a batch of quotes, orders, invoices or credit notes: a dozen statements however many there are. A
 * document of a customer that was not delivered yet is rejected (and tried again by the host); products and earlier
 * documents may come later.
 */
export function deliverDocuments<K extends DocumentRecordKind>(kind: K): Deliver<K> {
  return async (tx, { integrationId, items }) => {
    const records = items.map((item) => item.record as CanonicalRecord<'invoice'>);
    const customers = await resolveReferences(
      tx,
      integrationId,
      'Customer',
      records.map((record) => record.customerExternalId),
    );
    const rejected: RejectedRecord[] = [];
    const incoming: Incoming<K>[] = [];
    for (const item of items) {
      const reason = faultOf(item, customers);
      if (reason) rejected.push({ externalId: item.externalId, reason });
      else incoming.push(prepare(kind, item, customers));
    }
    return { written: await write(tx, integrationId, kind, incoming), rejected };
  };
}

function faultOf<K extends DocumentRecordKind>(
  { record }: DeliveryItem<K>,
  customers: ReadonlyMap<string, string>,
): string | null {
  const { customerExternalId } = record;
  if (!customers.has(customerExternalId)) {
    return `customerExternalId: no customer ${JSON.stringify(customerExternalId)} was delivered yet`;
  }
  const payments = 'payments' in record ? record.payments : [];
  const ids = new Set<string>();
  for (const { externalId } of payments) {
    if (ids.has(externalId)) return `payments: two have the externalId ${JSON.stringify(externalId)}`;
    ids.add(externalId);
  }
  return null;
}

function prepare<K extends DocumentRecordKind>(
  kind: K,
  { externalId, recordId, record }: DeliveryItem<K>,
  customers: ReadonlyMap<string, string>,
): Incoming<K> {
  const customerId = customers.get(record.customerExternalId) ?? '';
  return { externalId, id: recordId ?? newId(), record, ...toColumns(kind, record, customerId) };
}

async function write<K extends DocumentRecordKind>(
  tx: Transaction,
  integrationId: string,
  kind: K,
  incoming: readonly Incoming<K>[],
): Promise<WrittenRecord[]> {
  if (incoming.length === 0) return [];
  const stored = await lockStored(tx, incoming);
  const changes = new Map<string, Set<string>>();
  for (const { id, row } of incoming) {
    const before = stored.get(id);
    changes.set(id, new Set(before ? changedFields(columns, before, row) : []));
  }
  const created = incoming.filter(({ id }) => !stored.has(id));
  await insertDocuments(tx, kind, created);

  const products = await productsOf(tx, integrationId, incoming);
  const withOtherLines = incoming.filter(({ id }) => !stored.has(id) || changes.get(id)?.has('lines'));
  await replaceLines(
    tx,
    withOtherLines.map(({ id, record, recomputed }) => ({ documentId: id, lines: record.lines, recomputed })),
    products,
  );
  const relinked = await writeLinks(
    tx,
    integrationId,
    kind,
    incoming.map(({ id, record }) => ({ documentId: id, originIds: originIds(kind, record) })),
  );
  const linkField = linkFields[kind];
  if (linkField) for (const id of relinked) changes.get(id)?.add(linkField);
  const invoices = incoming.flatMap(({ id, record }) =>
    'payments' in record ? [{ invoiceId: id, payments: record.payments }] : [],
  );
  for (const id of await writePayments(tx, invoices)) changes.get(id)?.add('settlement');
  await completeLinks(
    tx,
    integrationId,
    kind,
    incoming.map(({ externalId, id }) => ({ externalId, recordId: id })),
  );

  const updated = incoming.filter(({ id }) => stored.has(id) && changes.get(id)?.size);
  await updateDocuments(tx, updated);
  for (const document of incoming)
    announce(tx, kind, document, stored.get(document.id), changes.get(document.id));
  return incoming.map(({ externalId, id }) => ({
    externalId,
    recordId: id,
    outcome: !stored.has(id) ? 'CREATED' : changes.get(id)?.size ? 'UPDATED' : 'UNCHANGED',
  }));
}

/** Locked in the order of their ids, so that two syncs cannot wait for each other. */
async function lockStored(
  tx: Transaction,
  incoming: readonly { readonly id: string }[],
): Promise<Map<string, StoredRow>> {
  const list = Object.keys(columns).map((column) =>
    column === 'lines_hash' ? `encode(lines_hash, 'hex') as lines_hash` : column,
  );
  const rows = await tx.query<StoredRow>(
    `select id, ${list.join(', ')} from commercial_document where id = any($1::uuid[]) order by id for update`,
    [incoming.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const columnNames = Object.keys(columns)
  .filter((column) => column !== 'lines_hash')
  .join(', ');
const givenColumns = `jsonb_to_recordset($1::jsonb) as g(id uuid, ${recordset(columns)})`;
// The day of issue has no time of day: it counts from 00:00 in the company's time zone.
const happenedAt = `(g.issue_date::timestamp at time zone $2)`;

async function insertDocuments(
  tx: Transaction,
  kind: DocumentRecordKind,
  documents: readonly { readonly id: string; readonly row: DocumentColumns }[],
): Promise<void> {
  if (documents.length === 0) return;
  await tx.query(
    `insert into commercial_document (id, kind, happened_at, lines_hash, ${columnNames})
     select g.id, $3, ${happenedAt}, decode(g.lines_hash, 'hex'), ${columnNames} from ${givenColumns}`,
    [toJson(documents), businessTimeZone(), documentKinds[kind]],
  );
}

async function updateDocuments(
  tx: Transaction,
  documents: readonly { readonly id: string; readonly row: DocumentColumns }[],
): Promise<void> {
  if (documents.length === 0) return;
  await tx.query(
    `update commercial_document d
        set (version, updated_at, happened_at, lines_hash, ${columnNames})
          = (d.version + 1, now(), ${happenedAt}, decode(g.lines_hash, 'hex'), ${columnNames.replace(/\w+/g, 'g.$&')})
       from ${givenColumns}
      where d.id = g.id`,
    [toJson(documents), businessTimeZone()],
  );
}

function toJson(documents: readonly { readonly id: string; readonly row: DocumentColumns }[]): string {
  return JSON.stringify(documents.map(({ id, row }) => ({ id, ...row })));
}

function productsOf<K extends DocumentRecordKind>(
  tx: Transaction,
  integrationId: string,
  incoming: readonly Incoming<K>[],
): Promise<Map<string, string>> {
  const ids = incoming.flatMap(({ record }) => record.lines.flatMap((line) => line.productExternalId ?? []));
  return resolveReferences(tx, integrationId, 'Product', ids);
}

/** Event names, area first: `credit_note.recorded`. */
export const areas = {
  quote: 'quote',
  order: 'order',
  invoice: 'invoice',
  creditNote: 'credit_note',
} as const;

function announce<K extends DocumentRecordKind>(
  tx: Transaction,
  kind: K,
  { id, row }: Incoming<K>,
  before: StoredRow | undefined,
  changes: ReadonlySet<string> | undefined,
): void {
  const subject = { type: recordTypes[kind], id };
  const customerId = String(row.customer_id);
  const data = { number: row.number };
  if (!before) {
    tx.announce({ type: `${areas[kind]}.recorded`, subject, customerId, data });
    return;
  }
  if (!changes?.size) return;
  tx.announce({
    type: `${areas[kind]}.updated`,
    subject,
    customerId,
    data: { ...data, changed: [...changes].toSorted() },
  });
  if (
    kind === 'invoice' &&
    isPaid(row.open_amount as string | null) &&
    !isPaid(before.open_amount as string | null)
  ) {
    tx.announce({ type: 'invoice.paid', subject, customerId, data });
  }
}
