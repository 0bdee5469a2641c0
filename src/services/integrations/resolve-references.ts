import type { Queryable } from '../../shared/database.ts';

/** Our records (raw uuids) behind another system's ids, in one statement; ids never delivered are not in the map. */
export async function resolveReferences(
  db: Queryable,
  integrationId: string,
  recordType: string,
  externalIds: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(externalIds)];
  if (wanted.length === 0) return new Map();
  const rows = await db.query<{ external_id: string; record_id: string }>(
    `select external_id, record_id from external_reference
      where integration_id = $1 and record_type = $2 and external_id = any($3::text[])`,
    [integrationId, recordType, wanted],
  );
  return new Map(rows.map((row) => [row.external_id, row.record_id]));
}
