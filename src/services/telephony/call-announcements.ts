import type { NewEvent } from '../../events/append.ts';
import { encodeId } from '../../shared/ids.ts';
import type { AgentsOfTeams } from './agents-of-teams.ts';
import type { FoldedCall, FoldedLeg } from './fold/facts.ts';

export interface CallBefore {
  readonly id: string;
  readonly customerId: string | null;
  readonly before: FoldedCall | null;
  readonly after: FoldedCall;
  /** At whom it rings where the telephone system names no line of ours. */
  readonly agentsOfTeams: AgentsOfTeams;
}

type CallEventType = Extract<NewEvent['type'], `call.${string}`>;

/**
 * What really changed with a call, in the order in which it happens. What came late, of a stage that is over, is an
 * update: nobody's telephone rings for it.
 */
export function callAnnouncements({ id, customerId, before, after, agentsOfTeams }: CallBefore): NewEvent[] {
  const event = (
    type: CallEventType,
    legs: readonly FoldedLeg[],
    data: Record<string, unknown> = {},
  ): NewEvent => ({
    type,
    subject: { type: 'Call', id },
    customerId,
    data: {
      direction: after.direction,
      status: after.status,
      // Not `internal`: that word says of the event itself who may have it.
      fromColleague: after.internal,
      agentIds: agentsOf(legs),
      ...data,
    },
    internal: true,
  });
  const isOver = before !== null && before.endedAt !== null;
  const events: NewEvent[] = [];
  if (!isOver) {
    const rings = newlyRinging(before, after);
    if (rings) events.push(event('call.ringing', rings, ofTheTeam(before, after, agentsOfTeams)));
    const answers = newlyAnswered(before, after);
    if (answers) events.push(event('call.answered', answers));
    if (after.transfers > (before?.transfers ?? 0)) events.push(event('call.transferred', []));
    if (after.endedAt !== null) events.push(event('call.ended', after.legs, { cause: after.cause }));
  }
  if (events.length > 0 || sameCall(before, after)) return events;
  return [event('call.updated', [])];
}

/** Lines at which it did not ring before, and now does (or, at its very beginning, did); null: no news. */
function newlyRinging(before: FoldedCall | null, after: FoldedCall): FoldedLeg[] | null {
  const known = new Set(before?.legs.map(({ name }) => name));
  const rang = after.legs.filter(({ name, rangAt }) => rangAt !== null && !known.has(name));
  if (before === null) return rang.length > 0 || after.status === 'RINGING' ? rang : null;
  const ringing = rang.filter(({ answeredAt, endedAt }) => answeredAt === null && endedAt === null);
  return ringing.length > 0 ? ringing : null;
}

function newlyAnswered(before: FoldedCall | null, after: FoldedCall): FoldedLeg[] | null {
  if (after.answeredAt === null) return null;
  const known = new Set(before?.legs.flatMap(({ name, answeredAt }) => (answeredAt === null ? [] : [name])));
  const answered = after.legs.filter(({ name, answeredAt }) => answeredAt !== null && !known.has(name));
  return answered.length > 0 ? answered : null;
}

/** Once for each team: another line that nobody has is no news to its people. */
function ofTheTeam(
  before: FoldedCall | null,
  { legs, teamId }: FoldedCall,
  agentsOfTeams: AgentsOfTeams,
): Record<string, unknown> {
  const isForAll = teamId !== before?.teamId && legs.every(({ agentId }) => agentId === null);
  const agents = isForAll && teamId !== null ? (agentsOfTeams.get(teamId) ?? []) : [];
  return agents.length === 0 ? {} : { agentIds: agents.map((id) => encodeId('Agent', id)) };
}

function agentsOf(legs: readonly FoldedLeg[]): string[] {
  return [...new Set(legs.flatMap(({ agentId }) => (agentId === null ? [] : [encodeId('Agent', agentId)])))];
}

/** That something was said again, later, is no change. */
function sameCall(before: FoldedCall | null, after: FoldedCall): boolean {
  return JSON.stringify({ ...before, lastEventAt: 0 }) === JSON.stringify({ ...after, lastEventAt: 0 });
}
