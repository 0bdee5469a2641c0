import { newId } from '../../shared/ids.ts';
import { type BulkRow, insertRows, lockAndCompare, updateRows } from '../integrations/bulk-rows.ts';
import type { Delivery, DeliveryItem, DeliveryResult } from '../integrations/delivery.ts';
import { resolveReferences } from '../integrations/resolve-references.ts';
import type { Transaction } from '../transaction.ts';
import { deliveredEmails, deliveredPhones, fieldName } from './delivered-reachability.ts';

const columns = {
  customer_id: 'uuid',
  name: 'text',
  role: 'text',
  department: 'text',
  phones: 'jsonb',
  emails: 'jsonb',
  language: 'text',
  active: 'boolean',
} as const;

/** Fields whose values are personal: events name them without their values. */
const personal = new Set(['name', 'role', 'department', 'phones', 'emails']);

interface Target {
  readonly id: string;
  readonly isNew: boolean;
  readonly customerId: string;
  readonly item: DeliveryItem<'contact'>;
}

/** Takes contacts in; which of ours one is, its external id says. */
export async function deliverContacts(
  tx: Transaction,
  delivery: Delivery<'contact'>,
): Promise<DeliveryResult> {
  const { integrationId, items } = delivery;
  const wanted = items.map(({ record }) => record.customerExternalId);
  const customers = await resolveReferences(tx, integrationId, 'Customer', wanted);
  const targets = items.flatMap((item): Target[] => {
    const customerId = customers.get(item.record.customerExternalId);
    return customerId
      ? [{ id: item.recordId ?? newId(), isNew: item.recordId === null, customerId, item }]
      : [];
  });
  const countries = await mainCountries(
    tx,
    targets.map(({ customerId }) => customerId),
  );
  const rows = targets.map((target) => ({ target, row: toRow(target, countries.get(target.customerId)) }));
  const updates = rows.filter(({ target }) => !target.isNew).map(({ row }) => row);
  const changes = await lockAndCompare(tx, 'contact', columns, updates);
  await insertRows(
    tx,
    'contact',
    columns,
    rows.filter(({ target }) => target.isNew).map(({ row }) => row),
  );
  await updateRows(
    tx,
    'contact',
    columns,
    updates.filter(({ id }) => (changes.get(id)?.changed.length ?? 0) > 0),
  );
  const written = targets.map((target) => {
    const changed = changes.get(target.id)?.changed.map(fieldName) ?? [];
    const outcome = target.isNew ? 'CREATED' : changed.length > 0 ? 'UPDATED' : 'UNCHANGED';
    if (outcome !== 'UNCHANGED') announce(tx, target, changed);
    return { externalId: target.item.externalId, recordId: target.id, outcome } as const;
  });
  const rejected = items
    .filter(({ record }) => !customers.has(record.customerExternalId))
    .map(({ externalId, record }) => ({
      externalId,
      reason: `customerExternalId: no customer ${JSON.stringify(record.customerExternalId)} was delivered yet`,
    }));
  return { written, rejected };
}

function toRow({ id, customerId, item: { record } }: Target, country: string | undefined): BulkRow {
  return {
    id,
    customer_id: customerId,
    name: record.name,
    role: record.role,
    department: record.department,
    phones: deliveredPhones(record.phones, country),
    emails: deliveredEmails(record.emails),
    language: record.language,
    active: record.active,
  };
}

async function mainCountries(tx: Transaction, customerIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; country: string | null }>(
    `select id, addresses -> 0 ->> 'country' as country from customer where id = any($1::uuid[])`,
    [[...new Set(customerIds)]],
  );
  return new Map(rows.flatMap(({ id, country }) => (country ? [[id, country] as const] : [])));
}

function announce(tx: Transaction, { id, isNew, customerId }: Target, changed: readonly string[]): void {
  tx.announce({
    type: isNew ? 'contact.created' : 'contact.updated',
    subject: { type: 'Contact', id },
    customerId,
    data: isNew ? {} : { changed, personal: changed.filter((field) => personal.has(field)) },
  });
}

/** Contacts that the other system deleted become inactive: their history is ours. */
export async function deactivateContacts(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string; customer_id: string }>(
    `update contact set active = false, version = version + 1, updated_at = now()
      where id = any($1::uuid[]) and active returning id, customer_id`,
    [ids],
  );
  for (const { id, customer_id: customerId } of rows) {
    tx.announce({
      type: 'contact.updated',
      subject: { type: 'Contact', id },
      customerId,
      data: { changed: ['active'], personal: [] },
    });
  }
  return rows.map(({ id }) => id);
}
