import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import type { Ticket } from '../../entities/tickets/ticket.ts';
import type { EventType } from '../../events/event-types.ts';
import { encodeId } from '../../shared/ids.ts';
import type { Transaction } from '../transaction.ts';
import { noteShownChange, type ShownInPart } from '../writes/shown-change.ts';
import { encodeTicketId, ticketTypeNames } from './ticket-types.ts';

type Announced = Pick<Ticket, 'id' | 'type' | 'number' | 'state' | 'status' | 'assignee' | 'team'>;

/**
 * Where a ticket stands is part of each of its events: subscriptions choose by it (live/ticket-filter). What an event
 * changed of it has its old value in `previous`, so that a queue learns what has left it.
 */
function standingOf({ state, status, assignee, team }: Omit<Announced, 'id' | 'type' | 'number'>) {
  return {
    state,
    statusId: encodeId('TicketStatus', status.id),
    assigneeId: assignee && encodeId('Agent', assignee.id),
    teamId: team && encodeId('Team', team.id),
  };
}

/** Announces what partners and customers who reach the ticket may know: to them it is another one now. */
export function announceTicket(
  tx: Transaction,
  ticket: Announced & Pick<Ticket, 'customer'> & ShownInPart,
  type: EventType,
  data: Record<string, unknown> = {},
): void {
  if (type !== 'ticket.created') noteShownChange(ticket);
  tx.announce({
    type,
    subject: { type: ticketTypeNames[ticket.type], id: ticket.id },
    customerId: ticket.customer.id,
    data: { number: ticket.number, ...standingOf(ticket), ...data },
  });
}

/** Announces what is only for our own people: without a customer nobody else gets it. */
export function announceInternally(
  tx: Transaction,
  ticket: Announced,
  type: EventType,
  data: Record<string, unknown> = {},
): void {
  tx.announce({
    type,
    subject: { type: ticketTypeNames[ticket.type], id: ticket.id },
    customerId: null,
    data: { number: ticket.number, ...standingOf(ticket), ...data },
  });
}

/** Notes are for our own people; only public replies are announced to those who reach the customer. */
export function announceMessage(tx: Transaction, ticket: Ticket, message: TicketMessage): void {
  const isPublic = message.kind === 'PUBLIC_REPLY';
  tx.announce({
    type: 'ticket.message_added',
    subject: { type: 'TicketMessage', id: message.id },
    customerId: isPublic ? ticket.customer.id : null,
    data: {
      ticket: encodeTicketId(ticket),
      number: ticket.number,
      kind: message.kind,
      direction: message.direction,
    },
  });
}

/** What Kontor itself writes into the course of a ticket. */
export function addSystemEntry(tx: Transaction, ticket: Ticket, body: string): void {
  const entry = new TicketMessage();
  entry.ticket = ticket;
  entry.customer = ticket.customer;
  entry.kind = 'SYSTEM';
  entry.body = body;
  tx.em.persist(entry);
  announceMessage(tx, ticket, entry);
}
