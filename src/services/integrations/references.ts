import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { isStale } from './health.ts';

/** A record's id in another system. */
export interface ExternalReferenceRow {
  readonly integration: string;
  readonly externalId: string;
}

/** Where a record came from and how fresh it is. Instants are PostgreSQL's text, as the DateTime scalar takes them. */
export interface SourceRow extends ExternalReferenceRow {
  readonly updatedAt: string | null;
  readonly fetchedAt: string;
  readonly stale: boolean;
}

/**
 * Where a record came from; null for records that were made here. Where several systems know it, the one that
 * delivered it last. The caller has checked that the viewer reaches the record.
 */
export async function sourceOf(context: RequestContext, recordId: string): Promise<SourceRow | null> {
  const [newest] = await loadReferences(context, recordId);
  return newest ?? null;
}

/** The record's ids in all systems that know it, in the order of their names. */
export async function externalReferencesOf(
  context: RequestContext,
  recordId: string,
): Promise<readonly ExternalReferenceRow[]> {
  const references = await loadReferences(context, recordId);
  return references.toSorted(
    (a, b) => compare(a.integration, b.integration) || compare(a.externalId, b.externalId),
  );
}

function loadReferences(context: RequestContext, recordId: string): Promise<readonly SourceRow[]> {
  return loadAllOf(context, 'externalReferences', recordId, async (recordIds) => {
    const rows = await context.db.query<{
      record_id: string;
      integration: string;
      external_id: string;
      updated_at: string | null;
      fetched_at: string;
      stale: boolean;
    }>(
      `select r.record_id, i.name as integration, r.external_id, r.source_updated_at as updated_at, r.fetched_at,
              ${isStale('i')} as stale
         from external_reference r join integration i on i.id = r.integration_id
        where r.record_id = any($1::uuid[])
        order by r.deleted_at is not null, r.fetched_at desc, i.name, r.external_id`,
      [recordIds],
    );
    return rows.map((row) => ({
      parentId: row.record_id,
      row: {
        integration: row.integration,
        externalId: row.external_id,
        updatedAt: row.updated_at,
        fetchedAt: row.fetched_at,
        stale: row.stale,
      },
    }));
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
