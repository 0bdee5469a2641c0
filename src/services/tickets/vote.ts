import { Suggestion } from '../../entities/tickets/suggestion.ts';
import type { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { requireReachable } from '../customers/require-reachable.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { announceInternally } from './announce-ticket.ts';
import { changeTicket } from './require-ticket.ts';

export interface VoteInput {
  readonly id: string;
  readonly customerId: string;
}

/** Notes that another customer wants a suggestion, too; a second vote of the same changes nothing. */
export async function voteForSuggestion(context: RequestContext, input: VoteInput): Promise<{ id: string }> {
  return change(
    context,
    input,
    `insert into suggestion_vote (ticket_id, customer_id) values ($1, $2) on conflict do nothing returning 1`,
  );
}

export async function withdrawVote(context: RequestContext, input: VoteInput): Promise<{ id: string }> {
  return change(
    context,
    input,
    `delete from suggestion_vote where ticket_id = $1 and customer_id = $2 returning 1`,
  );
}

async function change(context: RequestContext, input: VoteInput, statement: string): Promise<{ id: string }> {
  const customerId = decodeRequiredId('Customer', input.customerId, 'customerId');
  return changeTicket(context, { id: input.id }, async (tx, ticket) => {
    requireSuggestion(ticket);
    await requireReachable(tx, context, customerId, 'customerId');
    const changed = await tx.query(statement, [ticket.id, customerId]);
    // Who else wants it is not for the customer whose suggestion it is.
    if (changed.length > 0) announceInternally(tx, ticket, 'ticket.voted', { changed: ['votes'] });
  });
}

export function requireSuggestion(ticket: Ticket): asserts ticket is Suggestion {
  if (ticket instanceof Suggestion) return;
  throw new DomainError('NOT_ALLOWED', `Ticket ${ticket.number} is no suggestion.`, 'id');
}
