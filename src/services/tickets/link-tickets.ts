import { z } from 'zod';
import { TicketLinkKind } from '../../entities/tickets/enums.ts';
import type { Ticket } from '../../entities/tickets/ticket.ts';
import type { EventType } from '../../events/event-types.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { announceInternally } from './announce-ticket.ts';
import {
  changeTicket,
  type FoundTicket,
  lockTickets,
  refuseMerged,
  requireTicket,
} from './require-ticket.ts';
import { decodeRequiredTicketId, encodeTicketId } from './ticket-types.ts';

const linkInput = z.strictObject({ id: z.string(), kind: z.enum(TicketLinkKind), toId: z.string() });

export type LinkTicketsInput = z.input<typeof linkInput>;

/** Says that a ticket is a duplicate of, caused by or blocks another one. */
export async function linkTickets(context: RequestContext, raw: LinkTicketsInput): Promise<{ id: string }> {
  const { id, kind, toId } = checkInput(linkInput, raw);
  const work = async (tx: Transaction, ticket: Ticket) => {
    const other = await requireTicket(tx, context, toId, 'toId');
    await refuseMerged(tx, other, 'toId');
    if (other.id === ticket.id) {
      throw new DomainError('INVALID', '`toId`: a ticket is not linked to itself.', 'toId');
    }
    const linked = await tx.query(
      `insert into ticket_link (from_id, kind, to_id) values ($1, $2, $3) on conflict do nothing returning 1`,
      [ticket.id, kind, other.id],
    );
    if (linked.length > 0) announceLink(tx, 'ticket.linked', ticket, kind, other);
  };
  return changeTicket(context, { id }, work, (tx) => lockBoth(tx, id, toId));
}

export async function unlinkTickets(context: RequestContext, raw: LinkTicketsInput): Promise<{ id: string }> {
  const { id, kind, toId } = checkInput(linkInput, raw);
  return changeTicket(context, { id }, async (tx, ticket) => {
    const other = await requireTicket(tx, context, toId, 'toId');
    const unlinked = await tx.query(
      `delete from ticket_link where from_id = $1 and kind = $2 and to_id = $3 returning 1`,
      [ticket.id, kind, other.id],
    );
    if (unlinked.length > 0) announceLink(tx, 'ticket.unlinked', ticket, kind, other);
  });
}

async function lockBoth(tx: Transaction, id: string, toId: string): Promise<void> {
  const named = [decodeRequiredTicketId(id, 'id'), decodeRequiredTicketId(toId, 'toId')];
  await lockTickets(
    tx,
    named.map((each) => each.id),
  );
}

/** Without a customer: the other ticket may be one that those who reach this one do not. */
function announceLink(
  tx: Transaction,
  type: EventType,
  ticket: Ticket,
  kind: TicketLinkKind,
  other: FoundTicket,
): void {
  announceInternally(tx, ticket, type, { kind, to: encodeTicketId(other), toNumber: other.number });
}
