import { newId } from '../../shared/ids.ts';
import type { Queryable } from '../../shared/database.ts';
import type { RejectedRecord } from './check-records.ts';

/** Keeps rows that could not be taken in, with why; a row that is already there counts one more attempt. */
export async function quarantine(
  tx: Queryable,
  integrationId: string,
  stream: string,
  rejected: readonly RejectedRecord[],
): Promise<void> {
  if (rejected.length === 0) return;
  const rows = rejected.map((row) => ({
    id: newId(),
    external_id: row.externalId,
    raw: row.raw,
    reason: row.reason,
    retryable: row.retryable,
    source_updated_at: row.updatedAt,
  }));
  await tx.query(
    `insert into quarantined_record
       (id, integration_id, stream, external_id, raw, retryable, reason, attempts, source_updated_at, first_seen_at, last_seen_at)
     select id, $1, $2, external_id, raw, retryable, reason, 1, source_updated_at, now(), now()
       from jsonb_to_recordset($3::jsonb)
         as r(id uuid, external_id text, raw jsonb, reason text, retryable boolean, source_updated_at timestamptz)
     on conflict (integration_id, stream, external_id) do update
        set raw = excluded.raw, retryable = excluded.retryable, reason = excluded.reason,
            attempts = quarantined_record.attempts + 1, source_updated_at = excluded.source_updated_at,
            last_seen_at = now()
      where not coalesce(quarantined_record.source_updated_at > excluded.source_updated_at, false)`,
    [integrationId, stream, JSON.stringify(rows)],
  );
}

/** What has become of a row; `updatedAt` null: there is nothing newer. */
export interface Settled {
  readonly externalId: string;
  readonly updatedAt: string | null;
}

/** Lets rows out that were taken in meanwhile, or that the other system deleted. What is newer than that stays. */
export async function releaseFromQuarantine(
  tx: Queryable,
  integrationId: string,
  stream: string,
  settled: readonly Settled[],
): Promise<void> {
  if (settled.length === 0) return;
  await tx.query(
    `delete from quarantined_record q
      using unnest($3::text[], $4::timestamptz[]) as r(external_id, updated_at)
      where q.integration_id = $1 and q.stream = $2 and q.external_id = r.external_id
        and not coalesce(q.source_updated_at > r.updated_at, false)`,
    [
      integrationId,
      stream,
      settled.map(({ externalId }) => externalId),
      settled.map(({ updatedAt }) => updatedAt),
    ],
  );
}

export interface QuarantinedRow {
  readonly id: string;
  readonly externalId: string;
  readonly raw: unknown;
  readonly updatedAt: string | null;
}

/** Rows of a stream that may fit by now, oldest attempt first; `after` goes on behind the id of the last one seen. */
export async function retryableRows(
  db: Queryable,
  integrationId: string,
  stream: string,
  options: { readonly after: string | null; readonly ids?: readonly string[]; readonly limit: number },
): Promise<QuarantinedRow[]> {
  return db.query<QuarantinedRow>(
    `select id, external_id as "externalId", raw,
            to_char(source_updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "updatedAt"
       from quarantined_record
      where integration_id = $1 and stream = $2 and retryable and ($3::uuid is null or id > $3)
        and ($4::uuid[] is null or id = any($4)) order by id limit $5`,
    [integrationId, stream, options.after, options.ids ?? null, options.limit],
  );
}
