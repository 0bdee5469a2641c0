import { DomainError } from '../../shared/errors.ts';
import type { Actor } from '../../events/append.ts';
import type { EventType } from '../../events/event-types.ts';
import type { Database } from '../../shared/database.ts';
import { runTransaction, type Transaction } from '../../services/transaction.ts';
import type { RecordKind } from '../kit/records.ts';
import { listPages } from './pull-batches.ts';
import {
  compare,
  type ComparedStream,
  type Comparison,
  deleteMissing,
  isListDue,
  needsApproval,
} from './reconcile.ts';
import { actorOfIntegration, addCounts, noCounts, requireRunning } from './sync-run.ts';
import type { StreamDescription, SyncWork } from './sync.ts';

/** Deletes what the other system no longer has, where it can list that and a list is due; or has it wait for a person. */
export async function compareStream(work: SyncWork, stream: StreamDescription): Promise<void> {
  const { db, integration, process, workDir, deadlines, run, counts } = work;
  const compared = { integration, stream: stream.name, kind: stream.record };
  if (stream.listEverySeconds === null) return forgetHeld(db, compared);
  if (!(await isListDue(db, compared, stream.listEverySeconds))) return;
  const options = { ...integration.plainOptions, ...integration.secrets };
  const pages = await listPages(process, { stream: stream.name, options, workDir }, deadlines);
  if (pages === null) return forgetHeld(db, compared);
  const comparison = await compare(db, compared, pages);
  const isHeld = needsApproval(comparison);
  const ours = (tx: Transaction): Promise<void> => requireRunning(tx, run.id);
  const deleted = isHeld ? 0 : await deleteMissing(db, compared, comparison.listedAt, ours);
  counts[stream.name] = addCounts(counts[stream.name] ?? noCounts, { ...noCounts, deleted });
  // At last: whoever was killed on the way lists anew.
  await runTransaction(db, actorOfIntegration(integration), async (tx) => {
    await ours(tx);
    await noteComparison(tx, compared, comparison, isHeld);
  });
}

/** What no list says any more, nobody can approve. */
async function forgetHeld(db: Database, { integration, stream }: ComparedStream): Promise<void> {
  await db.query(
    `update integration_stream set held_deletions = null
      where integration_id = $1 and name = $2 and held_deletions is not null`,
    [integration.id, stream],
  );
}

/** Announced once, not again by each list that says the same. */
async function noteComparison(
  tx: Transaction,
  compared: ComparedStream,
  { listedAt, missing, known, returned }: Comparison,
  isHeld: boolean,
): Promise<void> {
  const { integration, stream } = compared;
  const [before] = await tx.query<{ held: number | null }>(
    `select held_deletions as held from integration_stream where integration_id = $1 and name = $2 for update`,
    [integration.id, stream],
  );
  const held = isHeld ? missing : null;
  await tx.query(
    `update integration_stream set listed_at = $3::timestamptz, held_deletions = $4
      where integration_id = $1 and name = $2`,
    [integration.id, stream, listedAt, held],
  );
  if (returned > 0) {
    // They must be delivered again, and an incremental pull would not: it is the whole stream's turn.
    await tx.query(
      `update integration_stream set cursor = null, cursor_version = 1, cursor_plugin_version = null
        where integration_id = $1 and name = $2`,
      [integration.id, stream],
    );
    announce(tx, compared, 'integration.stream_reset', { returned });
  }
  if (held !== null && before?.held !== held)
    announce(tx, compared, 'integration.deletions_held', { missing, known });
}

/** Deletes what waits; under the integration's sync lock. What was delivered or listed since stays. */
export async function approveDeletions(
  db: Database,
  actor: Actor,
  integration: { readonly id: string; readonly name: string },
  stream: string,
): Promise<number> {
  const [row] = await db.query<{ kind: RecordKind; listed_at: string; held: number | null }>(
    `select record_kind as kind, listed_at::text as listed_at, held_deletions as held
       from integration_stream where integration_id = $1 and name = $2`,
    [integration.id, stream],
  );
  if (!row) {
    throw new DomainError(
      'NOT_FOUND',
      `Integration "${integration.name}" has no stream "${stream}".`,
      'stream',
    );
  }
  if (row.held === null) {
    throw new DomainError('NOT_ALLOWED', `No deletions of stream "${stream}" wait for approval.`, 'stream');
  }
  const approved = { integration, stream, kind: row.kind };
  const deleted = await deleteMissing(db, approved, row.listed_at);
  // At last: an approval that failed on the way can be given again.
  await runTransaction(db, actor, async (tx) => {
    await tx.query(
      `update integration_stream set held_deletions = null where integration_id = $1 and name = $2`,
      [integration.id, stream],
    );
    announce(tx, approved, 'integration.deletions_approved', { deleted });
  });
  return deleted;
}

function announce(
  tx: Transaction,
  { integration: { id, name }, stream }: ComparedStream,
  type: EventType,
  data: Record<string, unknown>,
): void {
  tx.announce({
    type,
    subject: { type: 'Integration', id },
    customerId: null,
    data: { name, stream, ...data },
  });
}
