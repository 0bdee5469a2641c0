import { newId } from '../../shared/ids.ts';
import type { Transaction } from '../transaction.ts';
import { loadAgentsOfTeams } from './agents-of-teams.ts';
import { announceCall } from './announce-call.ts';
import { callAnnouncements } from './call-announcements.ts';
import { insertEvents, type KnownCall, lockLastCalls } from './call-events.ts';
import { lockNumber } from './change-call.ts';
import { type FoldedCall, keyOf, remoteOf } from './fold/facts.ts';
import { type ContinuedCall, successiveCalls } from './fold/successive-calls.ts';
import { identifyCaller } from './identify-caller.ts';
import { settleMissedCalls } from './missed-calls.ts';
import { type ReadEvent, readEvents, type ReceivedEvent } from './read-events.ts';
import { type CallerOfCall, type WrittenCall, writeCalls } from './write-calls.ts';

/**
 * Takes in what a telephone system said about calls: each thing once, whatever order it comes in. In the caller's
 * transaction, so that the message it came with is handled with it or not at all.
 */
export async function recordCallEvents(
  tx: Transaction,
  integrationId: string,
  received: readonly ReceivedEvent[],
): Promise<void> {
  await storeCallEvents(tx, integrationId, await readEvents(tx, received));
}

/** Stores events that are read already, folds their calls anew, and announces what changed. */
export async function storeCallEvents(
  tx: Transaction,
  integrationId: string,
  events: readonly ReadEvent[],
): Promise<void> {
  const byId = Map.groupBy(events, ({ externalCallId }) => externalCallId);
  await lockCallsOf(tx, integrationId, events);
  const known = await lockLastCalls(tx, integrationId, [...byId.keys()].toSorted());
  const changed: ChangedCall[] = [];
  for (const [externalCallId, ofId] of byId) {
    const last = known.get(externalCallId);
    const facts = ofId.map(({ fact }) => fact);
    for (const call of successiveCalls(last ?? { generation: 1, facts: [] }, facts)) {
      changed.push(await change(tx, externalCallId, call, last));
    }
  }
  await insertEvents(tx, integrationId, changed);
  await writeCalls(tx, integrationId, changed);
  const agentsOfTeams = await loadAgentsOfTeams(
    tx,
    changed.flatMap(({ steps }) => steps),
  );
  for (const { id, caller, formerCustomerId, steps, after, before } of changed) {
    for (const step of steps) {
      const call = { id, customerId: caller.customerId, ...step, agentsOfTeams };
      for (const event of callAnnouncements(call)) tx.announce(event);
    }
    // Who followed the calls of the customer it was taken from learns that it is gone.
    if (formerCustomerId !== null && formerCustomerId !== caller.customerId) {
      announceCall(tx, 'call.updated', { id, customerId: formerCustomerId }, { changed: ['caller'] });
    }
    if (isNewsForMissedCalls(before, after)) await settleMissedCalls(tx, id);
  }
}

interface ChangedCall extends WrittenCall, ContinuedCall {
  readonly before: FoldedCall | null;
  readonly formerCustomerId: string | null;
}

const nobody: CallerOfCall = { customerId: null, contactId: null, status: null };

async function change(
  tx: Transaction,
  externalCallId: string,
  call: ContinuedCall,
  last: KnownCall | undefined,
): Promise<ChangedCall> {
  const same = last?.generation === call.generation ? last : null;
  const { before } = call.steps[0];
  const { after } = call.steps.at(-1) ?? call.steps[0];
  const former = same?.caller ?? nobody;
  const caller = mustIdentify(former, before, after) ? await callerOf(tx, after) : former;
  const formerCustomerId = former.customerId;
  return { ...call, id: same?.id ?? newId(), externalCallId, before, after, caller, formerCustomerId };
}

/**
 * Once, when the number of the other party is first known, and again if it turns out to be another one; what somebody
 * decided stays.
 */
function mustIdentify({ status }: CallerOfCall, before: FoldedCall | null, after: FoldedCall): boolean {
  return status !== 'ASSIGNED' && !after.internal && !hasSameNumber(before, after);
}

async function callerOf(tx: Transaction, call: FoldedCall): Promise<CallerOfCall> {
  const number = remoteOf(call);
  const caller = number === null || number.anonymous ? null : await identifyCaller(tx, number);
  return caller ? { ...caller, status: 'CERTAIN' } : nobody;
}

function hasSameNumber(before: FoldedCall | null, after: FoldedCall): boolean {
  return keyOf(before && remoteOf(before)) === keyOf(remoteOf(after));
}

/**
 * A call that becomes a conversation settles what was missed of its number; one that was missed may have been settled by a
 * conversation that was heard of before. Once: what somebody puts back on the list stays there, whatever else is said of
 * the call.
 */
function isNewsForMissedCalls(before: FoldedCall | null, after: FoldedCall): boolean {
  if (!isConversation(after) && after.endedAt === null) return false;
  if (before === null || !hasSameNumber(before, after)) return true;
  if (isConversation(after)) return !isConversation(before);
  return before.endedAt === null || before.startedAt !== after.startedAt;
}

/** As `isTalk` of missed-calls.ts: where the answer was lost, it shows in the end. */
function isConversation({ status, answeredAt }: FoldedCall): boolean {
  return answeredAt !== null || status === 'COMPLETED';
}

/**
 * All calls of the integration, so that nobody else gives an id to another call meanwhile. Then the numbers that calls
 * are settled and learned by, and only then the calls themselves: whoever changes a call does it in this order.
 */
async function lockCallsOf(
  tx: Transaction,
  integrationId: string,
  events: readonly ReadEvent[],
): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('calls of ' || $1, 0))`, [integrationId]);
  const said = events.flatMap(({ fact: { direction, from, to } }) =>
    // Which of the two it is may have been said before.
    direction === null ? [from, to] : [direction === 'OUTBOUND' ? to : from],
  );
  const known = await tx.query<{ number: string }>(
    `select distinct coalesce(remote_e164, remote_raw) as number from call
      where integration_id = $1 and external_call_id = any($2::text[]) and not anonymous
        and coalesce(remote_e164, remote_raw) is not null`,
    [integrationId, events.map(({ externalCallId }) => externalCallId)],
  );
  const numbers = new Set([
    ...said.flatMap((number) => keyOf(number) ?? []),
    ...known.map(({ number }) => number),
  ]);
  for (const number of [...numbers].toSorted()) await lockNumber(tx, number);
}
