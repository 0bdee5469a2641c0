import type { StreamCounts } from '../../entities/integrations/sync-run.ts';
import { deliveries } from '../../services/integrations/deliveries.ts';
import { recordTypes } from '../../services/integrations/delivery.ts';
import type { Transaction } from '../../services/transaction.ts';
import type { RecordKind } from '../kit/records.ts';
import type { CheckedBatch, CheckedRecord, RejectedRecord } from './check-records.ts';
import { deliverIsolated } from './deliver-isolated.ts';
import { quarantine, releaseFromQuarantine } from './quarantine.ts';
import {
  deleteReferences,
  type KnownReference,
  knownReferences,
  storeReferences,
  touchReferences,
} from './references.ts';

/** What became of a batch. */
export interface WriteResult {
  readonly counts: StreamCounts;
  readonly changed: readonly ChangedRecord[];
  readonly rejected: readonly RejectedRecord[];
  /** External ids of what is gone now. */
  readonly deleted: readonly string[];
}

export interface ChangedRecord {
  readonly externalId: string;
  /** Raw uuid. */
  readonly recordId: string;
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED';
}

export interface StreamScope<K extends RecordKind = RecordKind> {
  readonly integrationId: string;
  readonly stream: string;
  readonly kind: K;
}

/**
 * Takes a checked batch in, with a handful of statements: what is unchanged is only noted, what changed goes to the
 * area's delivery, what does not fit to the quarantine. Cursor and transaction are the caller's.
 */
export async function writeRecords<K extends RecordKind>(
  tx: Transaction,
  { integrationId, stream, kind }: StreamScope<K>,
  batch: CheckedBatch<K>,
): Promise<WriteResult> {
  const area = deliveries[kind];
  if (!area) throw new Error(`Nothing takes in records of kind "${kind}".`);
  const scope = { integrationId, recordType: recordTypes[kind] };
  const known = await knownReferences(
    tx,
    scope,
    batch.records.map((record) => record.externalId),
  );
  const saysNothingNew = (record: CheckedRecord): boolean => {
    const reference = known.get(record.externalId);
    if (reference === undefined) return false;
    return (isSame(record, reference) && !reference.deleted) || isOlder(record, reference);
  };
  const unchanged = batch.records.filter(saysNothingNew);
  const candidates = new Map(
    batch.records.filter((record) => !saysNothingNew(record)).map((record) => [record.externalId, record]),
  );
  const { written, rejected } = await deliverIsolated(tx, area.deliver, {
    integrationId,
    items: [...candidates.values()].map(({ externalId, record }) => ({
      externalId,
      recordId: known.get(externalId)?.recordId ?? null,
      record,
    })),
  });
  const refused = rejected.flatMap(({ externalId, reason }) => {
    const record = candidates.get(externalId);
    return record
      ? [{ externalId, reason, raw: record.raw, updatedAt: record.updatedAt, retryable: true }]
      : [];
  });
  const allRejected = [...batch.rejected, ...refused];
  await storeReferences(
    tx,
    scope,
    written.flatMap(({ externalId, recordId }) => {
      const record = candidates.get(externalId);
      return record ? [{ record, recordId }] : [];
    }),
  );
  await touchReferences(tx, scope, unchanged);
  const deleted = await deleteReferences(tx, scope, batch.deletes);
  if (deleted.orphaned.length > 0) await area.withdraw?.(tx, deleted.orphaned);
  await quarantine(tx, integrationId, stream, allRejected);
  const settled = [
    ...unchanged,
    ...written.flatMap(({ externalId }) => candidates.get(externalId) ?? []),
    ...batch.deletes.map((externalId) => ({ externalId, updatedAt: null })),
  ];
  await releaseFromQuarantine(tx, integrationId, stream, settled);
  const outcomes = (outcome: string): number => written.filter((record) => record.outcome === outcome).length;
  return {
    counts: {
      created: outcomes('CREATED'),
      updated: outcomes('UPDATED'),
      unchanged: unchanged.length + outcomes('UNCHANGED'),
      deleted: deleted.externalIds.length,
      rejected: allRejected.length,
    },
    changed: written,
    rejected: allRejected,
    deleted: deleted.externalIds,
  };
}

function isSame({ hash }: CheckedRecord, reference: KnownReference): boolean {
  return reference.hash !== null && reference.hash.equals(hash);
}

/** A page that was read before the last change, a row that waited in quarantine: what is newer stays. */
function isOlder({ updatedAt }: CheckedRecord, reference: KnownReference): boolean {
  return (
    updatedAt !== null &&
    reference.updatedAt !== null &&
    Date.parse(updatedAt) < Math.floor(reference.updatedAt)
  );
}
