import { z } from 'zod';
import { Direction } from '../../entities/interactions/enums.ts';
import { Agent } from '../../entities/people/agent.ts';
import { TicketChannel } from '../../entities/tickets/enums.ts';
import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { attachmentInput } from '../interactions/write-interaction.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { lockRecord } from '../writes/records.ts';
import { noteShownChange } from '../writes/shown-change.ts';
import { announceMessage } from './announce-ticket.ts';
import { requireTicket } from './require-ticket.ts';
import { defaultStatus, setStatus } from './set-status.ts';
import { reopensOnAnswer } from './status-decision.ts';
import { contactOf, pastField } from './ticket-fields.ts';

const messageInput = z.strictObject({
  ticketId: z.string(),
  kind: z.enum(['PUBLIC_REPLY', 'INTERNAL_NOTE']),
  body: z.string().trim().min(1, 'must not be empty').max(100_000),
  channel: z.enum(TicketChannel).nullish(),
  direction: z.enum(Direction).nullish(),
  contactId: z.string().nullish(),
  attachments: z.array(attachmentInput).max(100).nullish(),
  happenedAt: pastField,
});

export type AddTicketMessageInput = z.input<typeof messageInput>;

/**
 * A public reply or an internal note. On a merged ticket it goes to the one that lives on: who answers an old e-mail
 * cannot know. An answer of the customer opens again what was done.
 */
export async function addMessage(
  context: RequestContext,
  raw: AddTicketMessageInput,
): Promise<{ id: string; ticketId: string }> {
  const input = checkInput(messageInput, raw);
  refuseWhatOutsidersMayNot(context, input);
  return inTransaction(context, async (tx) => {
    const ticket = await lockLiving(tx, context, input.ticketId);
    const message = await messageOf(tx, context, ticket, input);
    tx.em.persist(message);
    announceMessage(tx, ticket, message);
    if (message.direction === 'OUTBOUND') noteResponse(ticket, message);
    if (message.direction === 'INBOUND' && reopensOnAnswer(ticket.state)) {
      await setStatus(tx, context, ticket, await defaultStatus(tx, 'OPEN'));
    }
    return { id: message.id, ticketId: ticket.id };
  });
}

function noteResponse(ticket: Ticket, message: TicketMessage): void {
  const answered = firstResponse(ticket, message);
  if (ticket.firstResponseAt?.getTime() === answered.getTime()) return;
  ticket.firstResponseAt = answered;
  noteShownChange(ticket);
}

/** What was entered late may have been said first; before the ticket was opened nobody answered it. */
function firstResponse({ firstResponseAt, openedAt }: Ticket, { happenedAt }: TicketMessage): Date {
  const answered = happenedAt < openedAt ? openedAt : happenedAt;
  return firstResponseAt && firstResponseAt < answered ? firstResponseAt : answered;
}

/**
 * Only the ticket that lives on is locked: a merge of that one holds it while it changes those merged before, so who
 * held one of these and waited for it would wait for ever.
 */
async function lockLiving(tx: Transaction, context: RequestContext, globalId: string): Promise<Ticket> {
  const found = await requireTicket(tx, context, globalId, 'ticketId');
  let ticket = await lockRecord(tx, Ticket, found.mergedIntoId ?? found.id, { field: 'ticketId' });
  // As it is once locked: a merge may have come first.
  while (ticket.mergedInto)
    ticket = await lockRecord(tx, Ticket, ticket.mergedInto.id, { field: 'ticketId' });
  return ticket;
}

async function messageOf(
  tx: Transaction,
  context: RequestContext,
  ticket: Ticket,
  input: z.output<typeof messageInput>,
): Promise<TicketMessage> {
  const { viewer } = context;
  const isOurs = viewer.reach.kind === 'ALL';
  const isPublic = input.kind === 'PUBLIC_REPLY';
  if (!isPublic && (input.direction != null || input.channel != null)) {
    const field = input.direction != null ? 'direction' : 'channel';
    throw new DomainError('INVALID', `\`${field}\`: an internal note has none.`, field);
  }
  const direction = input.direction ?? (isOurs ? 'OUTBOUND' : 'INBOUND');
  if ((!isPublic || direction === 'OUTBOUND') && input.contactId != null) {
    throw new DomainError(
      'INVALID',
      '`contactId`: only what the customer says is of a contact.',
      'contactId',
    );
  }
  const message = new TicketMessage();
  message.ticket = ticket;
  message.customer = ticket.customer;
  message.kind = input.kind;
  message.body = input.body;
  message.attachments = input.attachments ?? [];
  message.happenedAt = input.happenedAt ?? new Date();
  message.channel = isPublic ? (input.channel ?? (isOurs ? 'OTHER' : 'PORTAL')) : null;
  message.direction = isPublic ? direction : null;
  message.contact = await contactOf(tx, context, input.contactId ?? null, ticket.customer.id);
  const isByUs = !isPublic || direction === 'OUTBOUND';
  if (isByUs && viewer.agentId) message.agent = tx.em.getReference(Agent, viewer.agentId);
  return message;
}

/** Partners and customers speak for the customer, now. */
function refuseWhatOutsidersMayNot({ viewer }: RequestContext, input: z.output<typeof messageInput>): void {
  if (viewer.reach.kind === 'ALL') return;
  const refuse = (field: string, message: string): never => {
    throw new DomainError('FORBIDDEN', `\`${field}\`: ${message}.`, field);
  };
  if (input.kind !== 'PUBLIC_REPLY') refuse('kind', 'only our own people write internal notes');
  if (input.direction === 'OUTBOUND') refuse('direction', 'only our own people answer in our name');
  if (input.happenedAt != null) refuse('happenedAt', 'only our own people enter what was said earlier');
}
