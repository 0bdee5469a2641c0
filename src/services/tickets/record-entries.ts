import type { EntityClass } from '@mikro-orm/core';
import { z } from 'zod';
import { Agent } from '../../entities/people/agent.ts';
import { TicketCostEntry } from '../../entities/tickets/ticket-cost-entry.ts';
import { TicketTimeEntry } from '../../entities/tickets/ticket-time-entry.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { businessToday } from '../../shared/business-time.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { lockRecord, notFound } from '../writes/records.ts';
import { announceInternally } from './announce-ticket.ts';
import { changeTicket } from './require-ticket.ts';
import { activeAgent, moneyField } from './ticket-fields.ts';

const day = z.iso.date('must be a calendar day such as "2026-11-22"');

const timeInput = z.strictObject({
  ticketId: z.string(),
  /** Seconds. */
  duration: z
    .number()
    .int()
    .min(1, 'must be more than nothing')
    .max(31 * 86_400, 'must be at most 31 days'),
  spentOn: day.nullish(),
  agentId: z.string().nullish(),
  note: z.string().trim().max(2_000).nullish(),
});

const costInput = z.strictObject({
  ticketId: z.string(),
  amount: moneyField,
  incurredOn: day.nullish(),
  purpose: z.string().trim().min(1, 'must not be empty').max(500),
});

export type AddTimeEntryInput = z.input<typeof timeInput>;
export type AddCostEntryInput = z.input<typeof costInput>;

/** Raw uuids. */
interface EntryReference {
  readonly id: string;
  readonly entryId: string;
}

export async function addTimeEntry(context: RequestContext, raw: AddTimeEntryInput): Promise<EntryReference> {
  const { ticketId, duration, spentOn, agentId, note } = checkInput(timeInput, raw);
  return changeTicket(context, { id: ticketId }, async (tx, ticket) => {
    const entry = new TicketTimeEntry();
    entry.ticket = ticket;
    entry.agent = agentId == null ? ownAgent(tx, context) : await activeAgent(tx, agentId, 'agentId');
    entry.duration = duration;
    entry.spentOn = spentOn ?? businessToday();
    entry.note = note ?? null;
    tx.em.persist(entry);
    announceInternally(tx, ticket, 'ticket.time_recorded', { change: 'ADDED', duration });
    return { entryId: entry.id };
  });
}

export async function addCostEntry(context: RequestContext, raw: AddCostEntryInput): Promise<EntryReference> {
  const { ticketId, amount, incurredOn, purpose } = checkInput(costInput, raw);
  return changeTicket(context, { id: ticketId }, async (tx, ticket) => {
    const entry = new TicketCostEntry();
    entry.ticket = ticket;
    entry.agent = ownAgent(tx, context);
    entry.amount = amount.amount;
    entry.currency = amount.currency;
    entry.incurredOn = incurredOn ?? businessToday();
    entry.purpose = purpose;
    tx.em.persist(entry);
    announceInternally(tx, ticket, 'ticket.cost_recorded', { change: 'ADDED', ...amount });
    return { entryId: entry.id };
  });
}

/** Takes back what was recorded by mistake. */
export async function removeTimeEntry(
  context: RequestContext,
  { id: globalId }: { readonly id: string },
): Promise<{ ticketId: string }> {
  requireWholeReach(context, 'change tickets');
  const id = decodeRequiredId('TicketTimeEntry', globalId, 'id');
  return inTransaction(context, async (tx) => {
    const ticket = await lockTicketOf(tx, TicketTimeEntry, id);
    const entry = await lockRecord(tx, TicketTimeEntry, id);
    tx.em.remove(entry);
    announceInternally(tx, ticket, 'ticket.time_recorded', { change: 'REMOVED', duration: entry.duration });
    return { ticketId: ticket.id };
  });
}

export async function removeCostEntry(
  context: RequestContext,
  { id: globalId }: { readonly id: string },
): Promise<{ ticketId: string }> {
  requireWholeReach(context, 'change tickets');
  const id = decodeRequiredId('TicketCostEntry', globalId, 'id');
  return inTransaction(context, async (tx) => {
    const ticket = await lockTicketOf(tx, TicketCostEntry, id);
    const entry = await lockRecord(tx, TicketCostEntry, id);
    const { amount, currency } = entry;
    tx.em.remove(entry);
    announceInternally(tx, ticket, 'ticket.cost_recorded', { change: 'REMOVED', amount, currency });
    return { ticketId: ticket.id };
  });
}

/** The ticket first, then what hangs on it: in the order in which a merge locks, which may take it elsewhere meanwhile. */
async function lockTicketOf(
  tx: Transaction,
  entity: EntityClass<TicketTimeEntry | TicketCostEntry>,
  id: string,
): Promise<Ticket> {
  // Not kept: it is read again once the ticket is locked.
  const entry = await tx.em.findOne(entity, { id }, { disableIdentityMap: true });
  if (!entry) throw notFound(entity.name, id, 'id');
  let ticket = await lockRecord(tx, Ticket, entry.ticket.id);
  while (ticket.mergedInto) ticket = await lockRecord(tx, Ticket, ticket.mergedInto.id);
  return ticket;
}

function ownAgent(tx: Transaction, { viewer }: RequestContext): Agent | null {
  return viewer.agentId ? tx.em.getReference(Agent, viewer.agentId) : null;
}
