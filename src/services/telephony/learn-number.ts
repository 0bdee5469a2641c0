import type { Call } from '../../entities/telephony/call.ts';
import { newId } from '../../shared/ids.ts';
import type { Transaction } from '../transaction.ts';
import { announceCall } from './announce-call.ts';
import { identifyCaller } from './identify-caller.ts';
import type { CertainCaller } from './recognition/certain-caller.ts';

/** A number that calls all day has thousands of calls: nobody is shown more of them at once than of any list. */
const MOST_SHOWN = 100;

export interface OtherCalls {
  /** The newest ones. */
  readonly ids: readonly string[];
  readonly count: number;
}

export const noOtherCalls: OtherCalls = { ids: [], count: 0 };

/**
 * Teaches whose the number of a call is. Earlier calls of it that nobody was known for, or that an earlier teaching had
 * given to somebody else, go with it; what somebody decided by hand stays. Answers those calls.
 */
export async function learnNumber(tx: Transaction, call: Call, caller: CertainCaller): Promise<OtherCalls> {
  const number = numberOf(call);
  if (number === null) return noOtherCalls;
  const [before] = await tx.query<{ customer_id: string }>(
    `select customer_id from learned_number where number = $1`,
    [number],
  );
  await tx.query(
    `insert into learned_number (id, number, customer_id, contact_id, call_id, learned_at)
     values ($1, $2, $3, $4, $5, now())
     on conflict (number) do update set customer_id = excluded.customer_id, contact_id = excluded.contact_id,
       call_id = excluded.call_id, learned_at = excluded.learned_at`,
    [newId(), number, caller.customerId, caller.contactId, call.id],
  );
  return attach(tx, { number, except: call.id, taughtBefore: before?.customer_id ?? null }, caller);
}

/** Forgets that the number is this customer's; calls that had been given to it for that are looked at anew. */
export async function forgetNumber(tx: Transaction, call: Call, customerId: string): Promise<OtherCalls> {
  const number = numberOf(call);
  if (number === null) return noOtherCalls;
  const forgotten = await tx.query(
    `delete from learned_number where number = $1 and customer_id = $2 returning id`,
    [number, customerId],
  );
  if (forgotten.length === 0) return noOtherCalls;
  const caller = await identifyCaller(tx, { e164: call.remoteE164, raw: call.remoteRaw });
  return attach(tx, { number, except: call.id, taughtBefore: customerId }, caller);
}

/** Under what a number is learned; nothing is learned from who withholds it, and from our own. */
function numberOf({ remoteE164, remoteRaw, anonymous, internal }: Call): string | null {
  return anonymous || internal ? null : (remoteE164 ?? remoteRaw);
}

interface Attachment {
  readonly number: string;
  readonly except: string;
  readonly taughtBefore: string | null;
}

async function attach(
  tx: Transaction,
  { number, except, taughtBefore }: Attachment,
  caller: CertainCaller | null,
): Promise<OtherCalls> {
  const customerId = caller?.customerId ?? null;
  const rows = await tx.query<{ id: string; before: string | null; happened: number }>(
    `with mine as (
       select id, customer_id as before from call
        where coalesce(remote_e164, remote_raw) = $1 and not anonymous and not internal and id <> $2
          and caller_status is distinct from 'ASSIGNED'
          and (customer_id is null or customer_id = $3)
          and (customer_id is distinct from $4 or contact_id is distinct from $5)
        for update
     )
     update call set customer_id = $4, contact_id = $5, caller_status = $6, version = version + 1, updated_at = now()
       from mine where call.id = mine.id
    returning call.id, mine.before, extract(epoch from call.happened_at)::float8 as happened`,
    [number, except, taughtBefore, customerId, caller?.contactId ?? null, caller && 'CERTAIN'],
  );
  for (const { id, before } of rows) {
    if (caller) announceCall(tx, 'call.caller_identified', { id, customerId }, { callerStatus: 'CERTAIN' });
    if (before !== null && before !== customerId) {
      announceCall(tx, 'call.updated', { id, customerId: before }, { changed: ['caller'] });
    }
  }
  const newest = rows.toSorted((a, b) => b.happened - a.happened).slice(0, MOST_SHOWN);
  return { ids: newest.map(({ id }) => id), count: rows.length };
}
