import { randomUUID } from 'node:crypto';
import type { Database } from '../../../src/shared/database.ts';

interface Column {
  readonly name: string;
  readonly type: string;
}

const requiredColumns = new Map<string, readonly Column[]>();

/**
 * Inserts a row and answers its id. Required columns that are not given get a plain value of their type, so
 * that a new column of somebody's table does not break the matrix.
 */
export async function insert(db: Database, table: string, given: Record<string, unknown>): Promise<string> {
  const row: Record<string, unknown> = { ...given };
  for (const { name, type } of await columnsOf(db, table)) row[name] ??= plainValue(type);
  const names = Object.keys(row);
  await db.query(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, place) => `$${place + 1}`).join(', ')})`,
    names.map((name) => row[name]),
  );
  return String(row['id']);
}

async function columnsOf(db: Database, table: string): Promise<readonly Column[]> {
  let columns = requiredColumns.get(table);
  if (!columns) {
    columns = await db.query<{ name: string; type: string }>(
      `select column_name as name, udt_name as type from information_schema.columns
        where table_name = $1 and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`,
      [table],
    );
    requiredColumns.set(table, columns);
  }
  return columns;
}

function plainValue(type: string): unknown {
  switch (type) {
    case 'uuid':
      return randomUUID();
    case 'jsonb':
      return '[]';
    case '_text':
      return '{}';
    case 'bool':
      return true;
    case 'int4':
    case 'int8':
    case 'numeric':
      return 1;
    case 'date':
      return '2026-11-22';
    case 'timestamptz':
      return '2026-11-22T09:30:00Z';
    case 'bytea':
      return Buffer.alloc(32);
    default:
      return 'x';
  }
}
