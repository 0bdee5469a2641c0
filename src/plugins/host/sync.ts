import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import type { Database } from '../../shared/database.ts';
import type { PluginDescription, PulledBatch } from '../kit/protocol.ts';
import { batchTransaction } from './batch-transaction.ts';
import { checkBatch } from './check-records.ts';
import { compareStream } from './held-deletions.ts';
import type { Deadlines } from './host-options.ts';
import type { LoadedIntegration } from './load-integration.ts';
import { PluginCallError } from './plugin-error.ts';
import type { PluginProcess } from './plugin-process.ts';
import { pullBatches } from './pull-batches.ts';
import { retryStream } from './retry-quarantine.ts';
import { readCursor, storeCursor } from './stored-cursor.ts';
import {
  actorOfIntegration,
  addCounts,
  type ClaimedRun,
  type Counts,
  noCounts,
  requireRunning,
} from './sync-run.ts';
import { writeRecords } from './write-records.ts';

export type StreamDescription = PluginDescription['streams'][number];

/** How far a sync is, after each batch. */
export interface SyncProgress {
  readonly integrationId: string;
  readonly runId: string;
  readonly stream: string;
  /** Records of the stream so far, and in all where the plugin knows. */
  readonly done: number;
  readonly total: number | null;
  readonly counts: StreamCounts;
}

export interface SyncWork {
  readonly db: Database;
  readonly integration: LoadedIntegration;
  readonly run: ClaimedRun;
  readonly streams: readonly StreamDescription[];
  readonly process: PluginProcess;
  readonly workDir: string;
  readonly deadlines: Deadlines;
  /** What was committed, by stream; filled while the sync goes on. */
  readonly counts: Counts;
  readonly onProgress: (progress: SyncProgress) => void;
}

/**
 * Pulls the streams in the plugin's order, and throws at the first failure. Then tries again what is in quarantine, and
 * compares with what the other system lists: a list that fails holds up nothing else.
 */
export async function syncStreams(work: SyncWork): Promise<void> {
  const { db, integration, run, counts } = work;
  for (const stream of work.streams) await syncStream(work, stream);
  for (const stream of work.streams) {
    const scope = { integrationId: integration.id, stream: stream.name, kind: stream.record };
    const retried = await retryStream(db, actorOfIntegration(integration), scope, {
      before: (tx) => requireRunning(tx, run.id),
    });
    // What stays in quarantine was counted when it was rejected.
    counts[stream.name] = addCounts(counts[stream.name] ?? noCounts, { ...retried, rejected: 0 });
  }
  const faults = await compareStreams(work);
  await db.query(`update sync_run set counts = $2::jsonb where id = $1`, [run.id, JSON.stringify(counts)]);
  if (faults.length > 0) throw new PluginCallError(faults.join('; '));
}

/** Answers what kept lists from being read. Whatever else goes wrong ends the sync. */
async function compareStreams(work: SyncWork): Promise<string[]> {
  const faults: string[] = [];
  for (const stream of work.streams) {
    try {
      await compareStream(work, stream);
    } catch (error) {
      if (!(error instanceof PluginCallError)) throw error;
      faults.push(error.message);
    }
  }
  return faults;
}

async function syncStream(work: SyncWork, stream: StreamDescription): Promise<void> {
  const { db, integration, process, workDir, deadlines } = work;
  const stored = await readCursor(db, integration, stream);
  const options = { ...integration.plainOptions, ...integration.secrets };
  work.counts[stream.name] ??= noCounts;
  let records = 0;
  for await (const batch of pullBatches(
    process,
    { stream: stream.name, ...stored, options, workDir },
    deadlines,
  )) {
    await commitBatch(work, stream, batch);
    records += batch.upserts.length + batch.deletes.length + batch.rejected.length;
    work.onProgress({
      integrationId: integration.id,
      runId: work.run.id,
      stream: stream.name,
      done: batch.progress?.done ?? records,
      total: batch.progress?.total ?? null,
      counts: work.counts[stream.name] ?? noCounts,
    });
  }
  await db.query(
    `update integration_stream set completed_at = now() where integration_id = $1 and name = $2`,
    [integration.id, stream.name],
  );
}

/** The batch, its cursor and what is told about it: together or not at all. */
async function commitBatch(work: SyncWork, stream: StreamDescription, batch: PulledBatch): Promise<void> {
  const { db, integration, run, counts } = work;
  const { mask } = integration;
  const checked = checkBatch(stream.record, { ...batch, rejected: mask(batch.rejected) });
  const scope = { integrationId: integration.id, stream: stream.name, kind: stream.record };
  const total = await batchTransaction(db, actorOfIntegration(integration), async (tx) => {
    await requireRunning(tx, run.id);
    const result = await writeRecords(tx, scope, checked);
    const sum = addCounts(counts[stream.name] ?? noCounts, result.counts);
    await storeCursor(tx, integration.id, stream, batch.cursor);
    await tx.query(`update sync_run set counts = counts || $2::jsonb where id = $1`, [
      run.id,
      JSON.stringify({ [stream.name]: sum }),
    ]);
    return sum;
  });
  counts[stream.name] = total;
}

/** Which streams a run pulls; notes them, so that they can be shown before their first batch. */
export async function prepareStreams(
  db: Database,
  integrationId: string,
  plugin: PluginDescription,
  only: readonly string[] | null,
): Promise<StreamDescription[]> {
  const unknown = only?.filter((name) => !plugin.streams.some((stream) => stream.name === name)) ?? [];
  if (unknown.length > 0) throw new PluginCallError(`The plugin has no stream ${unknown.join(', ')}.`);
  await db.query(
    `insert into integration_stream (integration_id, name, record_kind, place)
     select $1, name, record_kind, place
       from jsonb_to_recordset($2::jsonb) as r(name text, record_kind text, place int)
     on conflict (integration_id, name) do update set record_kind = excluded.record_kind, place = excluded.place`,
    [
      integrationId,
      JSON.stringify(plugin.streams.map(({ name, record }, place) => ({ name, record_kind: record, place }))),
    ],
  );
  return plugin.streams.filter(({ name }) => only?.includes(name) ?? true);
}
