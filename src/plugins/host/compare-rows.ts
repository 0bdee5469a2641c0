import type { Queryable } from '../../shared/database.ts';
import { recordTypes } from '../../services/integrations/delivery.ts';
import { type CanonicalRow, readCanonical } from './canonical-rows.ts';
import { canonicalJson, type CheckedBatch } from './check-records.ts';
import { knownReferences } from './references.ts';
import type { StreamScope } from './write-records.ts';

/** One field that would become another; null where there is none. Of lines and payments only those that differ. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Rows = ReadonlyMap<string, CanonicalRow>;

const none: CanonicalRow = new Map();

/** Lists of parts of a document, which may be long. */
const parts = new Set(['lines', 'payments']);

/** The rows, as they are, of those known records whose delivery differs from the last one, and of those to be linked. */
export async function rowsBefore(tx: Queryable, scope: StreamScope, batch: CheckedBatch): Promise<Rows> {
  const reference = { integrationId: scope.integrationId, recordType: recordTypes[scope.kind] };
  const known = await knownReferences(
    tx,
    reference,
    batch.records.map(({ externalId }) => externalId),
  );
  const different = batch.records.flatMap(({ externalId, hash }) => {
    const found = known.get(externalId);
    return found && !found.hash?.equals(hash) ? [found.recordId] : [];
  });
  const unknown = batch.records.filter(({ externalId }) => !known.has(externalId));
  return readCanonical(tx, scope, [...different, ...(await knownByNumber(tx, scope, unknown))]);
}

/** Customers that a delivery would link by their number instead of making new ones. */
async function knownByNumber(
  tx: Queryable,
  { kind }: StreamScope,
  records: CheckedBatch['records'],
): Promise<string[]> {
  const numbers = records.flatMap(({ record }) =>
    'customerNumber' in record ? [record.customerNumber] : [],
  );
  if (kind !== 'customer' || numbers.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `select id from customer where customer_number = any($1::text[])`,
    [numbers],
  );
  return rows.map(({ id }) => id);
}

/** Field by field, what became of the records since `before`. */
export async function compareRows(
  tx: Queryable,
  scope: StreamScope,
  before: Rows,
  recordIds: readonly string[],
): Promise<Map<string, FieldChange[]>> {
  const after = await readCanonical(tx, scope, recordIds);
  return new Map(recordIds.map((id) => [id, differences(before.get(id) ?? none, after.get(id) ?? none)]));
}

function differences(before: CanonicalRow, after: CanonicalRow): FieldChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((field) => change(field, something(before.get(field)), something(after.get(field))))
    .filter(({ before: old, after: present }) => canonicalJson(old) !== canonicalJson(present));
}

function change(field: string, before: unknown, after: unknown): FieldChange {
  if (!parts.has(field)) return { field, before, after };
  return { field, before: something(without(before, after)), after: something(without(after, before)) };
}

/** An empty list says as little as none. */
function something(value: unknown): unknown {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty ? null : (value ?? null);
}

function without(these: unknown, those: unknown): unknown {
  if (!Array.isArray(these) || !Array.isArray(those)) return these;
  const known = new Set(those.map(canonicalJson));
  return these.filter((each) => !known.has(canonicalJson(each)));
}
