import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Transaction } from '../transaction.ts';
import { notFound } from '../writes/records.ts';
import { reaches } from './require-reachable.ts';

/** The customer (raw uuid) of a contact that the viewer reaches; NOT_FOUND names the contact, never the customer. */
export async function requireReachableContact(
  tx: Transaction,
  context: RequestContext,
  id: string,
  field: string,
): Promise<string> {
  const [contact] = await tx.query<{ customer_id: string }>(`select customer_id from contact where id = $1`, [
    id,
  ]);
  if (!contact) throw notFound('Contact', id, field);
  if (!(await reaches(tx, context, contact.customer_id))) throw notFound('Contact', id, field);
  return contact.customer_id;
}

/** The raw uuid of the contact that `contactId` of an input names, who must belong to this customer (raw uuid). */
export async function requireContactOf(
  tx: Transaction,
  context: RequestContext,
  globalId: string,
  customerId: string,
): Promise<string> {
  const id = decodeRequiredId('Contact', globalId, 'contactId');
  if ((await requireReachableContact(tx, context, id, 'contactId')) !== customerId) {
    throw new DomainError('INVALID', '`contactId`: the contact belongs to another customer.', 'contactId');
  }
  return id;
}
