import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Batch, RecordKind, RejectedRow, Upsert } from '../kit/index.ts';
import { buildRecord, holds } from './build-record.ts';
import { checkSource } from './check.ts';
import { ChildRows, joinKey } from './child-rows.ts';
import { type Child, type Lookup, lookupsOf, PARENT, type Source } from './compile.ts';
import { type FileState, fileState } from './files.ts';
import { externalIdOf } from './list.ts';
import { loadMapping, mappingPath } from './load-mapping.ts';
import type { StreamName } from './mapping-schema.ts';
import type { Context } from './options.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

interface SourceCursor {
  readonly files: Readonly<Record<string, FileState>>;
  /** Of the mapping and of the contents of all the source's files. */
  readonly version: string;
  /** Rows that are done with; null: all of them. */
  readonly row: number | null;
}

/** By the source's place in the mapping. */
export interface CsvCursor {
  readonly sources: readonly SourceCursor[];
}

type CsvBatch<K extends RecordKind> = Batch<K, CsvCursor>;

/** Reads the sources of a stream, each from where the cursor says, and none whose files are as they were. */
export async function* pullStream<K extends RecordKind>(
  context: Context,
  stream: StreamName,
  cursor: CsvCursor | null,
): AsyncIterable<CsvBatch<K>> {
  const { sources, problems } = await loadMapping(context.options);
  if (problems.length > 0) {
    throw new Error(`${mappingPath(context.options)} is not right:\n${problems.join('\n')}`);
  }
  const states: SourceCursor[] = [];
  for (const [index, source] of sources.filter((one) => one.stream === stream).entries()) {
    const before = cursor?.sources[index];
    const files = await statesOf(context, source, before);
    const version = versionOf(source, files);
    const start = before?.version === version ? before.row : 0;
    const rest = cursor?.sources.slice(index + 1) ?? [];
    const cursorAt = (row: number | null) => ({ sources: [...states, { files, version, row }, ...rest] });
    if (start !== null) {
      // A column that is gone must not read as "every cell is empty": that would erase data.
      const found = await checkSource(context.options.folder, source);
      if (found.length > 0) throw new Error(found.map(({ message }) => message).join('\n'));
      yield* pullSource<K>(context, source, {
        start,
        files,
        cursorAt,
        answersFor: childrenOfOne(sources, source),
      });
    } else if (before && !isSameStamp(before.files, files)) yield { cursor: cursorAt(null) };
    states.push({ files, version, row: null });
  }
}

interface Stretch {
  readonly start: number;
  readonly files: Readonly<Record<string, FileState>>;
  readonly cursorAt: (row: number | null) => CsvCursor;
  /** Children whose rows must all have a parent in this source's file. */
  readonly answersFor: readonly Child[];
}

async function* pullSource<K extends RecordKind>(
  context: Context,
  source: Source,
  { start, files, cursorAt, answersFor }: Stretch,
): AsyncIterable<CsvBatch<K>> {
  const { options, signal, workDir } = context;
  const pathOf = (file: string) => join(options.folder, file);
  const opened = new Map<Child, ChildRows>();
  try {
    let rejected: RejectedRow[] = [];
    for (const lookup of lookupsOf(source)) {
      const unreadable = await fillLookup(lookup, pathOf(lookup.file), signal);
      if (start === 0) rejected.push(...unreadable);
    }
    for (const child of source.children) {
      const file = { path: pathOf(child.file), sha256: files[child.file]?.sha256 ?? '' };
      const rows = await ChildRows.open(child, file, workDir, signal);
      opened.set(child, rows);
      if (start === 0) rejected.push(...rows.broken().map((row) => broken(child.file, row)));
    }
    let upserts: Upsert<K>[] = [];
    let row = 0;
    const size = files[source.file]?.size ?? 0;
    for await (const one of readCsv(pathOf(source.file), source.csv, signal)) {
      row += 1;
      if ('cells' in one)
        for (const [child, rows] of opened) rows.hasParent(joinKey(one.cells, child.parentKey));
      if (row <= start) continue;
      const result = translate<K>(source, one, opened);
      if (result && 'record' in result) upserts.push(result);
      else if (result) rejected.push(result);
      if ((row - start) % options.batchSize > 0) continue;
      const total = Math.max(row, Math.round((row * size) / Math.max(one.bytes, 1)));
      yield { upserts, rejected, cursor: cursorAt(row), progress: { done: row, total } };
      signal.throwIfAborted();
      [upserts, rejected] = [[], []];
    }
    for (const child of answersFor) rejected.push(...orphansOf(child, source, opened));
    yield { upserts, rejected, cursor: cursorAt(null), progress: { done: row, total: row } };
  } finally {
    for (const rows of opened.values()) rows.close();
  }
}

