import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import type { Actor } from '../../events/append.ts';
import type { EventType } from '../../events/event-types.ts';
import type { Database } from '../../shared/database.ts';
import { runTransaction, type Transaction } from '../../services/transaction.ts';
import { newId } from '../../shared/ids.ts';
import type { LoadedIntegration } from './load-integration.ts';
import { Interrupted, PluginCrash } from './plugin-error.ts';

/** Crashes in a row after which an integration is suspended: going on would only burn the machine. */
const CRASHES_UNTIL_SUSPENSION = 5;

const RUNS_KEPT = 500;

export type RunStatus = 'SUCCEEDED' | 'FAILED' | 'INTERRUPTED';
export type Counts = Record<string, StreamCounts>;

export interface ClaimedRun {
  readonly id: string;
  readonly onlyStreams: readonly string[] | null;
}

export const noCounts: StreamCounts = { created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0 };

export function addCounts(a: StreamCounts, b: StreamCounts): StreamCounts {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    deleted: a.deleted + b.deleted,
    rejected: a.rejected + b.rejected,
  };
}

export function actorOfIntegration(integration: Pick<LoadedIntegration, 'id' | 'name'>): Actor {
  return { kind: 'INTEGRATION', name: integration.name, integrationId: integration.id };
}

/**
 * Under the sync lock: runs that still say they are running were left behind by a process that died. Answers them,
 * oldest first. A process that froze within a batch has the run's row locked until PostgreSQL ends its transaction;
 * `lockTimeout` says how long to wait for that, `0` as long as it takes.
 */
export async function closeAbandonedRuns(
  db: Database,
  integrationId: string,
  lockTimeout: '2s' | '0',
): Promise<string[]> {
  const rows = await runTransaction(db, { kind: 'SYSTEM', name: 'plugin host' }, async (tx) => {
    await tx.query(`set local lock_timeout = '${lockTimeout}'`);
    return tx.query<{ id: string }>(
      `update sync_run set status = 'INTERRUPTED', finished_at = now()
        where integration_id = $1 and status = 'RUNNING' returning id`,
      [integrationId],
    );
  });
  return rows.map(({ id }) => id).toSorted();
}

/** Asks for what an interrupted run was to do, unless somebody else has gone on with it; answers the new run. */
export async function continueRun(db: Database, runId: string): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    `insert into sync_run (id, integration_id, trigger, status, only_streams, requested_at, counts)
     select $2, r.integration_id, r.trigger, 'QUEUED', r.only_streams, now(), '{}'
       from sync_run r join integration i on i.id = r.integration_id
      where r.id = $1 and r.status = 'INTERRUPTED' and i.suspended_at is null
        and not exists (select from sync_run n where n.integration_id = r.integration_id and n.id > r.id)
     returning id`,
    [runId, newId()],
  );
  return row?.id ?? null;
}

export async function beginRun(db: Database, runId: string): Promise<ClaimedRun | null> {
  const [row] = await db.query<{ id: string; only_streams: string[] | null }>(
    `update sync_run set status = 'RUNNING', started_at = now() where id = $1 and status = 'QUEUED'
      returning id, only_streams`,
    [runId],
  );
  return row ? { id: row.id, onlyStreams: row.only_streams } : null;
}

export async function queuedRuns(db: Database, integrationId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from sync_run where integration_id = $1 and status = 'QUEUED' order by id`,
    [integrationId],
  );
  return rows.map(({ id }) => id);
}

/** Integrations whose last sync has not ended, as far as anybody said. */
export async function runningIntegrations(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select i.id from integration i cross join lateral (
       select status from sync_run r where r.integration_id = i.id and status <> 'QUEUED' order by r.id desc limit 1
     ) last where last.status = 'RUNNING'`,
  );
  return rows.map(({ id }) => id);
}

/**
 * First statement of every batch's transaction: locks the run, and refuses once it is no longer ours to write (the
 * lock was lost and another process took over, or the integration was suspended).
 */
