import { z } from 'zod';
import { TICKET_NUMBERING_ID, TicketNumbering } from '../../entities/tickets/ticket-numbering.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { versionField } from './ticket-fields.ts';
import { faultOfPattern } from './ticket-number.ts';

const numberingInput = z.strictObject({
  pattern: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(50)
    .superRefine((pattern, refuse) => {
      const fault = faultOfPattern(pattern);
      if (fault) refuse.addIssue({ code: 'custom', message: fault });
    }),
  expectedVersion: versionField,
});

export type SetTicketNumberingInput = z.input<typeof numberingInput>;

/** Numbers of tickets to come look like this; those that there are keep theirs. */
export async function setTicketNumbering(
  context: RequestContext,
  raw: SetTicketNumberingInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'configure tickets');
  const { pattern, expectedVersion } = checkInput(numberingInput, raw);
  return inTransaction(context, async (tx) => {
    const numbering = await lockRecord(tx, TicketNumbering, TICKET_NUMBERING_ID, { expectedVersion });
    if (applyChanges(numbering, { pattern }).length > 0) {
      tx.announce({
        type: 'ticket_numbering.updated',
        subject: { type: 'TicketNumbering', id: numbering.id },
        customerId: null,
        data: { pattern },
      });
    }
    return { id: numbering.id };
  });
}
