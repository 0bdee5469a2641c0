import type { Queryable } from '../../shared/database.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeRequiredId } from '../reads/ids.ts';

/** How an integration is named: by its global id or by its name. */
export interface IntegrationKey {
  readonly id?: string | null;
  readonly name?: string | null;
}

/** Its raw uuid; refuses keys that say nothing or two things. */
export async function findIntegration(db: Queryable, { id, name }: IntegrationKey): Promise<string> {
  if ((id == null) === (name == null)) {
    throw new DomainError(
      'INVALID',
      'Give the integration’s `id` or its `name`.',
      id == null ? 'id' : 'name',
    );
  }
  const uuid = id == null ? null : decodeRequiredId('Integration', id, 'id');
  const [row] = await db.query<{ id: string }>(
    `select id from integration where ($1::uuid is null or id = $1) and ($2::text is null or name = $2)`,
    [uuid, name ?? null],
  );
  if (row) return row.id;
  throw new DomainError(
    'NOT_FOUND',
    `There is no integration ${JSON.stringify(id ?? name)}.`,
    id == null ? 'name' : 'id',
  );
}
