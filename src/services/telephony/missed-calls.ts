import type { Page } from '../../shared/paging.ts';
import { requireOurPeopleShown } from '../access/shown-event.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type ListArguments, type Listing, listPage } from '../reads/listing.ts';
import type { Transaction } from '../transaction.ts';
import { announceCall } from './announce-call.ts';
import { callListing, type CallRow, type CallSort } from './calls.ts';
import { changeCall, type CallReference } from './change-call.ts';

/** SQL that is true for inbound calls that are over and that nobody answered. */
export function isMissed(call: string): string {
  // Of a conversation the answer may have been lost.
  return `${call}.direction = 'INBOUND' and not ${call}.internal and ${call}.ended_at is not null
    and ${call}.answered_at is null and ${call}.status <> 'COMPLETED'`;
}

/** SQL that is true for calls in which somebody talked, or talks. */
function isTalk(call: string): string {
  return `${call}.status in ('IN_PROGRESS', 'COMPLETED')`;
}

/** SQL: when they did; where the answer was lost, that is known no better than by its end. */
function talkedAt(call: string): string {
  return `coalesce(${call}.answered_at, ${call}.ended_at)`;
}

/**
 * In the transaction that folds a call: once somebody has talked with that number, whoever called whom, what was missed
 * of it before is settled. It does not matter which of the two is heard of first. `lockNumber` comes before.
 */
export async function settleMissedCalls(tx: Transaction, callId: string): Promise<void> {
  const settled = await tx.query<{ id: string; customer_id: string | null }>(
    `update call c set resolved_at = talk.talked_at, resolved_by_call_id = talk.id, version = c.version + 1,
            updated_at = now()
       from (select distinct on (missed.id) missed.id as missed_id, talk.id, ${talkedAt('talk')} as talked_at
               from call this
               join call missed on coalesce(missed.remote_e164, missed.remote_raw) = coalesce(this.remote_e164, this.remote_raw)
                and not missed.anonymous and not missed.internal
               join call talk on coalesce(talk.remote_e164, talk.remote_raw) = coalesce(this.remote_e164, this.remote_raw)
                and not talk.anonymous and not talk.internal and ${isTalk('talk')}
                and ${talkedAt('talk')} > missed.started_at
              where this.id = $1 and this.id in (missed.id, talk.id) and missed.resolved_at is null and ${isMissed('missed')}
              order by missed.id, ${talkedAt('talk')}, talk.id) talk
      where c.id = talk.missed_id returning c.id, c.customer_id`,
    [callId],
  );
  for (const { id, customer_id: customerId } of settled) {
    announceCall(tx, 'call.updated', { id, customerId }, { changed: ['resolvedAt'] });
  }
}

/** By hand: nobody needs to call back any more, or somebody does after all. */
export async function resolveMissedCall(
  context: RequestContext,
  input: CallReference & { readonly resolved?: boolean | null },
): Promise<{ id: string }> {
  const resolved = input.resolved ?? true;
  return changeCall(context, input, async (tx, call) => {
    if (resolved === (call.resolvedAt !== null)) return {};
    call.resolvedAt = resolved ? new Date() : null;
    call.resolvedByCallId = null;
    announceCall(
      tx,
      'call.updated',
      { id: call.id, customerId: call.customer?.id ?? null },
      {
        changed: ['resolvedAt'],
      },
    );
    return {};
  });
}

export interface MissedCallArguments extends ListArguments<null, CallSort> {
  readonly teamId?: string | null;
  readonly resolved?: boolean | null;
}

/** Unanswered calls from outside, newest first: those that still wait for somebody to call back, unless asked otherwise. */
export async function listMissedCalls(
  context: RequestContext,
  { teamId, resolved, ...page }: MissedCallArguments,
): Promise<Page<CallRow>> {
  requireOurPeopleShown(context.viewer, { teamId }, '');
  const team = teamId == null ? null : decodeRequiredId('Team', teamId, 'teamId');
  const missed: Listing<CallRow, null, CallSort> = {
    ...callListing,
    name: `missedCalls/${team}/${resolved ?? false}`,
    where: undefined,
    reach: (asked, bindings) => {
      const conditions = [callListing.reach(asked, bindings), isMissed('c')];
      conditions.push(`c.resolved_at is ${resolved ? 'not null' : 'null'}`);
      if (team !== null) conditions.push(concernsTeam(bindings.bind(team, 'uuid')));
      return conditions.join(' and ');
    },
  };
  return listPage(context, missed, page);
}

/** It came in for the team, or rang at one of its people while it was for no other. */
function concernsTeam(team: string): string {
  return `(c.team_id = ${team} or (c.team_id is null and exists (
    select 1 from call_leg l join team_member m on m.agent_id = l.agent_id
     where l.call_id = c.id and m.team_id = ${team})))`;
}
