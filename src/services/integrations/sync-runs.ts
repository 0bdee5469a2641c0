import type { SyncRunStatus, SyncTrigger } from '../../entities/integrations/enums.ts';
import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import type { Page, PageArguments } from '../../shared/paging.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type Listing, listPageOf } from '../reads/listing.ts';

export interface SyncRunRow {
  readonly __typename: 'SyncRun';
  readonly id: string;
  readonly integrationId: string;
  readonly trigger: SyncTrigger;
  readonly status: SyncRunStatus;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly counts: readonly (StreamCounts & { readonly stream: string })[];
  readonly error: string | null;
}

/** SQL for what a run took in, as a list in the plugin's order of streams: `jsonb` keeps no order of keys. */
export function orderedCounts(alias: string): string {
  return `(select coalesce(jsonb_agg(jsonb_build_object('stream', c.key) || c.value order by s.place nulls last, c.key), '[]')
     from jsonb_each(${alias}.counts) c
     left join integration_stream s on s.integration_id = ${alias}.integration_id and s.name = c.key)`;
}

const syncRunListing: Listing<SyncRunRow, never, 'REQUESTED_AT'> = {
  name: 'syncRuns',
  from: 'sync_run r',
  id: 'r.id',
  columns: `r.id, r.integration_id, r.trigger, r.status, r.requested_at, r.started_at, r.finished_at,
    ${orderedCounts('r')} as counts, r.error`,
  // Ids are made when a run is asked for: they are the order, and the index.
  sorts: { REQUESTED_AT: { expression: 'r.id', type: 'uuid' } },
  defaultSort: { field: 'REQUESTED_AT', direction: 'DESC' },
  reach: ({ viewer }) => reachesAll(viewer.reach),
  row: (raw) => plainRow<SyncRunRow>(raw, 'SyncRun'),
};

export function listRunsOf(
  context: RequestContext,
  integrationId: string,
  args: PageArguments,
): Promise<Page<SyncRunRow>> {
  return listPageOf(context, syncRunListing, 'r.integration_id', integrationId, args);
}

export function loadSyncRun(
  context: RequestContext,
  id: string | null | undefined,
): Promise<SyncRunRow | null> {
  return loadById(context, syncRunListing, id);
}
