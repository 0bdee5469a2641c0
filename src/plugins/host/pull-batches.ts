import { z } from 'zod';
import { batchSchema, listPageSchema, type PulledBatch } from '../kit/protocol.ts';
import type { Deadlines } from './host-options.ts';
import { PluginCallError } from './plugin-error.ts';
import type { PluginProcess } from './plugin-process.ts';

export interface ListRequest {
  readonly stream: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly workDir: string;
}

export interface PullRequest extends ListRequest {
  readonly cursor: unknown;
  readonly cursorVersion: number;
}

/** The batches of one pull. */
export async function* pullBatches(
  process: PluginProcess,
  request: PullRequest,
  deadlines: Deadlines,
): AsyncGenerator<PulledBatch> {
  await process.call({ call: 'open', ...request }, deadlines.short);
  yield* readAll(process, batchSchema, `Stream "${request.stream}" yielded what is no batch`, deadlines);
}

/** The pages of the external ids that the other system has; null where the plugin does not list with these options. */
export async function listPages(
  process: PluginProcess,
  request: ListRequest,
  deadlines: Deadlines,
): Promise<AsyncGenerator<string[]> | null> {
  const lists = await process.call({ call: 'list', ...request }, deadlines.short);
  if (lists !== true) return null;
  const fault = `The list of stream "${request.stream}" yielded what is no page of ids`;
  return readAll(process, listPageSchema, fault, deadlines);
}

/** The next one is asked for while the caller writes the last: the plugin never waits. */
async function* readAll<Schema extends z.ZodType>(
  process: PluginProcess,
  schema: Schema,
  fault: string,
  deadlines: Deadlines,
): AsyncGenerator<z.output<Schema>> {
  const ask = (): Promise<unknown> => {
    const answer = process.call({ call: 'next' }, deadlines.batch);
    // It is awaited after the batch before is written; until then a failure is nobody's.
    answer.catch(() => undefined);
    return answer;
  };
  let isAtEnd = false;
  try {
    for (let next = ask(); ;) {
      const raw = await next;
      isAtEnd = raw === null;
      if (isAtEnd) return;
      const checked = schema.safeParse(raw);
      if (!checked.success) throw new PluginCallError(`${fault}: ${z.prettifyError(checked.error)}`);
      next = ask();
      yield checked.data;
    }
  } finally {
    if (!isAtEnd && !process.ended) {
      await process.call({ call: 'close' }, deadlines.short).catch(() => undefined);
    }
  }
}
