import { z } from 'zod';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { checkInput } from '../writes/check-input.ts';
import { notFound } from '../writes/records.ts';
import { changeTicket } from './require-ticket.ts';
import { setStatus } from './set-status.ts';
import { versionField } from './ticket-fields.ts';

const changeStatusInput = z.strictObject({
  id: z.string(),
  statusId: z.string(),
  reason: z.string().trim().min(1, 'must not be empty').max(5_000).nullish(),
  expectedVersion: versionField,
});

export type ChangeTicketStatusInput = z.input<typeof changeStatusInput>;

export async function changeTicketStatus(
  context: RequestContext,
  raw: ChangeTicketStatusInput,
): Promise<{ id: string }> {
  const input = checkInput(changeStatusInput, raw);
  const statusId = decodeRequiredId('TicketStatus', input.statusId, 'statusId');
  return changeTicket(context, input, async (tx, ticket) => {
    const status = await tx.em.findOne(TicketStatus, { id: statusId });
    if (!status) throw notFound('TicketStatus', statusId, 'statusId');
    await setStatus(tx, context, ticket, status, input.reason ?? null);
  });
}
