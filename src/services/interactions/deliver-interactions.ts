import { newId } from '../../shared/ids.ts';
import { fieldName } from '../customers/delivered-reachability.ts';
import { type BulkRow, insertRows, lockAndCompare, updateRows } from '../integrations/bulk-rows.ts';
import type { Delivery, DeliveryItem, DeliveryResult, RejectedRecord } from '../integrations/delivery.ts';
import { isInternalByDefault } from './internal.ts';
import { resolveReferences } from '../integrations/resolve-references.ts';
import type { Transaction } from '../transaction.ts';

const columns = {
  customer_id: 'uuid',
  contact_id: 'uuid',
  kind: 'text',
  direction: 'text',
  subject: 'text',
  body: 'text',
  internal: 'boolean',
  happened_at: 'timestamptz',
  due_at: 'timestamptz',
  completed_at: 'timestamptz',
} as const;

/** Fields whose values are personal: events name them without their values. */
const personal = new Set(['subject', 'body']);

interface Target {
  readonly id: string;
  readonly isNew: boolean;
  readonly customerId: string;
  readonly contactId: string | null | undefined;
  readonly item: DeliveryItem<'interaction'>;
}

/** Takes entries of the contact history in. Agent, attachments and document are ours and stay. */
export async function deliverInteractions(
  tx: Transaction,
  delivery: Delivery<'interaction'>,
): Promise<DeliveryResult> {
  const { targets, rejected } = await resolve(tx, delivery);
  const rows = targets.map((target) => ({ target, row: toRow(target) }));
  const updates = rows.filter(({ target }) => !target.isNew).map(({ row }) => row);
  const inserts = rows
    .filter(({ target }) => target.isNew)
    .map(({ target, row }) => ({
      ...row,
      internal: isInternal(target),
      attachments: [],
    }));
  const changes = await lockAndCompare(tx, 'interaction', columns, updates);
  await insertRows(tx, 'interaction', { ...columns, attachments: 'jsonb' }, inserts);
  await updateRows(
    tx,
    'interaction',
    columns,
    updates.filter(({ id }) => (changes.get(id)?.changed.length ?? 0) > 0),
  );
  const internal = await internalAmong(tx, [...changes.keys()]);
  const written = targets.map((target) => {
    const changed = changes.get(target.id)?.changed.map(fieldName) ?? [];
    const outcome = target.isNew ? 'CREATED' : changed.length > 0 ? 'UPDATED' : 'UNCHANGED';
    if (outcome !== 'UNCHANGED') {
      announce(tx, target, changed, target.isNew ? isInternal(target) : internal.has(target.id));
    }
    return { externalId: target.item.externalId, recordId: target.id, outcome } as const;
  });
  return { written, rejected };
}

async function resolve(
  tx: Transaction,
  { integrationId, items }: Delivery<'interaction'>,
): Promise<{ targets: Target[]; rejected: RejectedRecord[] }> {
  const customerIds = items.map(({ record }) => record.customerExternalId);
  const contactIds = items.flatMap(({ record }) => record.contactExternalId ?? []);
  const customers = await resolveReferences(tx, integrationId, 'Customer', customerIds);
  const contacts = await resolveReferences(tx, integrationId, 'Contact', contactIds);
  const targets: Target[] = [];
  const rejected: RejectedRecord[] = [];
  for (const item of items) {
    const { customerExternalId, contactExternalId } = item.record;
    const customerId = customers.get(customerExternalId);
    const contactId = contactExternalId == null ? contactExternalId : contacts.get(contactExternalId);
    if (!customerId) {
      const reason = `customerExternalId: no customer ${JSON.stringify(customerExternalId)} was delivered yet`;
      rejected.push({ externalId: item.externalId, reason });
    } else if (contactExternalId != null && !contactId) {
      const reason = `contactExternalId: no contact ${JSON.stringify(contactExternalId)} was delivered yet`;
      rejected.push({ externalId: item.externalId, reason });
    } else {
      targets.push({
        id: item.recordId ?? newId(),
        isNew: item.recordId === null,
        customerId,
        contactId,
        item,
      });
    }
  }
  return { targets, rejected };
}

/** As it is delivered, else by its kind; what is said of it here stays where nothing is delivered. */
function isInternal({ item: { record } }: Target): boolean {
  return record.internal ?? isInternalByDefault(record.kind);
}

function toRow({ id, customerId, contactId, item: { record } }: Target): BulkRow {
  return {
    id,
    customer_id: customerId,
    contact_id: contactId,
    kind: record.kind,
    direction: record.direction,
    subject: record.subject,
    body: record.body,
    internal: record.internal ?? undefined,
    happened_at: record.happenedAt,
    due_at: record.dueAt,
    completed_at: record.completedAt,
  };
}

/** Which of these entries are internal as they are now. */
async function internalAmong(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `select id from interaction where id = any($1::uuid[]) and internal`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

function announce(
  tx: Transaction,
  { id, isNew, customerId, item }: Target,
  changed: readonly string[],
  internal: boolean,
): void {
  const { kind, direction, completedAt } = item.record;
  const isCompleted = changed.includes('completedAt') && completedAt != null;
  tx.announce({
    type: isNew ? 'interaction.recorded' : isCompleted ? 'interaction.completed' : 'interaction.updated',
    subject: { type: 'Interaction', id },
    customerId,
    internal,
    data: isNew
      ? { kind, direction: direction ?? null }
      : { kind, changed, personal: changed.filter((field) => personal.has(field)) },
  });
}
