import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import type { Actor } from '../../events/append.ts';
import type { Database } from '../../shared/database.ts';
import type { Transaction } from '../../services/transaction.ts';
import { batchTransaction } from './batch-transaction.ts';
import { checkBatch } from './check-records.ts';
import { retryableRows } from './quarantine.ts';
import type { RecordKind } from '../kit/records.ts';
import { addCounts, noCounts } from './sync-run.ts';
import { type StreamScope, writeRecords } from './write-records.ts';

const BATCH = 200;
/** Rows of a stream that one sync tries again at most, so that a wrong mapping does not make every sync slow. */
const MOST_PER_SYNC = 2_000;

/** Tries rows in quarantine again, as if they were delivered anew; answers what became of them. */
export async function retryStream(
  db: Database,
  actor: Actor,
  scope: StreamScope,
  options: { readonly before?: (tx: Transaction) => Promise<void>; readonly ids?: readonly string[] } = {},
): Promise<StreamCounts> {
  let counts = noCounts;
  let after: string | null = null;
  for (let tried = 0; tried < MOST_PER_SYNC;) {
    const batch = await batchTransaction(db, actor, async (tx) => {
      await options.before?.(tx);
      await lockStream(tx, scope);
      const rows = await retryableRows(tx, scope.integrationId, scope.stream, {
        after,
        ids: options.ids,
        limit: BATCH,
      });
      if (rows.length === 0) return { rows, counts: noCounts };
      const upserts = rows.map(({ externalId, raw, updatedAt }) => ({ externalId, updatedAt, record: raw }));
      const result = await writeRecords(tx, scope, checkBatch(scope.kind, { upserts }));
      return { rows, counts: result.counts };
    });
    if (batch.rows.length === 0) break;
    counts = addCounts(counts, batch.counts);
    tried += batch.rows.length;
    after = batch.rows.at(-1)?.id ?? null;
  }
  return counts;
}

/**
 * Before the rows are read: every batch of a sync writes the stream's row with its cursor. A process that was frozen
 * meanwhile, and taken over from, thus reads what is still in quarantine, and writes no older record over a newer one.
 */
async function lockStream(tx: Transaction, { integrationId, stream }: StreamScope): Promise<void> {
  await tx.query(`select from integration_stream where integration_id = $1 and name = $2 for update`, [
    integrationId,
    stream,
  ]);
}

/** The same for all streams of an integration, in their order. */
export async function retryAll(
  db: Database,
  actor: Actor,
  integrationId: string,
  ids?: readonly string[],
): Promise<StreamCounts> {
  const streams = await db.query<{ name: string; kind: RecordKind }>(
    `select name, record_kind as kind from integration_stream where integration_id = $1 order by place`,
    [integrationId],
  );
  let counts = noCounts;
  for (const { name, kind } of streams) {
    counts = addCounts(counts, await retryStream(db, actor, { integrationId, stream: name, kind }, { ids }));
  }
  return counts;
}

/** How many rows of an integration are in quarantine, those that the plugin itself rejected among them. */
export async function countQuarantined(db: Database, integrationId: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from quarantined_record where integration_id = $1`,
    [integrationId],
  );
  return row?.count ?? 0;
}
