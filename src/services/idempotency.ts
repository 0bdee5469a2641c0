import { DomainError } from '../shared/errors.ts';
import type { Queryable } from '../shared/database.ts';
import type { Viewer } from './access/viewer.ts';

/** How long a key is remembered; `docs/app-developers.md` promises it. */
const REMEMBERED_DAYS = 7;

/** Forgets the keys that have had their time, and says how many. Several processes may do it at once. */
export async function forgetOldKeys(db: Queryable): Promise<number> {
  const forgotten = await db.query(
    `delete from idempotency_record where created_at < now() - make_interval(days => $1) returning 1`,
    [REMEMBERED_DAYS],
  );
  return forgotten.length;
}

/**
 * Runs `work` unless this credential has already used the key, in the transaction that `work` writes in.
 * A repetition gets what the first run returned (services return plain references, which the resolver loads
 * again); one that comes while the first still runs waits for it on the row's lock.
 */
export async function runOnce<Result>(
  tx: Queryable,
  viewer: Viewer,
  idempotency: { readonly key: string; readonly bodyHash: string },
  work: () => Promise<Result>,
): Promise<Result> {
  const owner = viewer.keyId ?? viewer.name;
  const claimed = await tx.query(
    `insert into idempotency_record (owner, key, body_hash, created_at) values ($1, $2, $3, now())
     on conflict (owner, key) do nothing returning key`,
    [owner, idempotency.key, idempotency.bodyHash],
  );
  if (claimed.length === 0) return repeated<Result>(tx, owner, idempotency);
  const result = await work();
  await tx.query(`update idempotency_record set result = $3::jsonb where owner = $1 and key = $2`, [
    owner,
    idempotency.key,
    JSON.stringify(result ?? null),
  ]);
  return result;
}

async function repeated<Result>(
  tx: Queryable,
  owner: string,
  idempotency: { readonly key: string; readonly bodyHash: string },
): Promise<Result> {
  const [row] = await tx.query<{ body_hash: string; result: Result }>(
    `select body_hash, result from idempotency_record where owner = $1 and key = $2`,
    [owner, idempotency.key],
  );
  if (row?.body_hash !== idempotency.bodyHash) {
    throw new DomainError(
      'IDEMPOTENCY_KEY_REUSED',
      `Idempotency-Key ${JSON.stringify(idempotency.key)} was used with a different request; use a new key for a new request.`,
    );
  }
  return row.result;
}
