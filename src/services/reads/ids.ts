import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf, idPrefix } from '../../shared/ids.ts';

/** The raw uuid of a global id that must be of this type; says which field is wrong and what would be right. */
export function decodeRequiredId(typeName: string, id: string, field: string): string {
  const uuid = decodeIdOf(typeName, id);
  if (!uuid) {
    throw new DomainError(
      'INVALID',
      `\`${field}\` must be the id of a ${typeName}, such as "${idPrefix(typeName)}_01jd…"; got ${JSON.stringify(id)}.`,
      field,
    );
  }
  return uuid;
}
