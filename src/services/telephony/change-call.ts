import { Call } from '../../entities/telephony/call.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { lockRecord, notFound } from '../writes/records.ts';

export interface CallReference {
  readonly callId: string;
  readonly expectedVersion?: number | null;
}

/** The frame of every use case on a call: the right, the lock, the transaction. */
export async function changeCall<Result>(
  context: RequestContext,
  { callId, expectedVersion }: CallReference,
  work: (tx: Transaction, call: Call) => Promise<Result>,
): Promise<Result & { readonly id: string }> {
  requireWholeReach(context, 'write on calls');
  const id = decodeRequiredId('Call', callId, 'callId');
  return inTransaction(context, async (tx) => {
    // Before the call itself: whoever decides whose a number is may change every call of it.
    const [found] = await tx.query<{ number: string | null }>(
      `select coalesce(remote_e164, remote_raw) as number from call where id = $1`,
      [id],
    );
    if (!found) throw notFound('Call', id, 'callId');
    if (found.number !== null) await lockNumber(tx, found.number);
    const call = await lockRecord(tx, Call, id, { field: 'callId', expectedVersion });
    return { ...(await work(tx, call)), id };
  });
}

/**
 * One at a time for each number, from before the first call of it is locked until the commit: else two who change
 * calls of one number would wait for each other.
 */
export async function lockNumber(tx: Transaction, number: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('call number ' || $1, 0))`, [number]);
}
