import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import { runTransaction, type Transaction } from '../../services/transaction.ts';
import type { PulledBatch } from '../kit/protocol.ts';
import type { CanonicalRow } from './canonical-rows.ts';
import { checkBatch } from './check-records.ts';
import { compareRows, type FieldChange, rowsBefore } from './compare-rows.ts';
import { pullBatches } from './pull-batches.ts';
import { actorOfIntegration, addCounts, noCounts } from './sync-run.ts';
import { readCursor } from './stored-cursor.ts';
import type { StreamDescription, SyncWork } from './sync.ts';
import { writeRecords } from './write-records.ts';

/** One thing that the next sync would do. */
export interface SampleDifference {
  readonly stream: string;
  readonly externalId: string;
  readonly outcome: 'CREATED' | 'UPDATED' | 'DELETED' | 'REJECTED';
  /** Why it would go to the quarantine; null unless `REJECTED`. */
  readonly reason: string | null;
  readonly changes: readonly FieldChange[];
}

export interface DryRunResult {
  readonly streams: readonly { readonly name: string; readonly counts: StreamCounts }[];
  readonly samples: readonly SampleDifference[];
}

const SAMPLES = 20;

type DryRun = Pick<SyncWork, 'db' | 'integration' | 'streams' | 'process' | 'workDir' | 'deadlines'>;

/** Thrown to take everything back. */
class Rollback extends Error {}

/**
 * What the next sync would do. First everything is pulled into a file, so that no transaction waits for the plugin;
 * then it is written like in a sync, compared, and rolled back.
 */
export async function dryRun(work: DryRun): Promise<DryRunResult> {
  const file = path.join(work.workDir, `dry-run-${process.pid}.jsonl`);
  try {
    await spool(work, file);
    return await rehearse(work, file);
  } finally {
    await rm(file, { force: true });
  }
}

async function spool(
  { db, integration, streams, process, workDir, deadlines }: DryRun,
  file: string,
): Promise<void> {
  const output = createWriteStream(file, { mode: 0o600 });
  const options = { ...integration.plainOptions, ...integration.secrets };
  try {
    for (const [place, stream] of streams.entries()) {
      const request = {
        stream: stream.name,
        ...(await readCursor(db, integration, stream)),
        options,
        workDir,
      };
      for await (const batch of pullBatches(process, request, deadlines)) {
        if (!output.write(`${JSON.stringify([place, batch])}\n`)) await once(output, 'drain');
      }
    }
  } finally {
    output.end();
    await finished(output);
  }
}

async function rehearse({ db, integration, streams }: DryRun, file: string): Promise<DryRunResult> {
  const counts = new Map(streams.map(({ name }) => [name, noCounts]));
  const samples: SampleDifference[] = [];
  try {
    await runTransaction(db, actorOfIntegration(integration), async (tx) => {
      await tx.query(`set local lock_timeout = '10s'`);
      for await (const line of createInterface({ input: createReadStream(file) })) {
        const [place, batch] = JSON.parse(line) as [number, PulledBatch];
        const stream = streams[place];
        if (!stream) continue;
        const masked = { ...batch, rejected: integration.mask(batch.rejected) };
        const result = await rehearseBatch(tx, integration.id, stream, masked, SAMPLES - samples.length);
        samples.push(...result.samples);
        counts.set(stream.name, addCounts(counts.get(stream.name) ?? noCounts, result.counts));
      }
      throw new Rollback();
    });
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
  }
  return { streams: streams.map(({ name }) => ({ name, counts: counts.get(name) ?? noCounts })), samples };
}

async function rehearseBatch(
  tx: Transaction,
  integrationId: string,
  { name: stream, record: kind }: StreamDescription,
  batch: PulledBatch,
  room: number,
): Promise<{ counts: StreamCounts; samples: SampleDifference[] }> {
  const scope = { integrationId, stream, kind };
  const checked = checkBatch(kind, batch);
  const before = room > 0 ? await rowsBefore(tx, scope, checked) : new Map<string, CanonicalRow>();
  const { counts, changed, rejected, deleted } = await writeRecords(tx, scope, checked);
  const written = changed.filter(({ outcome }) => outcome !== 'UNCHANGED').slice(0, room);
  const differences = await compareRows(
    tx,
    scope,
    before,
    written.map(({ recordId }) => recordId),
  );
  const samples = [
    ...written.map(({ externalId, recordId, outcome }) => ({
      stream,
      externalId,
      outcome: outcome as 'CREATED' | 'UPDATED',
      reason: null,
      changes: differences.get(recordId) ?? [],
    })),
    ...deleted.map((externalId) => ({
      stream,
      externalId,
      outcome: 'DELETED' as const,
      reason: null,
      changes: [],
    })),
    ...rejected.map(({ externalId, reason }) => ({
      stream,
      externalId,
      outcome: 'REJECTED' as const,
      reason,
      changes: [],
    })),
  ];
  return { counts, samples: samples.slice(0, Math.max(room, 0)) };
}
