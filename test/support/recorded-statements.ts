import type { Database } from '../../src/shared/database.ts';

export interface RecordedStatements<T> {
  readonly result: T;
  /** The statements' texts, level by level: those of one level were under way together. */
  readonly levels: readonly (readonly string[])[];
}

interface Waiting {
  readonly text: string;
  settle: (() => void) | null;
}

/**
 * Records what goes through the pool while `work` runs. The statements of a level are answered together, when the
 * last of them is done: which rows a loader gathers must not depend on which statement was faster today. A statement
 * for each parent shows all the same, since parents come with one answer.
 */
export async function recordStatements<T>(
  db: Database,
  work: () => Promise<T>,
): Promise<RecordedStatements<T>> {
  const { pool } = db;
  const { query } = pool;
  const send = query.bind(pool) as (config: { text: string }) => Promise<unknown>;
  const levels: string[][] = [];
  let underWay: Waiting[] = [];

  const answerWhenAllAreDone = (): void => {
    if (underWay.some(({ settle }) => settle === null)) return;
    const level = underWay;
    underWay = [];
    levels.push(level.map(({ text }) => text).toSorted());
    for (const { settle } of level) settle?.();
  };
  const recorded = (config: { text: string }): Promise<unknown> => {
    const waiting: Waiting = { text: config.text, settle: null };
    underWay.push(waiting);
    return new Promise((resolve, reject) => {
      const settled = (settle: () => void): void => {
        waiting.settle = settle;
        answerWhenAllAreDone();
      };
      send(config).then(
        (answer) => settled(() => resolve(answer)),
        (error: Error) => settled(() => reject(error)),
      );
    });
  };

  pool.query = recorded as typeof pool.query;
  try {
    return { result: await work(), levels };
  } finally {
    pool.query = query;
  }
}
