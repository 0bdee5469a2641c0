import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Rows } from './compile.ts';

/** A row by column name; cells are trimmed. */
export type Cells = Readonly<Record<string, string>>;

export type CsvRow =
  | { readonly line: number; readonly bytes: number; readonly cells: Cells }
  | { readonly line: number; readonly bytes: number; readonly problem: string; readonly raw: unknown };

interface Parsed {
  readonly info: { readonly lines: number; readonly bytes: number };
  readonly record: readonly string[];
}

/** One row longer than this is a quote that was never closed, not data. */
const MAX_ROW_LENGTH = 1_000_000;

/** Reads a file row by row; never more than a few rows are in memory. */
export async function* readCsv(path: string, csv: Rows['csv'], signal?: AbortSignal): AsyncIterable<CsvRow> {
  const skipped: CsvRow[] = [];
  const parser = parse({
    delimiter: csv.delimiter,
    quote: csv.quote ?? '"',
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW_LENGTH,
    from_line: (csv.skipLines ?? 0) + 1,
    on_skip: (error) => {
      if (error)
        skipped.push({
          line: error instanceof CsvError ? Number(error['lines']) : 0,
          bytes: 0,
          problem: error.message,
          raw: null,
        });
    },
  });
  // An error on the way (unreadable file, wrong encoding) destroys the parser, whose iteration then throws it.
  pipeline(createReadStream(path, { signal }), decoder(path, csv.encoding), parser, () => undefined);
  let header = csv.columns;
  for await (const { info, record } of parser as AsyncIterable<Parsed>) {
    yield* skipped.splice(0);
    if (!header) {
      header = record.map((name) => name.trim());
      continue;
    }
    // `lines` is where the row ends; line breaks inside quotes lead back to where it begins.
    const breaks = record.reduce((total, cell) => total + cell.split('\n').length - 1, 0);
    yield toRow(header, record, csv.allowShortRows ?? false, {
      line: info.lines - breaks,
      bytes: info.bytes,
    });
  }
  yield* skipped;
}

/** The column names of a file. */
export async function readHeader(path: string, csv: Rows['csv']): Promise<readonly string[]> {
  if (csv.columns) return csv.columns;
  const parser = parse({
    delimiter: csv.delimiter,
    quote: csv.quote ?? '"',
    bom: true,
    to: 1,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_LENGTH,
    from_line: (csv.skipLines ?? 0) + 1,
  });
  pipeline(
    createReadStream(path, { end: MAX_ROW_LENGTH }),
    decoder(path, csv.encoding),
    parser,
    () => undefined,
  );
  for await (const record of parser as AsyncIterable<readonly string[]>)
    return record.map((name) => name.trim());
  return [];
}

function toRow(
  header: readonly string[],
  record: readonly string[],
  allowShort: boolean,
  place: { line: number; bytes: number },
): CsvRow {
  const isLonger = record.slice(header.length).some((cell) => cell.trim() !== '');
  if (isLonger || (record.length < header.length && !allowShort)) {
    const problem = `the row has ${record.length} values, the header ${header.length} columns`;
    return { ...place, problem, raw: record };
  }
  const cells: Record<string, string> = {};
  for (const [index, name] of header.entries()) cells[name] = record[index]?.trim() ?? '';
  return { ...place, cells };
}

function decoder(path: string, encoding: string) {
  return async function* decode(chunks: AsyncIterable<Buffer>): AsyncIterable<string> {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    try {
      for await (const chunk of chunks) yield text.decode(chunk, { stream: true });
      yield text.decode();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
      throw new Error(`${basename(path)} is not ${encoding}; set "encoding", for example to windows-1252`, {
        cause: error,
      });
    }
  };
}
