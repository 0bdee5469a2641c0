import type { Page } from '../../shared/paging.ts';
import { DomainError } from '../../shared/errors.ts';
import { requireOurPeopleShown } from '../access/shown-event.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type ListArguments, type Listing, listPage } from '../reads/listing.ts';
import type { Transaction } from '../transaction.ts';
import { announceCall } from './announce-call.ts';
import { type CallRow, callsFor, type CallSort } from './calls.ts';
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

/** SQL: under what calls of one number are found. */
function numberOf(call: string): string {
  return `coalesce(${call}.remote_e164, ${call}.remote_raw)`;
}

/**
 * In the transaction that folds a call: once somebody has talked with that number, whoever called whom, what was missed
 * of it before is settled. It does not matter which of the two is heard of first. `lockNumber` comes before.
 */
export async function settleMissedCalls(tx: Transaction, callId: string): Promise<void> {
  // Each half has an index of its own (call_talk_index, call_missed_index): somebody may call a thousand times.
  const settled = await tx.query<{ id: string; customer_id: string | null }>(
    `update call c set resolved_at = settling.talked_at, resolved_by_call_id = settling.talk_id, version = c.version + 1,
            updated_at = now()
       from (select this.id as missed_id, talk.id as talk_id, talk.talked_at
               from call this
              cross join lateral (
                select talk.id, ${talkedAt('talk')} as talked_at from call talk
                 where ${numberOf('talk')} = ${numberOf('this')} and ${isTalk('talk')}
                   and not talk.anonymous and not talk.internal and ${talkedAt('talk')} > this.started_at
                 order by ${talkedAt('talk')}, talk.id limit 1) talk
              where this.id = $1 and not this.anonymous and this.resolved_at is null and ${isMissed('this')}
             union all
             select missed.id, this.id, ${talkedAt('this')}
               from call this
               join call missed on ${numberOf('missed')} = ${numberOf('this')} and not missed.anonymous
                and missed.resolved_at is null and ${isMissed('missed')} and missed.started_at < ${talkedAt('this')}
              where this.id = $1 and not this.anonymous and not this.internal and ${isTalk('this')}) settling
      where c.id = settling.missed_id returning c.id, c.customer_id`,
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
    await refuseUnlessMissed(tx, call.id);
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

async function refuseUnlessMissed(tx: Transaction, callId: string): Promise<void> {
  const missed = await tx.query(`select 1 from call c where c.id = $1 and ${isMissed('c')}`, [callId]);
  if (missed.length > 0) return;
  throw new DomainError(
    'NOT_ALLOWED',
    'The call was not missed: only a call from outside that is over and that nobody answered is settled.',
    'callId',
  );
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
  const calls = callsFor(context);
  const missed: Listing<CallRow, null, CallSort> = {
    ...calls,
    name: `missedCalls/${team}/${resolved ?? false}`,
    where: undefined,
    reach: (asked, bindings) => {
      const conditions = [calls.reach(asked, bindings), isMissed('c')];
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
