import type { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Transaction } from '../transaction.ts';
import { announceInternally } from './announce-ticket.ts';
import { changeTicket } from './require-ticket.ts';
import { activeAgent } from './ticket-fields.ts';

export interface WatchTicketInput {
  readonly id: string;
  /** The viewer's own agent if omitted. */
  readonly agentId?: string | null;
}

export async function watchTicket(context: RequestContext, input: WatchTicketInput): Promise<{ id: string }> {
  return changeTicket(context, { id: input.id }, async (tx, ticket) => {
    const agentId = await watcherOf(tx, context, input.agentId);
    const begun = await tx.query(
      `insert into ticket_watcher (ticket_id, agent_id) values ($1, $2) on conflict do nothing returning 1`,
      [ticket.id, agentId],
    );
    announceWatchers(tx, ticket, begun.length > 0);
  });
}

export async function unwatchTicket(
  context: RequestContext,
  input: WatchTicketInput,
): Promise<{ id: string }> {
  return changeTicket(context, { id: input.id }, async (tx, ticket) => {
    const agentId = await watcherOf(tx, context, input.agentId);
    const ended = await tx.query(
      `delete from ticket_watcher where ticket_id = $1 and agent_id = $2 returning 1`,
      [ticket.id, agentId],
    );
    announceWatchers(tx, ticket, ended.length > 0);
  });
}

async function watcherOf(
  tx: Transaction,
  { viewer }: RequestContext,
  globalId: string | null | undefined,
): Promise<string> {
  const id = globalId == null ? viewer.agentId : (await activeAgent(tx, globalId, 'agentId'))?.id;
  if (id) return id;
  throw new DomainError('INVALID', '`agentId`: your credential acts as no agent, so name one.', 'agentId');
}

function announceWatchers(tx: Transaction, ticket: Ticket, changed: boolean): void {
  if (changed) announceInternally(tx, ticket, 'ticket.watchers_changed', { changed: ['watchers'] });
}
