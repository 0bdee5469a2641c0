import { createHash } from 'node:crypto';
import { z } from 'zod';
import { storable } from '../../shared/unstorable-text.ts';
import { instant } from '../kit/record-fields.ts';
import { type CanonicalRecord, type RecordKind, recordSchemas } from '../kit/records.ts';
import type { PulledBatch } from '../kit/protocol.ts';

/** A record that can be delivered. */
export interface CheckedRecord<K extends RecordKind = RecordKind> {
  readonly externalId: string;
  readonly updatedAt: string | null;
  readonly record: CanonicalRecord<K>;
  /** SHA-256 of the record, independent of the order of its keys. */
  readonly hash: Buffer;
  /** As it was delivered, for the quarantine. */
  readonly raw: unknown;
}

/** A row that cannot be taken in, for the quarantine. */
export interface RejectedRecord {
  readonly externalId: string;
  readonly updatedAt: string | null;
  readonly raw: unknown;
  readonly reason: string;
  /** Whether `raw` is the record as it came, which may fit later; false for rows that the plugin itself refused. */
  readonly retryable: boolean;
}

export interface CheckedBatch<K extends RecordKind = RecordKind> {
  readonly records: readonly CheckedRecord<K>[];
  readonly rejected: readonly RejectedRecord[];
  readonly deletes: readonly string[];
}

type RawUpsert = PulledBatch['upserts'][number];

const idSchema = z.string().min(1).max(200);
const updatedAtSchema = instant.nullish();

/** Parses a batch at the edge: what comes out of here fits the kit's schemas and the database's texts. */
export function checkBatch<K extends RecordKind>(kind: K, batch: Partial<PulledBatch>): CheckedBatch<K> {
  const records = new Map<string, CheckedRecord<K>>();
  const rejected = new Map<string, RejectedRecord>();
  for (const row of batch.rejected ?? []) {
    const externalId = storableId(row.externalId);
    const reason = storable(row.reason) as string;
    rejected.set(externalId, {
      externalId,
      updatedAt: null,
      raw: storable(row.raw ?? null),
      reason,
      retryable: false,
    });
  }
  for (const upsert of batch.upserts ?? []) {
    const checked = checkUpsert(kind, upsert);
    const { externalId } = checked;
    // A record that comes twice in a batch counts as the upstream changed it last, and if it does not say, as it came last.
    if (isOlder(checked, records.get(externalId))) continue;
    records.delete(externalId);
    if (!isOlder(checked, rejected.get(externalId))) rejected.delete(externalId);
    if (!('reason' in checked)) records.set(externalId, checked);
    else if (!rejected.has(externalId)) rejected.set(externalId, checked);
  }
  const deletes = new Set((batch.deletes ?? []).map(storableId));
  for (const externalId of deletes) {
    records.delete(externalId);
    rejected.delete(externalId);
  }
  return { records: [...records.values()], rejected: [...rejected.values()], deletes: [...deletes] };
}

function checkUpsert<K extends RecordKind>(kind: K, upsert: RawUpsert): CheckedRecord<K> | RejectedRecord {
  const updatedAt = updatedAtSchema.safeParse(upsert.updatedAt);
  const refuse = (reason: string, retryable = true): RejectedRecord => ({
    externalId: storableId(upsert.externalId),
    updatedAt: (updatedAt.success && credible(updatedAt.data)) || null,
    raw: storable(upsert.record ?? null),
    reason,
    retryable,
  });
  const id = idSchema.safeParse(upsert.externalId);
  if (!id.success || storableId(id.data) !== id.data) {
    return refuse('externalId: must be a text of 1 to 200 characters', false);
  }
  if (!updatedAt.success) return refuse('updatedAt: must be an instant such as "2026-11-22T09:30:00Z"');
  const parsed = recordSchemas[kind].safeParse(upsert.record);
  if (!parsed.success) return refuse(faults(parsed.error));
  const canonical = canonicalJson(parsed.data);
  // What the quarantine keeps of it is no longer what came: it must not be taken in from there.
  if (UNSTORABLE.test(canonical))
    return refuse('a text contains a NUL character or half a surrogate pair', false);
  return {
    externalId: id.data,
    updatedAt: credible(updatedAt.data),
    record: parsed.data as CanonicalRecord<K>,
    hash: createHash('sha256').update(canonical).digest(),
    raw: upsert.record,
  };
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A time well ahead of us would keep everything out that comes until then; nothing is better. */
function credible(updatedAt: string | null | undefined): string | null {
  if (updatedAt == null || Date.parse(updatedAt) > Date.now() + DAY_MS) return null;
  return updatedAt;
}

type Dated = Pick<CheckedRecord, 'updatedAt'>;

/** Whether the upstream says of both when it changed them, and of the first an earlier time. */
function isOlder(one: Dated, other: Dated | undefined): boolean {
  if (one.updatedAt === null || other == null || other.updatedAt === null) return false;
  return Date.parse(one.updatedAt) < Date.parse(other.updatedAt);
}

function faults(error: z.ZodError): string {
  const [first, ...others] = error.issues.map(
    ({ path, message }) => `${path.join('.') || 'record'}: ${message}`,
  );
  return others.length === 0 ? `${first}` : `${first} (and ${others.length} more)`;
}

/** JSON with sorted keys: equal records are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

// PostgreSQL stores neither in text nor in jsonb; JSON.stringify writes both as escapes.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

function storableId(id: unknown): string {
  const text = typeof id === 'string' ? id : (JSON.stringify(id) ?? '');
  return (storable(text) as string).slice(0, 200) || '(none)';
}