/**
 * A file of lines may belong to several files of documents: then a line without a parent here may have one there. And
 * where several sources read the same two files, the first speaks for all.
 */
function childrenOfOne(sources: readonly Source[], source: Source): readonly Child[] {
  return source.children.filter(({ file }) => {
    const readers = sources.filter(({ children }) => children.some((child) => child.file === file));
    return readers[0] === source && readers.every((reader) => reader.file === source.file);
  });
}

/** Enough to see what is wrong; a whole file that belongs to another one would say the same of each row. */
const ORPHANS_NAMED = 100;

function orphansOf(child: Child, source: Source, opened: ReadonlyMap<Child, ChildRows>): RejectedRow[] {
  const own = child.onlyIf.filter(({ column }) => !column.startsWith(PARENT));
  const rejected: RejectedRow[] = [];
  let more = 0;
  for (const { line, cells } of opened.get(child)?.orphans() ?? []) {
    if (!own.every((condition) => holds(condition, cells, null))) continue;
    if (rejected.length >= ORPHANS_NAMED) {
      more += 1;
      continue;
    }
    const key = child.key.map(
      (column, place) => `${child.parentKey[place]} = ${JSON.stringify(cells[column] ?? '')}`,
    );
    rejected.push(
      broken(child.file, { line, problem: `${source.file} has no row with ${key.join(', ')}`, raw: cells }),
    );
  }
  if (more > 0) {
    const reason = `${child.file}: ${more} more rows have no parent in ${source.file}`;
    rejected.push({ externalId: child.file, reason });
  }
  return rejected;
}

async function fillLookup(lookup: Lookup, path: string, signal: AbortSignal): Promise<RejectedRow[]> {
  const unreadable: RejectedRow[] = [];
  for await (const row of readCsv(path, lookup.csv, signal)) {
    if ('problem' in row) unreadable.push(broken(lookup.file, row));
    else lookup.entries.set(row.cells[lookup.key] ?? '', row.cells[lookup.value] ?? '');
  }
  return unreadable;
}

/** Null for a row that the mapping leaves out. */
function translate<K extends RecordKind>(
  source: Source,
  row: CsvRow,
  children: ReadonlyMap<Child, ChildRows>,
): Upsert<K> | RejectedRow | null {
  if ('problem' in row) return broken(source.file, row);
  const { cells } = row;
  if (!source.onlyIf.every((condition) => holds(condition, cells, null))) return null;
  const place = `${source.file}:${row.line}`;
  const emptyKey = source.key.find((column) => !cells[column]);
  if (emptyKey !== undefined) {
    const reason = `${place}: column "${emptyKey}": the key is empty`;
    return { externalId: place, reason, raw: cells };
  }
  const externalId = externalIdOf(source, cells);
  const built = buildRecord(
    source,
    row,
    (child) => children.get(child)?.of(joinKey(cells, child.parentKey)) ?? [],
  );
  if ('reasons' in built) return { externalId, reason: built.reasons.join('; '), raw: cells };
  return { externalId, record: built.record as Upsert<K>['record'] };
}

function broken(file: string, row: { line: number; problem: string; raw?: unknown }): RejectedRow {
  const place = `${file}:${row.line}`;
  return { externalId: place, reason: `${place}: ${row.problem}`, raw: row.raw };
}

async function statesOf(
  context: Context,
  source: Source,
  before?: SourceCursor,
): Promise<SourceCursor['files']> {
  const names = [source, ...source.children, ...lookupsOf(source)].map(({ file }) => file);
  const states: Record<string, FileState> = {};
  for (const name of names) {
    states[name] = await fileState(join(context.options.folder, name), before?.files[name]);
  }
  return states;
}

function versionOf(source: Source, files: SourceCursor['files']): string {
  const contents = Object.entries(files).map(([name, state]) => [name, state.sha256]);
  // Maps do not show in JSON, so they are written out.
  const mapping = JSON.stringify(source, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  return createHash('sha256').update(JSON.stringify(contents)).update(mapping).digest('hex');
}

function isSameStamp(before: SourceCursor['files'], after: SourceCursor['files']): boolean {
  return Object.entries(after).every(([name, state]) => before[name]?.stamp === state.stamp);
}
