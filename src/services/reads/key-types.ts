import { DomainError } from '../../shared/errors.ts';
import { isUuid } from '../../shared/ids.ts';

/** PostgreSQL types that a connection may be ordered by. */
export type KeyType = 'uuid' | 'text' | 'timestamptz' | 'date' | 'numeric' | 'bigint';

const isKeyOf: Readonly<Record<KeyType, (value: string) => boolean>> = {
  uuid: isUuid,
  text: (value) => !value.includes('\0'),
  timestamptz: (value) =>
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(value) || /^-?infinity$/.test(value),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  numeric: (value) => /^-?\d+(\.\d+)?$/.test(value),
  bigint: (value) => /^-?\d{1,18}$/.test(value),
};

/** Refuses a forged cursor here, so that PostgreSQL does not refuse it with an error nobody expects. */
export function checkKey(
  key: readonly string[],
  types: readonly KeyType[],
  argument: string,
): readonly string[] {
  const fits = key.length === types.length && types.every((type, place) => isKeyOf[type](key[place] ?? ''));
  if (!fits)
    throw new DomainError('INVALID', `\`${argument}\` is not a cursor that this API gave out.`, argument);
  return key;
}
