import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { type Actor, appendEvents, type NewEvent } from '../events/append.ts';
import { nudgeSequencer } from '../events/nudge.ts';
import type { Database, Queryable } from '../shared/database.ts';
import { refuseUnstorable } from '../shared/unstorable-text.ts';
import type { Viewer } from './access/viewer.ts';
import { isCollision } from './collision.ts';
import type { RequestContext } from './context.ts';
import { runOnce } from './idempotency.ts';

/** One business transaction: what is written and announced in it happens together or not at all. */
export interface Transaction extends Queryable {
  readonly em: EntityManager;
  /** Announces what happened; appended in one statement just before commit. */
  announce(event: NewEvent): void;
}

const ATTEMPTS = 3;

/**
 * The one way to write (DESIGN §1, §6): runs `work`, flushes, appends the events, commits, wakes the sequencer. Where
 * two transactions wait for each other PostgreSQL ends one of them: `work` then runs again from its beginning, so it
 * keeps nothing outside of the transaction.
 */
export async function inTransaction<Result>(
  context: RequestContext,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await transact(context.db, actorOf(context.viewer), async (tx) => {
        if (!context.idempotency) return work(tx);
        return runOnce(tx, context.viewer, context.idempotency, () => work(tx));
      });
      context.loaders.clear();
      return result;
    } catch (error) {
      if (attempt >= ATTEMPTS || !isCollision(error)) throw error;
      context.loaders.clear();
    }
  }
}

/**
 * The same for what no viewer asked for: syncs and jobs, with an actor of their own. Nobody waits for an answer, so
 * their statements may take longer than those of requests.
 */
export async function runTransaction<Result>(
  db: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return transact(db, actor, async (tx) => {
    await tx.query(`set local statement_timeout = '10min'`);
    return work(tx);
  });
}

async function transact<Result>(
  db: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const events: NewEvent[] = [];
  const transaction = db.orm.em.fork().transactional(async (em) => {
    const tx: Transaction = {
      em,
      announce: (event) => void events.push(event),
      query: (text, values) => queryIn(em, text, values),
    };
    const value = await work(tx);
    await em.flush();
    await appendEvents(tx, actor, events);
    return value;
  });
  const result = await transaction.catch(refuseUnstorable);
  if (events.length > 0) nudgeSequencer(db);
  return result;
}

async function queryIn<Row extends object>(
  em: EntityManager,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  // The ORM's own raw queries rewrite `?`, which jsonb operators need: go to the transaction underneath.
  const kysely = em.getTransactionContext<{ executeQuery(query: unknown): Promise<{ rows: unknown[] }> }>();
  if (!kysely) throw new Error('A transaction must be open.');
  const { rows } = await kysely.executeQuery(CompiledQuery.raw(text, [...values]));
  return rows as Row[];
}

export function actorOf(viewer: Viewer): Actor {
  return {
    kind: viewer.kind,
    name: viewer.name,
    keyId: viewer.keyId,
    agentId: viewer.agentId,
  };
}
