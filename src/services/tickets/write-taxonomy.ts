import type { EntityClass } from '@mikro-orm/core';
import { z } from 'zod';
import { ComplaintCause } from '../../entities/tickets/complaint-cause.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import type { EventType } from '../../events/event-types.ts';
import { DomainError } from '../../shared/errors.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord, notFound } from '../writes/records.ts';
import { refuseDuplicates } from '../writes/unique.ts';
import { nameField, versionField } from './ticket-fields.ts';

// Categories of tickets and causes of complaints: two trees that are kept alike.

interface Entry {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  name: string;
  parent: Entry | null;
  active: boolean;
}

interface Tree {
  readonly entity: EntityClass<Entry>;
  readonly table: 'ticket_category' | 'complaint_cause';
  readonly typeName: string;
  make(): Entry;
}

const categories: Tree = {
  entity: TicketCategory,
  table: 'ticket_category',
  typeName: 'TicketCategory',
  make: () => new TicketCategory(),
};
const causes: Tree = {
  entity: ComplaintCause,
  table: 'complaint_cause',
  typeName: 'ComplaintCause',
  make: () => new ComplaintCause(),
};

const createInput = z.strictObject({ name: nameField, parentId: z.string().nullish() });
const updateInput = createInput.partial().extend({
  id: z.string(),
  active: z.boolean().optional(),
  expectedVersion: versionField,
});

export type CreateTaxonomyInput = z.input<typeof createInput>;
export type UpdateTaxonomyInput = z.input<typeof updateInput>;

export const createTicketCategory = (context: RequestContext, input: CreateTaxonomyInput) =>
  create(context, categories, input);
export const updateTicketCategory = (context: RequestContext, input: UpdateTaxonomyInput) =>
  update(context, categories, input);
export const createComplaintCause = (context: RequestContext, input: CreateTaxonomyInput) =>
  create(context, causes, input);
export const updateComplaintCause = (context: RequestContext, input: UpdateTaxonomyInput) =>
  update(context, causes, input);

function duplicatesOf({ table }: Tree) {
  return { [`${table}_name_unique`]: { field: 'name', message: 'Its parent has one of this name already.' } };
}

async function create(
  context: RequestContext,
  tree: Tree,
  raw: CreateTaxonomyInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'configure tickets');
  const { name, parentId } = checkInput(createInput, raw);
  return refuseDuplicates(duplicatesOf(tree), () =>
    inTransaction(context, async (tx) => {
      const entry = tree.make();
      entry.name = name;
      entry.parent = await parentOf(tx, tree, parentId ?? null);
      tx.em.persist(entry);
      announce(tx, tree, entry, `${tree.table}.created`, { name });
      return { id: entry.id };
    }),
  );
}

async function update(
  context: RequestContext,
  tree: Tree,
  raw: UpdateTaxonomyInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'configure tickets');
  const { id: globalId, expectedVersion, parentId, ...fields } = checkInput(updateInput, raw);
  const id = decodeRequiredId(tree.typeName, globalId, 'id');
  return refuseDuplicates(duplicatesOf(tree), () =>
    inTransaction(context, async (tx) => {
      // Two moves at once could each find no circle and make one together.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [tree.table]);
      const entry = await lockRecord(tx, tree.entity as EntityClass<TicketCategory>, id, { expectedVersion });
      const parent = parentId === undefined ? undefined : await parentOf(tx, tree, parentId);
      if (parent) await refuseCircle(tx, tree, id, parent.id);
      const changed = applyChanges<Pick<Entry, 'name' | 'active'>>(entry, fields);
      if (parent !== undefined && parent?.id !== entry.parent?.id) {
        entry.parent = parent;
        changed.push('parent');
      }
      if (changed.length > 0) {
        announce(tx, tree, entry, `${tree.table}.updated`, { name: entry.name, changed });
      }
      return { id };
    }),
  );
}

async function parentOf(tx: Transaction, tree: Tree, globalId: string | null): Promise<Entry | null> {
  if (globalId === null) return null;
  const id = decodeRequiredId(tree.typeName, globalId, 'parentId');
  const parent = await tx.em.findOne(tree.entity, { id });
  if (!parent) throw notFound(tree.typeName, id, 'parentId');
  return parent;
}

async function refuseCircle(tx: Transaction, { table }: Tree, id: string, parentId: string): Promise<void> {
  const found = await tx.query(
    `with recursive above as (
       select id, parent_id from ${table} where id = $1
       union all
       select t.id, t.parent_id from ${table} t join above a on t.id = a.parent_id
     )
     select 1 from above where id = $2`,
    [parentId, id],
  );
  if (found.length > 0) {
    throw new DomainError(
      'NOT_ALLOWED',
      'The parent is this entry itself or stands below it: that would be a circle.',
      'parentId',
    );
  }
}

function announce(
  tx: Transaction,
  { typeName }: Tree,
  { id }: Pick<Entry, 'id'>,
  type: EventType,
  data: Record<string, unknown>,
): void {
  tx.announce({ type, subject: { type: typeName, id }, customerId: null, data });
}
