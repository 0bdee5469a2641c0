import { DomainError } from '../../shared/errors.ts';
import { decodeId } from '../../shared/ids.ts';
import type { Viewer } from '../access/viewer.ts';
import { documentTypes, mayReadKind } from '../erp/document-kinds.ts';
import type { Transaction } from '../transaction.ts';

/**
 * The raw uuid of a commercial document of this very customer, of a kind that the viewer may read; anything else
 * answers like what never existed.
 */
export async function requireDocumentOf(
  tx: Transaction,
  viewer: Viewer,
  globalId: string,
  customerId: string,
): Promise<string> {
  const named = decodeId(globalId);
  const kinds = Object.keys(documentTypes) as (keyof typeof documentTypes)[];
  const kind = kinds.find((each) => documentTypes[each].typeName === named?.typeName);
  const found =
    named && kind && mayReadKind(viewer, kind)
      ? await tx.query(`select 1 from commercial_document where id = $1 and customer_id = $2 and kind = $3`, [
          named.uuid,
          customerId,
          kind,
        ])
      : [];
  if (!named || found.length === 0) {
    throw new DomainError(
      'NOT_FOUND',
      `This customer has no document ${JSON.stringify(globalId)}.`,
      'documentId',
    );
  }
  return named.uuid;
}
