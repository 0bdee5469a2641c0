import { join } from 'node:path';
import type { IdPages } from '../kit/index.ts';
import { holds } from './build-record.ts';
import { checkSource } from './check.ts';
import type { Source } from './compile.ts';
import { loadMapping } from './load-mapping.ts';
import type { StreamName } from './mapping-schema.ts';
import type { Context } from './options.ts';
import { readCsv } from './read-csv.ts';

/** The ids of all rows, where the mapping says that the files of the stream are complete; else null. */
export async function listStream(context: Context, stream: StreamName): Promise<IdPages | null> {
  const { sources, problems } = await loadMapping(context.options);
  const ours = sources.filter((source) => source.stream === stream);
  // A mapping that is not right has been told by the pull.
  if (problems.length > 0 || ours.length === 0 || !ours.every(({ complete }) => complete)) return null;
  return idsOf(context, ours);
}

async function* idsOf({ options, signal }: Context, sources: readonly Source[]): IdPages {
  for (const source of sources) {
    const found = await checkSource(options.folder, source);
    if (found.length > 0) throw new Error(found.map(({ message }) => message).join('\n'));
    let page: string[] = [];
    for await (const row of readCsv(join(options.folder, source.file), source.csv, signal)) {
      const isReadable = 'cells' in row && source.key.every((column) => row.cells[column]);
      if (!isReadable) {
        throw new Error(
          `${source.file}:${row.line} cannot be read, so that nobody can tell which rows are gone: nothing was deleted. ` +
            `Mend the row, or take "complete" out of the mapping of "${source.stream}"`,
        );
      }
      if (!source.onlyIf.every((condition) => holds(condition, row.cells, null))) continue;
      page.push(externalIdOf(source, row.cells));
      if (page.length < options.batchSize) continue;
      yield page;
      page = [];
    }
    yield page;
  }
}

export function externalIdOf(source: Source, cells: Readonly<Record<string, string>>): string {
  return source.key.map((column) => cells[column]).join(source.keySeparator);
}
