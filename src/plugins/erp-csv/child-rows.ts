import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Child } from './compile.ts';
import { type Cells, readCsv } from './read-csv.ts';

export interface ChildRow {
  readonly line: number;
  readonly cells: Cells;
}

export interface BrokenRow {
  readonly line: number;
  readonly problem: string;
}

/**
 * The rows of a child file by their parent's key, in file order. They are kept in an SQLite file in the
 * integration's work folder, since a file of order lines may be larger than the memory a plugin may use; the
 * index is made again only when the file or the way it is read changes.
 */
export class ChildRows {
  private readonly select: StatementSync;
  readonly #noteParent: StatementSync;

  private constructor(private readonly database: DatabaseSync) {
    // In a file of its own that goes with the connection: there may be more parents than memory.
    database.exec('PRAGMA temp_store = FILE; CREATE TEMP TABLE parent (key TEXT PRIMARY KEY) WITHOUT ROWID');
    this.#noteParent = database.prepare('INSERT OR IGNORE INTO parent (key) VALUES (?)');
    this.select = database.prepare('SELECT line, cells FROM child WHERE key = ? ORDER BY line');
  }

  static async open(
    child: Child,
    file: { path: string; sha256: string },
    workDir: string,
    signal: AbortSignal,
  ): Promise<ChildRows> {
    const hash = createHash('sha256').update(JSON.stringify([child.file, child.csv, child.key]));
    const name = `rows-${hash.digest('hex').slice(0, 16)}`;
    const target = join(workDir, `${name}-${file.sha256.slice(0, 32)}.sqlite`);
    if (!existsSync(target)) {
      await mkdir(workDir, { recursive: true });
      for (const old of await readdir(workDir)) {
        if (old.startsWith(name)) await rm(join(workDir, old), { force: true });
      }
      const unfinished = `${target}.${process.pid}`;
      await build(unfinished, child, file.path, signal);
      await rename(unfinished, target);
    }
    return new ChildRows(new DatabaseSync(target, { readOnly: true }));
  }

  of(key: string): ChildRow[] {
    return this.select.all(key).map((row) => ({
      line: Number(row['line']),
      cells: JSON.parse(String(row['cells'])) as Cells,
    }));
  }

  /** Rows that could not be read as rows at all. */
  broken(): BrokenRow[] {
    const rows = this.database.prepare('SELECT line, problem FROM broken ORDER BY line').all();
    return rows.map((row) => ({ line: Number(row['line']), problem: String(row['problem']) }));
  }

  /** Notes that there is a parent with this key, whatever becomes of it. */
  hasParent(key: string): void {
    this.#noteParent.run(key);
  }

  /** Rows of which no parent was noted, in file order. */
  *orphans(): Iterable<ChildRow> {
    const rows = this.database.prepare(
      'SELECT line, cells FROM child WHERE key NOT IN (SELECT key FROM parent) ORDER BY line',
    );
    for (const row of rows.iterate()) {
      yield { line: Number(row['line']), cells: JSON.parse(String(row['cells'])) as Cells };
    }
  }

  close(): void {
    this.database.close();
  }
}

export function joinKey(cells: Cells, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => cells[column] ?? ''));
}

async function build(path: string, child: Child, file: string, signal: AbortSignal): Promise<void> {
  await rm(path, { force: true });
  const database = new DatabaseSync(path);
  try {
    // Half an index is never used (it is renamed when whole), so nothing has to survive a crash.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
    database.exec('CREATE TABLE child (key TEXT NOT NULL, line INTEGER NOT NULL, cells TEXT NOT NULL)');
    database.exec('CREATE TABLE broken (line INTEGER NOT NULL, problem TEXT NOT NULL)');
    const insert = database.prepare('INSERT INTO child (key, line, cells) VALUES (?, ?, ?)');
    const insertBroken = database.prepare('INSERT INTO broken (line, problem) VALUES (?, ?)');
    for await (const row of readCsv(file, child.csv, signal)) {
      if ('problem' in row) insertBroken.run(row.line, row.problem);
      else insert.run(joinKey(row.cells, child.key), row.line, JSON.stringify(row.cells));
    }
    database.exec('CREATE INDEX child_key ON child (key, line); COMMIT');
  } finally {
    database.close();
  }
}
