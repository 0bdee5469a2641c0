import type { Queryable } from '../../shared/database.ts';
import { deliveries } from '../../services/integrations/deliveries.ts';
import { recordTypes } from '../../services/integrations/delivery.ts';
import { canonicalJson, type CheckedBatch } from './check-records.ts';
import { knownReferences } from './references.ts';
import type { StreamScope } from './write-records.ts';

/** One field that would become another; null where there is none. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Rows = ReadonlyMap<string, object>;

/** Columns that say when and how often something was written, not what. */
const bookkeeping = ['id', 'version', 'created_at', 'updated_at'];

/** The rows, as they are, of those known records whose delivery differs from the last one. */
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
  return readRows(tx, scope, different);
}

/** Field by field, what became of the records since `before`. */
export async function compareRows(
  tx: Queryable,
  scope: StreamScope,
  before: Rows,
  recordIds: readonly string[],
): Promise<Map<string, FieldChange[]>> {
  const after = await readRows(tx, scope, recordIds);
  return new Map(recordIds.map((id) => [id, differences(before.get(id) ?? {}, after.get(id) ?? {})]));
}

async function readRows(tx: Queryable, { kind }: StreamScope, ids: readonly string[]): Promise<Rows> {
  const table = deliveries[kind]?.table;
  if (table === undefined || ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; row: object }>(
    `select id, to_jsonb(t) - $2::text[] as row from ${table} t where id = any($1::uuid[])`,
    [ids, bookkeeping],
  );
  return new Map(rows.map(({ id, row }) => [id, row]));
}

function differences(before: object, after: object): FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const present = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...present.keys()])]
    .map((column) => ({
      field: column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      before: old.get(column) ?? null,
      after: present.get(column) ?? null,
    }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
}
