import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Transaction } from '../transaction.ts';
import { notFound } from '../writes/records.ts';

/** The category that `categoryId` of an input names; nothing new goes into one that is no longer used. */
export async function requireActiveCategory(tx: Transaction, globalId: string): Promise<TicketCategory> {
  const id = decodeRequiredId('TicketCategory', globalId, 'categoryId');
  const category = await tx.em.findOne(TicketCategory, { id });
  if (!category) throw notFound('TicketCategory', id, 'categoryId');
  if (!category.active) {
    throw new DomainError('NOT_ALLOWED', `The category "${category.name}" is no longer used.`, 'categoryId');
  }
  return category;
}