export async function requireRunning(tx: Transaction, runId: string): Promise<void> {
  const [row] = await tx.query<{ status: string; suspended: boolean }>(
    `select r.status, i.suspended_at is not null as suspended
       from sync_run r join integration i on i.id = r.integration_id where r.id = $1 for update of r`,
    [runId],
  );
  if (row?.suspended) throw new Interrupted('The integration was suspended.');
  if (row?.status !== 'RUNNING') throw new Interrupted('Another process took this sync over.');
}

/** Ends a run: its state, the integration's health, and the event, together. */
export async function finishRun(
  db: Database,
  integration: LoadedIntegration,
  runId: string,
  counts: Counts,
  failure: Error | null,
): Promise<RunStatus> {
  const status = failure === null ? 'SUCCEEDED' : failure instanceof Interrupted ? 'INTERRUPTED' : 'FAILED';
  const message = failure && integration.mask(failure.message);
  await runTransaction(db, actorOfIntegration(integration), async (tx) => {
    const closed = await tx.query(
      `update sync_run set status = $2, finished_at = now(), error = $3 where id = $1 and status = 'RUNNING' returning id`,
      [runId, status, message],
    );
    await forgetOldRuns(tx, integration.id);
    if (closed.length === 0 || status === 'INTERRUPTED') return;
    if (status === 'SUCCEEDED') await noteSuccess(tx, integration);
    else await noteFailure(tx, integration, message ?? '', failure instanceof PluginCrash);
    const changed = Object.values(counts).some(
      ({ created, updated, deleted }) => created + updated + deleted > 0,
    );
    if (status === 'FAILED' || changed)
      announce(tx, integration, 'integration.synced', { status, counts, error: message });
  });
  return status;
}

/** Runs are kept to look at, not for ever: an integration that syncs every few seconds has thousands a day. */
async function forgetOldRuns(tx: Transaction, integrationId: string): Promise<void> {
  await tx.query(
    `delete from sync_run where integration_id = $1 and status not in ('QUEUED', 'RUNNING')
        and id < (select id from sync_run where integration_id = $1 order by id desc offset ${RUNS_KEPT} limit 1)`,
    [integrationId],
  );
}

async function noteSuccess(tx: Transaction, { id }: LoadedIntegration): Promise<void> {
  await tx.query(
    `update integration set last_success_at = now(), last_error = null, secrets_unreadable_at = null, consecutive_failures = 0,
            consecutive_crashes = 0
      where id = $1`,
    [id],
  );
}

async function noteFailure(
  tx: Transaction,
  integration: LoadedIntegration,
  message: string,
  crashed: boolean,
): Promise<void> {
  const [row] = await tx.query<{ suspended: boolean; crashes: number }>(
    `update integration
        set last_failure_at = now(), last_error = $2, consecutive_failures = consecutive_failures + 1,
            consecutive_crashes = case when $3 then consecutive_crashes + 1 else 0 end,
            secrets_unreadable_at = case when $4 then coalesce(secrets_unreadable_at, now()) end
      where id = $1 returning suspended_at is not null as suspended, consecutive_crashes as crashes`,
    [integration.id, message, crashed, integration.secretsProblem !== null],
  );
  if (!row || row.suspended || row.crashes < CRASHES_UNTIL_SUSPENSION) return;
  const reason = `Suspended after ${row.crashes} crashes in a row; the last one: ${message}`;
  await tx.query(`update integration set suspended_at = now(), suspended_reason = $2 where id = $1`, [
    integration.id,
    reason,
  ]);
  announce(tx, integration, 'integration.suspended', { reason });
}

function announce(
  tx: Transaction,
  { id, name }: LoadedIntegration,
  type: EventType,
  data: Record<string, unknown>,
): void {
  tx.announce({ type, subject: { type: 'Integration', id }, customerId: null, data: { name, ...data } });
}
