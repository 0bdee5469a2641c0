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
  if (stream.listEverySeconds === null || !(await isListDue(db, compared, stream.listEverySeconds))) return;
  const options = { ...integration.plainOptions, ...integration.secrets };
  const pages = await listPages(process, { stream: stream.name, options, workDir }, deadlines);
  if (pages === null) return;
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

/** Announced once, not again by each list that says the same. */
async function noteComparison(
  tx: Transaction,
  compared: ComparedStream,
  { listedAt, missing, known }: Comparison,
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
  const compared = await runTransaction(db, actor, async (tx) => {
    const [row] = await tx.query<{ kind: RecordKind; listed_at: string; held: number | null }>(
      `update integration_stream s set held_deletions = null
         from (select * from integration_stream where integration_id = $1 and name = $2 for update) before
        where s.integration_id = before.integration_id and s.name = before.name
        returning before.record_kind as kind, before.listed_at::text as listed_at, before.held_deletions as held`,
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
    announce(tx, approved, 'integration.deletions_approved', { missing: row.held });
    return { ...approved, listedAt: row.listed_at };
  });
  return deleteMissing(db, compared, compared.listedAt);
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
