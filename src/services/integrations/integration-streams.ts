import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import type { RecordKind } from '../../plugins/kit/records.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { recordTypes } from './delivery.ts';

export interface IntegrationStreamRow {
  readonly name: string;
  /** GraphQL type of its records. */
  readonly recordType: string;
  readonly cursorAt: string | null;
  readonly completedAt: string | null;
  readonly lastRunId: string | null;
  readonly lastCounts: StreamCounts | null;
  readonly quarantined: number;
  readonly heldDeletions: number | null;
}

interface Raw {
  readonly integration_id: string;
  readonly name: string;
  readonly record_kind: RecordKind;
  readonly cursor_at: string | null;
  readonly completed_at: string | null;
  readonly last_run_id: string | null;
  readonly last_counts: StreamCounts | null;
  readonly quarantined: number;
  readonly held_deletions: number | null;
}

/** The streams of an integration in the plugin's order; known from its first sync on. */
export function loadStreamsOf(
  context: RequestContext,
  integrationId: string,
): Promise<readonly IntegrationStreamRow[]> {
  return loadAllOf(context, 'integrationStreams', integrationId, async (ids) => {
    const rows = await context.db.query<Raw>(
      `select s.integration_id, s.name, s.record_kind, s.cursor_at, s.completed_at, s.held_deletions,
              last.id as last_run_id, last.counts as last_counts,
              (select count(*)::int from quarantined_record q
                where q.integration_id = s.integration_id and q.stream = s.name) as quarantined
         from integration_stream s
         left join lateral (
           select r.id, r.counts -> s.name as counts from sync_run r
            where r.integration_id = s.integration_id and r.counts ? s.name order by r.id desc limit 1) last on true
        where s.integration_id = any($1::uuid[]) order by s.place, s.name`,
      [ids],
    );
    return rows.map((row) => ({
      parentId: row.integration_id,
      row: {
        name: row.name,
        recordType: recordTypes[row.record_kind],
        cursorAt: row.cursor_at,
        completedAt: row.completed_at,
        lastRunId: row.last_run_id,
        lastCounts: row.last_counts,
        quarantined: row.quarantined,
        heldDeletions: row.held_deletions,
      },
    }));
  });
}
