import { addMessage } from '../../../services/tickets/add-message.ts';
import { changeTicketStatus } from '../../../services/tickets/change-status.ts';
import { decideSuggestion } from '../../../services/tickets/decide-suggestion.ts';
import { openTicket } from '../../../services/tickets/open-ticket.ts';
import { encodeTicketId } from '../../../services/tickets/ticket-types.ts';
import { updateComplaint } from '../../../services/tickets/update-complaint.ts';
import { voteForSuggestion } from '../../../services/tickets/vote.ts';
import type { Clerk } from './clerks.ts';
import type { DemoStep, DemoTicket } from './demo-ticket.ts';
import type { DemoTaxonomies } from './ensure-taxonomies.ts';

/** A customer of the demo with somebody who writes for it; global ids. */
export interface DemoCustomer {
  readonly id: string;
  readonly contactId: string | null;
}

/** What tickets refer to; global ids. */
export interface Stage {
  readonly taxonomies: DemoTaxonomies;
  /** By name. */
  readonly products: ReadonlyMap<string, string>;
  /** The default status of each state. */
  readonly statuses: ReadonlyMap<string, string>;
}

export interface Part {
  readonly type: 'SERVICE_REQUEST' | 'COMPLAINT' | 'SUGGESTION';
  readonly ticket: DemoTicket;
  readonly clerk: Clerk;
  readonly customer: DemoCustomer;
  /** Who votes for a suggestion. */
  readonly others: readonly DemoCustomer[];
  readonly openedAt: Date;
}

type Channel = NonNullable<DemoTicket['channel']>;

const HOUR = 3_600_000;

/** Opens a ticket of the demo and lets happen what its story tells, up to now; answers its global id. */
export async function playTicket(stage: Stage, part: Part): Promise<string> {
  const { type, ticket, clerk, customer, openedAt } = part;
  const { taxonomies, products } = stage;
  const { id } = await openTicket(clerk.context, {
    type,
    subject: ticket.subject,
    description: ticket.description,
    customerId: customer.id,
    contactId: customer.contactId,
    channel: ticket.channel ?? 'EMAIL',
    productId: ticket.product && products.get(ticket.product),
    categoryId: taxonomies.categories.get(ticket.category),
    priority: ticket.priority ?? 'NORMAL',
    tags: [...(ticket.tags ?? [])],
    teamId: clerk.teamId,
    assigneeId: ticket.unassigned ? null : clerk.agentId,
    openedAt,
  });
  const globalId = encodeTicketId({ type, id });
  for (const { id: customerId } of part.others.slice(0, ticket.votes ?? 0)) {
    await voteForSuggestion(clerk.context, { id: globalId, customerId });
  }
  for (const [place, step] of ticket.steps.entries()) {
    await takeStep(stage, part, globalId, step, momentOf(openedAt, place));
  }
  return globalId;
}

/** Some hours later each, but not after now. */
function momentOf(openedAt: Date, place: number): Date {
  return new Date(Math.min(openedAt.getTime() + (place + 1) * 1.5 * HOUR, Date.now()));
}

async function takeStep(
  { taxonomies, statuses }: Stage,
  { clerk: { context }, customer, ticket }: Part,
  id: string,
  step: DemoStep,
  happenedAt: Date,
): Promise<void> {
  const channel: Channel = ticket.channel ?? 'EMAIL';
  if ('reply' in step) {
    await addMessage(context, { ticketId: id, kind: 'PUBLIC_REPLY', body: step.reply, channel, happenedAt });
  } else if ('customer' in step) {
    const { contactId } = customer;
    const said = { body: step.customer, channel, contactId, happenedAt } as const;
    await addMessage(context, { ticketId: id, kind: 'PUBLIC_REPLY', direction: 'INBOUND', ...said });
  } else if ('note' in step) {
    await addMessage(context, { ticketId: id, kind: 'INTERNAL_NOTE', body: step.note, happenedAt });
  } else if ('state' in step) {
    await changeTicketStatus(context, { id, statusId: statuses.get(step.state) ?? '' });
  } else if ('rejected' in step) {
    await changeTicketStatus(context, {
      id,
      statusId: statuses.get('REJECTED') ?? '',
      reason: step.rejected,
    });
  } else if ('remedy' in step) {
    const { cause, defect, remedy, compensation, cost } = step.remedy;
    await updateComplaint(context, {
      id,
      causeId: taxonomies.causes.get(cause),
      defect,
      remedy,
      compensation: compensation ? { amount: compensation, currency: 'EUR' } : undefined,
      cost: cost ? { amount: cost, currency: 'EUR' } : undefined,
    });
  } else {
    await decideSuggestion(context, { id, ...step.outcome });
  }
}
