import type { Queryable } from '../../shared/database.ts';
import type { CheckedRecord } from './check-records.ts';

/** What is known of a delivered record. */
export interface KnownReference {
  readonly recordId: string;
  readonly hash: Buffer | null;
  readonly deleted: boolean;
  /** Milliseconds since 1970 of what the other system said of its last change; null: it said nothing. */
  readonly updatedAt: number | null;
}

export interface ReferenceScope {
  readonly integrationId: string;
  readonly recordType: string;
}

export async function knownReferences(
  tx: Queryable,
  { integrationId, recordType }: ReferenceScope,
  externalIds: readonly string[],
): Promise<Map<string, KnownReference>> {
  if (externalIds.length === 0) return new Map();
  const rows = await tx.query<{
    external_id: string;
    record_id: string;
    content_hash: Buffer | null;
    deleted: boolean;
    updated_at: number | null;
  }>(
    `select external_id, record_id, content_hash, deleted_at is not null as deleted,
            (extract(epoch from source_updated_at) * 1000)::float8 as updated_at from external_reference
      where integration_id = $1 and record_type = $2 and external_id = any($3::text[])`,
    [integrationId, recordType, externalIds],
  );
  return new Map(
    rows.map((row) => [
      row.external_id,
      {
        recordId: row.record_id,
        hash: row.content_hash,
        deleted: row.deleted,
        updatedAt: row.updated_at,
      },
    ]),
  );
}

/** Notes what was written: the next delivery of the same content is skipped. */
export async function storeReferences(
  tx: Queryable,
  { integrationId, recordType }: ReferenceScope,
  written: readonly { readonly record: CheckedRecord; readonly recordId: string }[],
): Promise<void> {
  if (written.length === 0) return;
  const rows = written.map(({ record, recordId }) => ({
    external_id: record.externalId,
    record_id: recordId,
    content_hash: record.hash.toString('hex'),
    source_updated_at: record.updatedAt,
  }));
  await tx.query(
    `insert into external_reference
       (integration_id, record_type, external_id, record_id, content_hash, source_updated_at, fetched_at, deleted_at)
     select $1, $2, external_id, record_id, decode(content_hash, 'hex'), source_updated_at, now(), null
       from jsonb_to_recordset($3::jsonb)
         as r(external_id text, record_id uuid, content_hash text, source_updated_at timestamptz)
     on conflict (integration_id, record_type, external_id) do update
        set record_id = excluded.record_id, content_hash = excluded.content_hash,
            source_updated_at = excluded.source_updated_at, fetched_at = excluded.fetched_at, deleted_at = null`,
    [integrationId, recordType, JSON.stringify(rows)],
  );
}

/** Notes that records were delivered that say nothing new. */
export async function touchReferences(
  tx: Queryable,
  { integrationId, recordType }: ReferenceScope,
  records: readonly CheckedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.query(
    `update external_reference e
        set fetched_at = now(), source_updated_at = greatest(e.source_updated_at, r.updated_at)
       from unnest($3::text[], $4::timestamptz[]) as r(external_id, updated_at)
      where e.integration_id = $1 and e.record_type = $2 and e.external_id = r.external_id`,
    [
      integrationId,
      recordType,
      records.map(({ externalId }) => externalId),
      records.map(({ updatedAt }) => updatedAt),
    ],
  );
}

/** Marks references as deleted upstream; answers them, and the records that no other reference keeps alive. */
export async function deleteReferences(
  tx: Queryable,
  { integrationId, recordType }: ReferenceScope,
  externalIds: readonly string[],
): Promise<{ readonly externalIds: readonly string[]; readonly orphaned: readonly string[] }> {
  if (externalIds.length === 0) return { externalIds: [], orphaned: [] };
  const deleted = await tx.query<{ record_id: string; external_id: string }>(
    // Without the hash, the record is written again should the other system bring it back.
    `update external_reference set deleted_at = now(), fetched_at = now(), content_hash = null
      where integration_id = $1 and record_type = $2 and external_id = any($3::text[]) and deleted_at is null
      returning record_id, external_id`,
    [integrationId, recordType, externalIds],
  );
  const alive = await tx.query<{ record_id: string }>(
    `select distinct record_id from external_reference
      where record_type = $1 and record_id = any($2::uuid[]) and deleted_at is null`,
    [recordType, deleted.map((row) => row.record_id)],
  );
  // Whoever else delivers the record may be in charge of it now: what it says next is written, changed or not.
  await tx.query(
    `update external_reference set content_hash = null
      where record_type = $1 and record_id = any($2::uuid[]) and deleted_at is null`,
    [recordType, deleted.map((row) => row.record_id)],
  );
  const kept = new Set(alive.map((row) => row.record_id));
  const orphaned = [...new Set(deleted.map((row) => row.record_id))].filter((id) => !kept.has(id));
  return { externalIds: deleted.map((row) => row.external_id), orphaned };
}
