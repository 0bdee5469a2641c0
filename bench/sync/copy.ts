import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** What the sync writes of an invoice, in the order of the foreign keys. The log is not among them. */
const TABLES = [
  { name: 'commercial_document', rows: 'commercial_document' },
  { name: 'document_line', rows: 'document_line' },
  { name: 'external_reference', rows: `(select * from external_reference where record_type = 'Invoice')` },
] as const;

export interface Copied {
  readonly seconds: number;
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * The rows that the sync has written, once more by bare `COPY … from stdin`: into the same tables, emptied before, with
 * the same indexes and foreign keys, in one transaction.
 */
export async function copyAgain(url: string): Promise<Copied> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kontor-bench-'));
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const { name, rows } of TABLES) {
      const out = client.query(copyTo(`copy ${rows} to stdout`));
      await pipeline(out, createWriteStream(path.join(folder, name)));
    }
    await client.query('truncate commercial_document cascade');
    await client.query(`delete from external_reference where record_type = 'Invoice'`);
    await client.query('vacuum external_reference');
    const rows: Record<string, number> = {};
    const started = performance.now();
    await client.query('begin');
    for (const { name } of TABLES) {
      const into = client.query(copyFrom(`copy ${name} from stdin`));
      await pipeline(createReadStream(path.join(folder, name)), into);
      rows[name] = into.rowCount;
    }
    await client.query('commit');
    return { seconds: (performance.now() - started) / 1_000, rows };
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}
