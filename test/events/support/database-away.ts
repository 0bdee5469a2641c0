import type { Database } from '../../../src/shared/database.ts';

/** The pool finds no database any more; sessions of their own (sequencer, tail) go on. Answers how to give it back. */
export function takeAway({ pool }: Database): () => void {
  const { connect, query } = pool;
  const away = () => Promise.reject(new Error('Connection terminated unexpectedly'));
  Object.assign(pool, { connect: away, query: away });
  return () => void Object.assign(pool, { connect, query });
}
