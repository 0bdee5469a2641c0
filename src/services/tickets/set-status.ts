import { Agent } from '../../entities/people/agent.ts';
import type { TicketState } from '../../entities/tickets/enums.ts';
import { TicketStatusChange } from '../../entities/tickets/ticket-status-change.ts';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import type { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import { encodeId } from '../../shared/ids.ts';
import type { RequestContext } from '../context.ts';
import type { Transaction } from '../transaction.ts';
import { addSystemEntry, announceTicket } from './announce-ticket.ts';
import { decideStatus, nextStates, type StatusDecision } from './status-decision.ts';

/** The status that Kontor sets when a ticket comes into a state by itself. */
export async function defaultStatus(tx: Transaction, state: TicketState): Promise<TicketStatus> {
  return tx.em.findOneOrFail(TicketStatus, { state, isDefault: true, active: true });
}

/** Brings a locked ticket into a status, if that may be, and says so to everybody. */
export async function setStatus(
  tx: Transaction,
  { viewer }: RequestContext,
  ticket: Ticket,
  status: TicketStatus,
  reason: string | null = null,
): Promise<void> {
  const from = await tx.em.findOneOrFail(TicketStatus, { id: ticket.status.id });
  const now = new Date();
  const { state, solvedAt, closedAt } = ticket;
  const decision = decideStatus({ statusId: from.id, state, solvedAt, closedAt }, status, reason, now);
  if (decision.kind === 'UNCHANGED') return;
  if (decision.kind === 'REFUSED') throw refusal(decision, from, status);
  const { kind: _, ...changes } = decision;
  Object.assign(ticket, changes, { status });
  recordStatusChange(tx, viewer.agentId, ticket, from, status, now);
  const because = reason === null ? '' : `: ${reason}`;
  addSystemEntry(tx, ticket, `Status changed from ${from.name} to ${status.name}${because}`);
  announceTicket(tx, ticket, 'ticket.status_changed', {
    changed: ['status', ...(from.state === status.state ? [] : ['state'])],
    previous: { statusId: encodeId('TicketStatus', from.id), state: from.state },
    from: from.name,
    to: status.name,
    fromState: from.state,
    toState: status.state,
  });
}

/** For the history: how long a ticket was in which status. */
export function recordStatusChange(
  tx: Transaction,
  agentId: string | null,
  ticket: Ticket,
  from: TicketStatus | null,
  to: TicketStatus,
  changedAt: Date,
): void {
  const change = new TicketStatusChange();
  Object.assign(change, { ticket, from, to, changedAt });
  if (agentId) change.agent = tx.em.getReference(Agent, agentId);
  tx.em.persist(change);
}

function refusal(
  { why }: Extract<StatusDecision, { kind: 'REFUSED' }>,
  from: TicketStatus,
  to: TicketStatus,
): DomainError {
  switch (why) {
    case 'INACTIVE':
      return new DomainError('NOT_ALLOWED', `The status "${to.name}" is no longer used.`, 'statusId');
    case 'NOT_NEXT':
      return new DomainError(
        'NOT_ALLOWED',
        `From "${from.name}" a ticket goes only to statuses of these states: ${nextStates(from.state).join(', ')}; "${to.name}" is ${to.state}.`,
        'statusId',
      );
    case 'REASON_MISSING':
      return new DomainError('INVALID', '`reason`: say why the ticket is rejected.', 'reason');
    case 'REASON_UNWANTED':
      return new DomainError('INVALID', '`reason`: only a rejection has a reason.', 'reason');
  }
}
