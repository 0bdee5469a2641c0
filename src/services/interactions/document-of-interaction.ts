import { DomainError } from '../../shared/errors.ts';
import { decodeId } from '../../shared/ids.ts';
import type { Transaction } from '../transaction.ts';

/** The raw uuid of a commercial document of this very customer; anything else answers like what never existed. */
export async function requireDocumentOf(
  tx: Transaction,
  globalId: string,
  customerId: string,
): Promise<string> {
  const id = decodeId(globalId)?.uuid;
  const found = id
    ? await tx.query(`select 1 from commercial_document where id = $1 and customer_id = $2`, [id, customerId])
    : [];
  if (!id || found.length === 0) {
    throw new DomainError(
      'NOT_FOUND',
      `This customer has no document ${JSON.stringify(globalId)}.`,
      'documentId',
    );
  }
  return id;
}
