import type { Actor } from '../../events/append.ts';
import type { Database } from '../../shared/database.ts';
import { isCollision } from '../../services/collision.ts';
import { runTransaction, type Transaction } from '../../services/transaction.ts';

const ATTEMPTS = 4;

/**
 * Nothing but the database is waited for within a batch. Idle for so long, its process is frozen or cut off, and
 * whoever takes over waits for its locks; other transactions have longer (`DatabaseLimits`).
 */
const IDLE_TIMEOUT = '10s';

/**
 * A business transaction that may be repeated: a batch that PostgreSQL refused for the sake of another transaction
 * (serialization failure, deadlock) is written again, for it says the same every time.
 */
export async function batchTransaction<Result>(
  db: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runTransaction(db, actor, async (tx) => {
        await tx.query(`set local idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}'`);
        return work(tx);
      });
    } catch (error) {
      if (attempt >= ATTEMPTS || !isCollision(error)) throw error;
    }
  }
}
