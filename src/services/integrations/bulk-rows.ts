import type { Queryable } from '../../shared/database.ts';

/** The columns of a table that a delivery writes, with their PostgreSQL types. Never user input. */
export type Columns = Readonly<Record<string, string>>;

/** A row to write: values by column. Absent (undefined): as it is, on insert null; null clears. */
export type BulkRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** Inserts records of ours with one statement. */
export async function insertRows(
  tx: Queryable,
  table: string,
  columns: Columns,
  rows: readonly BulkRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns).join(', ');
  await tx.query(
    `insert into ${table} (id, version, created_at, updated_at, ${names})
     select id, 1, now(), now(), ${names} from jsonb_to_recordset($1::jsonb) as r(id uuid, ${definition(columns)})`,
    [JSON.stringify(rows)],
  );
}

/** What a row's update would change. */
export interface RowChange {
  readonly id: string;
  /** Columns whose value becomes another one. */
  readonly changed: readonly string[];
}

/**
 * Locks the rows, in the order of their ids so that two deliveries cannot wait for each other, and compares.
 * Rows that do not exist (any more) are not answered.
 */
export async function lockAndCompare(
  tx: Queryable,
  table: string,
  columns: Columns,
  rows: readonly BulkRow[],
): Promise<Map<string, RowChange>> {
  if (rows.length === 0) return new Map();
  const comparisons = Object.entries(columns).map(
    ([name, type]) => `case when e ? '${name}' and ${comparable(`t.${name}`, type)}
      is distinct from ${comparable(`r.${name}`, type)} then '${name}' end`,
  );
  const changes = await tx.query<RowChange>(
    `select t.id, array_remove(array[${comparisons.join(', ')}], null) as changed
       from jsonb_array_elements($1::jsonb) as e
      cross join lateral jsonb_to_record(e) as r(id uuid, ${definition(columns)})
       join ${table} t on t.id = r.id
      order by t.id for update of t`,
    [JSON.stringify(rows)],
  );
  return new Map(changes.map((change) => [change.id, change]));
}

/** Writes the rows with one statement; lock and compare them before. */
export async function updateRows(
  tx: Queryable,
  table: string,
  columns: Columns,
  rows: readonly BulkRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const assignments = Object.keys(columns).map(
    (name) => `${name} = case when r.e ? '${name}' then r.${name} else t.${name} end`,
  );
  await tx.query(
    `update ${table} t set version = t.version + 1, updated_at = now(), ${assignments.join(', ')}
       from (select e, r.* from jsonb_array_elements($1::jsonb) as e
              cross join lateral jsonb_to_record(e) as r(id uuid, ${definition(columns)})) r
      where t.id = r.id`,
    [JSON.stringify(rows)],
  );
}

function definition(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
}

/** A field that is null and one that is left out say the same. */
function comparable(expression: string, type: string): string {
  return type === 'jsonb' ? `jsonb_strip_nulls(${expression})` : expression;
}
