import { z } from 'zod';
import { batchSchema, type PulledBatch } from '../kit/protocol.ts';
import type { Deadlines } from './host-options.ts';
import { PluginCallError } from './plugin-error.ts';
import type { PluginProcess } from './plugin-process.ts';

export interface PullRequest {
  readonly stream: string;
  readonly cursor: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly workDir: string;
}

/** The batches of one pull. The next one is asked for while the caller writes the last: the plugin never waits. */
export async function* pullBatches(
  process: PluginProcess,
  request: PullRequest,
  deadlines: Deadlines,
): AsyncGenerator<PulledBatch> {
  await process.call({ call: 'open', ...request }, deadlines.short);
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
      const batch = batchSchema.safeParse(raw);
      if (!batch.success) {
        const faults = z.prettifyError(batch.error);
        throw new PluginCallError(`Stream "${request.stream}" yielded what is no batch: ${faults}`);
      }
      next = ask();
      yield batch.data;
    }
  } finally {
    if (!isAtEnd && !process.ended) {
      await process.call({ call: 'close' }, deadlines.short).catch(() => undefined);
    }
  }
}
