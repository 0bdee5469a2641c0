import type { Queryable } from '../../shared/database.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf, idPrefix } from '../../shared/ids.ts';

/** How an input names a record: by its Kontor id, or by its id in another system. */
export interface RecordReference {
  readonly id?: string | null;
  readonly reference?: { readonly integration: string; readonly externalId: string } | null;
}

/**
 * The raw uuid of the record an input names. `field` is the path of the id's field (`customerId`); the one of
 * the pair is derived from it (`customerReference`). Whether the viewer reaches the record is the caller's to check.
 */
export async function resolveRecordReference(
  db: Queryable,
  typeName: string,
  { id, reference }: RecordReference,
  field: string,
): Promise<string> {
  const referenceField = referenceFieldOf(field);
  if (id != null && reference != null) {
    throw new DomainError('INVALID', `Give \`${field}\` or \`${referenceField}\`, not both.`, field);
  }
  if (id != null) {
    const uuid = decodeIdOf(typeName, id);
    if (!uuid) {
      throw new DomainError(
        'INVALID',
        `${JSON.stringify(id)} is not the id of a ${typeName}: such ids look like \`${idPrefix(typeName)}_01jd…\`.`,
        field,
      );
    }
    return uuid;
  }
  if (reference == null) {
    throw new DomainError('INVALID', `Give \`${field}\` or \`${referenceField}\`.`, field);
  }
  const [row] = await db.query<{ record_id: string }>(
    `select r.record_id from external_reference r join integration i on i.id = r.integration_id
      where i.name = $1 and r.record_type = $2 and r.external_id = $3`,
    [reference.integration, typeName, reference.externalId],
  );
  if (!row) throw referenceNotFound(typeName, reference, field);
  return row.record_id;
}

/** Also the answer where the record exists but is out of the viewer's reach: the two must not differ. */
export function referenceNotFound(
  typeName: string,
  reference: { readonly integration: string; readonly externalId: string },
  field: string,
): DomainError {
  return new DomainError(
    'NOT_FOUND',
    `Integration ${JSON.stringify(reference.integration)} has delivered no ${typeName} ${JSON.stringify(reference.externalId)}.`,
    referenceFieldOf(field),
  );
}

/** `customerId` → `customerReference`. */
function referenceFieldOf(field: string): string {
  return field.replace(/id$/i, (ending) => (ending === 'id' ? 'reference' : 'Reference'));
}

/** The same where the record may be left out: null when neither is given. */
export async function resolveOptionalReference(
  db: Queryable,
  typeName: string,
  reference: RecordReference,
  field: string,
): Promise<string | null> {
  if (reference.id == null && reference.reference == null) return null;
  return resolveRecordReference(db, typeName, reference, field);
}
