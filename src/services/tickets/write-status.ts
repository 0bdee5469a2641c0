import { z } from 'zod';
import { TicketState } from '../../entities/tickets/enums.ts';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import { DomainError } from '../../shared/errors.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { refuseDuplicates } from '../writes/unique.ts';
import { nameField, versionField } from './ticket-fields.ts';

const statusFields = z.strictObject({
  name: nameField,
  position: z.number().int().min(0).max(10_000).optional(),
  isDefault: z.boolean().optional(),
});
const createInput = statusFields.extend({ state: z.enum(TicketState) });
const updateInput = statusFields.partial().extend({
  id: z.string(),
  active: z.boolean().optional(),
  expectedVersion: versionField,
});

export type CreateTicketStatusInput = z.input<typeof createInput>;
export type UpdateTicketStatusInput = z.input<typeof updateInput>;

const duplicates = {
  ticket_status_name_unique: { field: 'name', message: 'Another status has this name.' },
};

export async function createTicketStatus(
  context: RequestContext,
  raw: CreateTicketStatusInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'configure tickets');
  const { name, state, position, isDefault } = checkInput(createInput, raw);
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const status = new TicketStatus();
      applyChanges(status, { name, state, position });
      if (isDefault) await makeDefault(tx, status);
      tx.em.persist(status);
      announce(tx, status, 'ticket_status.created', { name, state });
      return { id: status.id };
    }),
  );
}

export async function updateTicketStatus(
  context: RequestContext,
  raw: UpdateTicketStatusInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'configure tickets');
  const { id: globalId, expectedVersion, isDefault, ...fields } = checkInput(updateInput, raw);
  const id = decodeRequiredId('TicketStatus', globalId, 'id');
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const status = await lockRecord(tx, TicketStatus, id, { expectedVersion });
      if (status.isDefault && (isDefault === false || fields.active === false)) {
        throw new DomainError(
          'NOT_ALLOWED',
          `"${status.name}" is the default of ${status.state}: make another one the default first.`,
          isDefault === false ? 'isDefault' : 'active',
        );
      }
      const changed = applyChanges(status, fields);
      if (isDefault && !status.isDefault) {
        await makeDefault(tx, status);
        changed.push('isDefault');
      }
      if (changed.length > 0) announce(tx, status, 'ticket_status.updated', { name: status.name, changed });
      return { id };
    }),
  );
}

/** There is always exactly one for each state: tickets must have somewhere to go by themselves. */
async function makeDefault(tx: Transaction, status: TicketStatus): Promise<void> {
  if (!status.active) {
    throw new DomainError('NOT_ALLOWED', 'A status that is no longer used cannot be a default.', 'isDefault');
  }
  await tx.query(
    `update ticket_status set is_default = false, version = version + 1, updated_at = now()
      where state = $1 and is_default`,
    [status.state],
  );
  status.isDefault = true;
}

function announce(
  tx: Transaction,
  { id }: TicketStatus,
  type: 'ticket_status.created' | 'ticket_status.updated',
  data: Record<string, unknown>,
): void {
  tx.announce({ type, subject: { type: 'TicketStatus', id }, customerId: null, data });
}
