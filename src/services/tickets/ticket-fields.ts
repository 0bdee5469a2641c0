import { z } from 'zod';
import { Contact } from '../../entities/customers/contact.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import { TicketChannel, TicketPriority } from '../../entities/tickets/enums.ts';
import type { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { requireContactOf } from '../customers/require-contact.ts';
import { requireProduct } from '../erp/require-product.ts';
import { requireDocumentOf } from '../interactions/document-of-interaction.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Transaction } from '../transaction.ts';
import { notFound } from '../writes/records.ts';
import { requireActiveCategory } from './require-category.ts';

export const subjectField = z.string().trim().min(1, 'must not be empty').max(500);
export const nameField = z.string().trim().min(1, 'must not be empty').max(200);
export const versionField = z.number().int().nullish();

/** Clocks of other systems go a little fast. */
const FAST_CLOCK = 60_000;
/** What has happened: durations are counted from it. */
export const pastField = z
  .date()
  .refine((instant) => instant.getTime() <= Date.now() + FAST_CLOCK, 'must not lie in the future')
  .nullish();

/** What was granted or spent; never negative. */
export const moneyField = z.strictObject({
  amount: z.string().regex(/^\d{1,15}(\.\d{1,4})?$/, 'must be a decimal such as "12.50", not negative'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"'),
});

/** What both opening and changing a ticket may say about it. */
export const ticketFields = z.strictObject({
  description: z.string().max(100_000).nullish(),
  contactId: z.string().nullish(),
  channel: z.enum(TicketChannel).optional(),
  productId: z.string().nullish(),
  documentId: z.string().nullish(),
  priority: z.enum(TicketPriority).optional(),
  categoryId: z.string().nullish(),
  tags: z
    .array(z.string().trim().min(1, 'must not be empty').max(100))
    .max(50)
    .nullish()
    .transform((tags) => tags && [...new Set(tags)].toSorted()),
});

/** The input as changes of the record; what it refers to must exist, and what hangs on a customer belong to this one. */
export async function ticketChanges(
  tx: Transaction,
  context: RequestContext,
  input: z.output<typeof ticketFields>,
  customerId: string,
): Promise<Partial<Ticket>> {
  const { contactId, productId, documentId, categoryId, tags, ...plain } = input;
  return {
    ...plain,
    ...(tags !== undefined && { tags: tags ?? [] }),
    ...(contactId !== undefined && { contact: await contactOf(tx, context, contactId, customerId) }),
    ...(productId !== undefined && {
      product: productId === null ? null : await requireProduct(tx, context, productId),
    }),
    ...(documentId !== undefined && {
      documentId: documentId && (await requireDocumentOf(tx, context.viewer, documentId, customerId)),
    }),
    ...(categoryId !== undefined && {
      category: categoryId === null ? null : await requireActiveCategory(tx, categoryId),
    }),
  };
}

export async function contactOf(
  tx: Transaction,
  context: RequestContext,
  globalId: string | null,
  customerId: string,
): Promise<Contact | null> {
  if (globalId === null) return null;
  return tx.em.getReference(Contact, await requireContactOf(tx, context, globalId, customerId));
}

/** An agent who can be given work. */
export async function activeAgent(
  tx: Transaction,
  globalId: string | null,
  field: string,
): Promise<Agent | null> {
  if (globalId === null) return null;
  const id = decodeRequiredId('Agent', globalId, field);
  const agent = await tx.em.findOne(Agent, { id });
  if (!agent) throw notFound('Agent', id, field);
  if (!agent.active) throw new DomainError('NOT_ALLOWED', `${agent.name} has left.`, field);
  return agent;
}

/** A team that can be given work. */
export async function activeTeam(
  tx: Transaction,
  globalId: string | null,
  field: string,
): Promise<Team | null> {
  if (globalId === null) return null;
  const id = decodeRequiredId('Team', globalId, field);
  const team = await tx.em.findOne(Team, { id });
  if (!team) throw notFound('Team', id, field);
  if (!team.active) throw new DomainError('NOT_ALLOWED', `The team "${team.name}" was dissolved.`, field);
  return team;
}
