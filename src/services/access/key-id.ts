import type { Queryable } from '../../shared/database.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf } from '../../shared/ids.ts';

/** The raw uuid of a key by its global id, its prefix, or the key itself as it was found in a log. */
export async function keyIdOf(db: Queryable, text: string): Promise<string> {
  const id = decodeIdOf('ApiKey', text);
  if (id) return id;
  const prefix = /^(?:kontor_)?([0-9a-z]{8})(?:_|$)/.exec(text)?.[1];
  const [row] = prefix
    ? await db.query<{ id: string }>('select id from api_key where prefix = $1', [prefix])
    : [];
  if (!row) throw new DomainError('NOT_FOUND', 'There is no such API key: give its id or its prefix.', 'key');
  return row.id;
}
