import { z } from 'zod';
import { ComplaintCause } from '../../entities/tickets/complaint-cause.ts';
import { Complaint } from '../../entities/tickets/complaint.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, notFound } from '../writes/records.ts';
import { announceInternally, announceTicket } from './announce-ticket.ts';
import { moneyField, versionField } from './ticket-fields.ts';
import { changeTicket } from './require-ticket.ts';

const complaintInput = z.strictObject({
  id: z.string(),
  causeId: z.string().nullish(),
  defect: z.string().trim().min(1, 'must not be empty').max(20_000).nullish(),
  remedy: z.string().trim().min(1, 'must not be empty').max(20_000).nullish(),
  compensation: moneyField.nullish(),
  cost: moneyField.nullish(),
  expectedVersion: versionField,
});

export type UpdateComplaintInput = z.input<typeof complaintInput>;

/** What partners and customers are not told of. */
const internal = new Set(['cause', 'cost']);

export async function updateComplaint(
  context: RequestContext,
  raw: UpdateComplaintInput,
): Promise<{ id: string }> {
  const { causeId, defect, remedy, compensation, cost, ...input } = checkInput(complaintInput, raw);
  return changeTicket(context, input, async (tx, ticket) => {
    if (!(ticket instanceof Complaint)) {
      throw new DomainError('NOT_ALLOWED', `Ticket ${ticket.number} is no complaint.`, 'id');
    }
    const columns = applyChanges(ticket, {
      defect,
      remedy,
      ...(causeId !== undefined && { cause: await causeOf(tx, causeId) }),
      ...(compensation !== undefined && {
        compensationAmount: compensation?.amount ?? null,
        compensationCurrency: compensation?.currency ?? null,
      }),
      ...(cost !== undefined && {
        costAmount: cost?.amount ?? null,
        costCurrency: cost?.currency ?? null,
      }),
    });
    const changed = [...new Set(columns.map((name) => name.replace(/(Amount|Currency)$/, '')))];
    const forAll = changed.filter((name) => !internal.has(name));
    const forUs = changed.filter((name) => internal.has(name));
    if (forAll.length > 0) announceTicket(tx, ticket, 'ticket.updated', { changed: forAll });
    if (forUs.length > 0) announceInternally(tx, ticket, 'ticket.updated', { changed: forUs });
  });
}

async function causeOf(tx: Transaction, globalId: string | null): Promise<ComplaintCause | null> {
  if (globalId === null) return null;
  const id = decodeRequiredId('ComplaintCause', globalId, 'causeId');
  const cause = await tx.em.findOne(ComplaintCause, { id });
  if (!cause) throw notFound('ComplaintCause', id, 'causeId');
  if (!cause.active) {
    throw new DomainError('NOT_ALLOWED', `The cause "${cause.name}" is no longer used.`, 'causeId');
  }
  return cause;
}
