import { createHash } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';

/** Anything that runs SQL with `$1` placeholders: the pool (reads) or one transaction (writes). */
export interface Queryable {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** The process's one connection pool, seen by the ORM (writes) and as named statements (hot reads). */
export interface Database extends Queryable {
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** Where the pool connects to; for sessions of their own (`LISTEN`, the sequencer, pg-boss). */
  readonly url: string;
}

const statementNames = new LRUCache<string, string>({ max: 5_000 });

/** Name of a prepared statement, from its text: PostgreSQL plans it once per connection (names are cut at 63 bytes). */
export function statementName(text: string): string {
  let name = statementNames.get(text);
  if (!name) {
    name = createHash('sha1').update(text).digest('base64url');
    statementNames.set(text, name);
  }
  return name;
}
