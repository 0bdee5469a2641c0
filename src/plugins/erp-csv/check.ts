import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckProblem, CheckResult } from '../kit/index.ts';
import { type Lookup, lookupsOf, PARENT, type Rows, type Source } from './compile.ts';
import { loadMapping, mappingPath } from './load-mapping.ts';
import type { Context } from './options.ts';
import { readHeader } from './read-csv.ts';

/** Looks at the folder, the mapping and every file's header, and reads no further. */
export async function checkFiles(context: Context): Promise<CheckResult> {
  const { options } = context;
  const folder = options.folder;
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    return one(`There is no folder ${folder}.`, 'Give the folder in which the CSV files are.', 'folder');
  }
  const path = mappingPath(options);
  if (!(await exists(path))) {
    const fix = 'Write one (docs/connectors/erp-csv.md has an example), or say with "mapping" where it is.';
    return one(`There is no mapping file ${path}.`, fix, 'mapping');
  }
  const { sources, problems } = await loadMapping(options);
  if (problems.length > 0) {
    return {
      problems: problems.map((message) =>
        error(`${path}: ${message}`, 'Correct the mapping file.', 'mapping'),
      ),
    };
  }
  const found = await Promise.all(sources.map((source) => checkSource(folder, source)));
  const read = sources.flatMap((source) => [source, ...source.children, ...lookupsOf(source)]);
  const files = new Set(read.map(({ file }) => file));
  return { problems: unique(found.flat()), upstream: `${files.size} CSV files in ${folder}` };
}

/** Whether the source's files are there, with every column that the mapping names. */
export async function checkSource(folder: string, source: Source): Promise<CheckProblem[]> {
  const { problems, header } = await checkRows(folder, source, source.key, []);
  for (const child of source.children) {
    const checked = await checkRows(folder, child, child.key, header);
    problems.push(...checked.problems, ...missing(source.file, header, child.parentKey));
  }
  for (const lookup of lookupsOf(source)) {
    const opened = await headerOf(folder, lookup);
    problems.push(...opened.problems, ...missing(lookup.file, opened.header, [lookup.key, lookup.value]));
  }
  return problems;
}

async function checkRows(
  folder: string,
  rows: Rows,
  key: readonly string[],
  parentHeader: readonly string[],
): Promise<{ problems: CheckProblem[]; header: readonly string[] }> {
  const { problems, header } = await headerOf(folder, rows);
  const used = [
    ...rows.fields.flatMap((field) => field.columns),
    ...rows.onlyIf.map((condition) => condition.column),
  ];
  const columns = [...key, ...used.filter((column) => !isParents(column, header))];
  const fromParent = used
    .filter((column) => isParents(column, header))
    .map((column) => column.slice(PARENT.length));
  return {
    problems: [
      ...problems,
      ...missing(rows.file, header, columns),
      ...missing('the parent', parentHeader, fromParent),
    ],
    header,
  };
}

async function headerOf(
  folder: string,
  { file, csv }: Pick<Rows | Lookup, 'file' | 'csv'>,
): Promise<{ problems: CheckProblem[]; header: readonly string[] }> {
  const path = join(folder, file);
  if (!(await exists(path))) {
    const fix = 'Put it there, or correct "file" in the mapping.';
    return { problems: [error(`There is no file ${path}.`, fix, 'folder')], header: [] };
  }
  try {
    const header = await readHeader(path, csv);
    const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
    if (twice !== undefined) {
      const fix = 'Name the columns apart, in the file or with "csv": { "columns": [...] }.';
      return { problems: [error(`${file} has two columns "${twice}".`, fix)], header };
    }
    if (header.length > 0) return { problems: [], header };
    return { problems: [error(`${file} is empty.`, 'Export it again, with its header line.')], header };
  } catch (cause) {
    const message = `${file} cannot be read: ${(cause as Error).message}`;
    return { problems: [error(message, 'Correct "csv" in the mapping, or the file.')], header: [] };
  }
}

function isParents(column: string, header: readonly string[]): boolean {
  return column.startsWith(PARENT) && !header.includes(column);
}

function missing(file: string, header: readonly string[], columns: readonly string[]): CheckProblem[] {
  if (header.length === 0) return [];
  const absent = [...new Set(columns)].filter((column) => !header.includes(column));
  return absent.map((column) =>
    error(
      `${file} has no column "${column}"; it has: ${header.join(', ')}.`,
      header.length === 1
        ? 'The delimiter is probably another one: set "csv": { "delimiter": ";" } in the mapping.'
        : 'Correct the column in the mapping, or the header of the file.',
      'mapping',
    ),
  );
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

function error(message: string, fix: string, option?: string): CheckProblem {
  return { severity: 'ERROR', message, fix, ...(option === undefined ? {} : { option }) };
}

function one(message: string, fix: string, option: string): CheckResult {
  return { problems: [error(message, fix, option)] };
}

/** Two streams from one file have the same complaint about it. */
function unique(problems: readonly CheckProblem[]): CheckProblem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
