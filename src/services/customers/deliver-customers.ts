import { newId } from '../../shared/ids.ts';
import { type BulkRow, insertRows, lockAndCompare, updateRows } from '../integrations/bulk-rows.ts';
import type {
  Delivery,
  DeliveryItem,
  DeliveryResult,
  RejectedRecord,
  WrittenRecord,
} from '../integrations/delivery.ts';
import type { Transaction } from '../transaction.ts';
import { deliveredEmails, deliveredPhones, fieldName } from './delivered-reachability.ts';

const columns = {
  kind: 'text',
  customer_number: 'text',
  name: 'text',
  vat_id: 'text',
  addresses: 'jsonb',
  phones: 'jsonb',
  emails: 'jsonb',
  language: 'text',
  tags: 'text[]',
  customer_class: 'text',
  archived_at: 'timestamptz',
} as const;

/** Fields whose values are personal: events name them without their values. */
const personal = new Set(['name', 'vatId', 'addresses', 'phones', 'emails']);

type Item = DeliveryItem<'customer'>;

/**
 * Takes customers in. Which of ours one is: the one its external id stands for, else the one with its customer
 * number unless this integration has claimed that one already, else a new one. Of several integrations that deliver a
 * customer the first is in charge of its master data, the others are only linked. Key account manager, team and
 * partner are ours and stay.
 */
export async function deliverCustomers(
  tx: Transaction,
  delivery: Delivery<'customer'>,
): Promise<DeliveryResult> {
  const owners = await ownersOfNumbers(tx, delivery);
  const rejected: RejectedRecord[] = [];
  const targets = new Map<string, { item: Item; isNew: boolean }>();
  for (const item of delivery.items) {
    const { customerNumber } = item.record;
    const owner = owners.get(customerNumber);
    const id = item.recordId ?? (owner && !owner.claimed ? owner.id : null);
    if ((owner && owner.id !== id) || (id !== null && targets.has(id))) {
      const reason = `customerNumber: another customer of this integration has the number ${customerNumber}`;
      rejected.push({ externalId: item.externalId, reason });
      continue;
    }
    const recordId = id ?? newId();
    owners.set(customerNumber, { id: recordId, claimed: true });
    targets.set(recordId, { item, isNew: id === null });
  }
  const written = await write(
    tx,
    targets,
    await ledByOthers(tx, delivery.integrationId, [...targets.keys()]),
  );
  return { written, rejected };
}

async function write(
  tx: Transaction,
  targets: ReadonlyMap<string, { item: Item; isNew: boolean }>,
  led: ReadonlySet<string>,
): Promise<WrittenRecord[]> {
  const archivedSince = new Date().toISOString();
  const all = [...targets].map(([id, { item, isNew }]) => ({
    id,
    isNew,
    row: toRow(id, item, isNew, archivedSince),
  }));
  const inserts = all.filter(({ isNew }) => isNew).map(({ row }) => row);
  const existing = all.filter(({ id, isNew }) => !isNew && !led.has(id)).map(({ row }) => row);
  const archived = await archivedAmong(
    tx,
    existing.map(({ id }) => id),
  );
  const updates = existing.map((row) => keepArchived(row, archived.has(row.id)));
  const changes = await lockAndCompare(tx, 'customer', columns, updates);
  const changedRows = updates.filter(({ id }) => (changes.get(id)?.changed.length ?? 0) > 0);
  await insertRows(tx, 'customer', columns, inserts);
  await updateRows(tx, 'customer', columns, changedRows);
  return [...targets].map(([id, { item, isNew }]) => {
    const changed = changes.get(id)?.changed.map(fieldName) ?? [];
    if (isNew) announceCreated(tx, id, item);
    else if (changed.length > 0) announceChanged(tx, id, item, changed);
    const outcome = isNew ? 'CREATED' : changed.length > 0 ? 'UPDATED' : 'UNCHANGED';
    return { externalId: item.externalId, recordId: id, outcome };
  });
}

function toRow(id: string, { record }: Item, isNew: boolean, archivedSince: string): BulkRow {
  const { kind, customerNumber, name, vatId, addresses, emails, language, tags, customerClass } = record;
  return {
    id,
    kind,
    customer_number: customerNumber,
    name,
    vat_id: vatId,
    addresses,
    phones: deliveredPhones(record.phones, addresses[0]?.country),
    emails: deliveredEmails(emails),
    language,
    // Most upstreams have no tags: an empty list must not take away those that were given here.
    tags: isNew || tags.length > 0 ? [...new Set(tags)].toSorted() : undefined,
    customer_class: customerClass,
    archived_at: record.archived ? archivedSince : null,
  };
}

/** One that is archived stays archived since when it was. */
function keepArchived(row: BulkRow, isArchived: boolean): BulkRow {
  return isArchived && row['archived_at'] !== null ? { ...row, archived_at: undefined } : row;
}

async function archivedAmong(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `select id from customer where id = any($1::uuid[]) and archived_at is not null`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Those of these customers that another integration delivers, and delivered first. */
async function ledByOthers(
  tx: Transaction,
  integrationId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `select distinct other.record_id as id from external_reference other
       left join external_reference own on own.record_id = other.record_id and own.record_type = other.record_type
            and own.integration_id = $1 and own.deleted_at is null
      where other.record_type = 'Customer' and other.record_id = any($2::uuid[])
        and other.integration_id <> $1 and other.deleted_at is null
        and (own.record_id is null
             or (other.linked_at, other.integration_id) < (own.linked_at, own.integration_id))`,
    [integrationId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

interface Owner {
  readonly id: string;
  /** Whether another external id of the same integration stands for it. */
  readonly claimed: boolean;
}

async function ownersOfNumbers(
  tx: Transaction,
  { integrationId, items }: Delivery<'customer'>,
): Promise<Map<string, Owner>> {
  const rows = await tx.query<{ number: string; id: string; claimed: boolean }>(
    `select c.customer_number as number, c.id,
            exists (select 1 from external_reference r
                     where r.record_id = c.id and r.record_type = 'Customer' and r.integration_id = $1
                       and r.deleted_at is null) as claimed
       from customer c where c.customer_number = any($2::text[])`,
    [integrationId, items.map(({ record }) => record.customerNumber)],
  );
  return new Map(rows.map(({ number, id, claimed }) => [number, { id, claimed }]));
}

function announceCreated(tx: Transaction, id: string, { record }: Item): void {
  tx.announce({
    type: 'customer.created',
    subject: { type: 'Customer', id },
    customerId: id,
    data: { customerNumber: record.customerNumber, kind: record.kind },
  });
}

function announceChanged(tx: Transaction, id: string, { record }: Item, changed: readonly string[]): void {
  tx.announce({
    type: changed.includes('archivedAt')
      ? record.archived
        ? 'customer.archived'
        : 'customer.restored'
      : 'customer.updated',
    subject: { type: 'Customer', id },
    customerId: id,
    data: { changed, personal: changed.filter((field) => personal.has(field)) },
  });
}

/** Customers that the other system deleted are archived: their history is ours. */
export async function archiveCustomers(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update customer set archived_at = now(), version = version + 1, updated_at = now()
      where id = any($1::uuid[]) and archived_at is null returning id`,
    [ids],
  );
  for (const { id } of rows) {
    tx.announce({
      type: 'customer.archived',
      subject: { type: 'Customer', id },
      customerId: id,
      data: { changed: ['archivedAt'], personal: [] },
    });
  }
  return rows.map(({ id }) => id);
}
