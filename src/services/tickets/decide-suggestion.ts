import { z } from 'zod';
import { SuggestionOutcome } from '../../entities/tickets/enums.ts';
import type { RequestContext } from '../context.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges } from '../writes/records.ts';
import { announceTicket } from './announce-ticket.ts';
import { changeTicket } from './require-ticket.ts';
import { versionField } from './ticket-fields.ts';
import { requireSuggestion } from './vote.ts';

const decideInput = z.strictObject({
  id: z.string(),
  outcome: z.enum(SuggestionOutcome),
  reason: z.string().trim().min(1, 'say why').max(5_000),
  expectedVersion: versionField,
});

export type DecideSuggestionInput = z.input<typeof decideInput>;

/** Says what becomes of a suggestion, and why. */
export async function decideSuggestion(
  context: RequestContext,
  raw: DecideSuggestionInput,
): Promise<{ id: string }> {
  const { outcome, reason, ...input } = checkInput(decideInput, raw);
  return changeTicket(context, input, async (tx, ticket) => {
    requireSuggestion(ticket);
    const changed = applyChanges(ticket, { outcome, outcomeReason: reason });
    if (changed.length > 0) announceTicket(tx, ticket, 'ticket.outcome_decided', { outcome, changed });
  });
}
