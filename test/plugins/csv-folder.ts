import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import csv from '../../src/plugins/erp-csv/index.ts';
import type { Batch, RecordKind } from '../../src/plugins/kit/index.ts';

type AnyBatch = Batch<RecordKind, unknown>;
type Contents = Readonly<Record<string, string | Buffer | object>>;

/** A folder of CSV files on disk with an integration that reads it. */
export interface CsvFolder {
  readonly folder: string;
  write(files: Contents): Promise<void>;
  check(
    options?: object,
  ): Promise<{ problems: readonly { message: string; fix: string }[]; upstream?: string }>;
  pull(stream: string, cursor?: unknown, options?: object): Promise<AnyBatch[]>;
  /** The ids that the stream lists; null where it does not list. */
  list(stream: string): Promise<string[] | null>;
  /** What a pull from the beginning delivers, by external id. */
  records(stream: string): Promise<Record<string, unknown>>;
  rejections(stream: string): Promise<string[]>;
  remove(): Promise<void>;
}

export async function csvFolder(files: Contents = {}): Promise<CsvFolder> {
  const root = await mkdtemp(join(tmpdir(), 'erp-csv-'));
  const folder = join(root, 'files');
  await mkdir(folder);
  const self = csvIntegration(folder, join(root, 'work'));
  await self.write(files);
  return { ...self, remove: () => rm(root, { recursive: true }) };
}

/** `csvFolder` for the tests of a file: what a test has made is removed after it. */
export function csvFolders(): typeof csvFolder {
  const made: CsvFolder[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await folder.remove();
  });
  return async (files) => {
    const folder = await csvFolder(files);
    made.push(folder);
    return folder;
  };
}

export function csvIntegration(
  folder: string,
  workDir: string,
  fixed: object = {},
): Omit<CsvFolder, 'remove'> {
  const contextWith = (options: object) => ({
    options: csv.options.parse({ folder, ...fixed, ...options }),
    workDir,
    signal: AbortSignal.timeout(25_000),
    log: () => undefined,
  });
  const pull: CsvFolder['pull'] = async (stream, cursor = null, options = {}) => {
    const batches: AnyBatch[] = [];
    const found = csv.streams?.[stream];
    if (!found) throw new Error(`no stream ${stream}`);
    for await (const batch of found.pull(contextWith(options), cursor)) batches.push(batch);
    return batches;
  };
  return {
    folder,
    pull,
    check: (options = {}) => csv.check(contextWith(options)),
    async list(stream) {
      const pages = (await csv.streams?.[stream]?.list?.(contextWith({ batchSize: 10 }))) ?? null;
      if (pages === null) return null;
      const ids: string[] = [];
      for await (const page of pages) ids.push(...page);
      return ids;
    },
    async write(files) {
      for (const [name, content] of Object.entries(files)) {
        const data =
          typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
        await writeFile(join(folder, name), data);
      }
    },
    async records(stream) {
      const upserts = (await pull(stream)).flatMap((batch) => batch.upserts ?? []);
      return Object.fromEntries(upserts.map(({ externalId, record }) => [externalId, record]));
    },
    async rejections(stream) {
      return (await pull(stream)).flatMap((batch) => batch.rejected ?? []).map(({ reason }) => reason);
    },
  };
}

/** A mapping of customers with only what a customer must have, and what a test adds. */
export function customersMapping(source: object, top: object = {}): object {
  const { fields, ...rest } = source as { fields?: object };
  return {
    ...top,
    streams: {
      customers: {
        file: 'customers.csv',
        key: 'id',
        ...rest,
        fields: { customerNumber: 'id', name: 'name', ...fields },
      },
    },
  };
}
