import { orderedCounts, type SyncRunRow } from '../../services/integrations/sync-runs.ts';
import type { Queryable } from '../../shared/database.ts';
import type { Counts } from './sync-run.ts';
import type { SyncOutcome } from './sync-runner.ts';

/** How a run ended that another process took over. */
export async function readOutcome(db: Queryable, runId: string): Promise<SyncOutcome> {
  const [row] = await db.query<{ status: string; error: string | null; counts: SyncRunRow['counts'] }>(
    `select r.status, r.error, ${orderedCounts('r')} as counts from sync_run r where r.id = $1`,
    [runId],
  );
  const counts: Counts = Object.fromEntries(
    (row?.counts ?? []).map(({ stream, ...count }) => [stream, count]),
  );
  const status = row?.status === 'SUCCEEDED' || row?.status === 'FAILED' ? row.status : 'INTERRUPTED';
  return { id: runId, status, error: row?.error ?? null, counts };
}
