import { z } from 'zod';
import type { RequestContext } from '../context.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges } from '../writes/records.ts';
import { announceTicket } from './announce-ticket.ts';
import { changeTicket } from './require-ticket.ts';
import { subjectField, ticketChanges, ticketFields, versionField } from './ticket-fields.ts';

const updateInput = ticketFields.extend({
  id: z.string(),
  subject: subjectField.optional(),
  expectedVersion: versionField,
});

export type UpdateTicketInput = z.input<typeof updateInput>;

/** Fields whose values are personal: events name them without their values. */
const personal = new Set(['subject', 'description']);

export async function updateTicket(context: RequestContext, raw: UpdateTicketInput): Promise<{ id: string }> {
  const { id, expectedVersion, subject, ...fields } = checkInput(updateInput, raw);
  return changeTicket(context, { id, expectedVersion }, async (tx, ticket) => {
    const changes = await ticketChanges(tx, context, fields, ticket.customer.id);
    const changed = applyChanges(ticket, { subject, ...changes });
    if (changed.length === 0) return;
    announceTicket(tx, ticket, 'ticket.updated', {
      changed,
      personal: changed.filter((field) => personal.has(field)),
    });
  });
}
