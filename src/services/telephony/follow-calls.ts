import type { Direction } from '../../entities/interactions/enums.ts';
import { typesOfAreas } from '../../events/event-types.ts';
import type { LoggedEvent } from '../../events/log.ts';
import { DomainError } from '../../shared/errors.ts';
import { encodeId } from '../../shared/ids.ts';
import { logFilter } from '../events/event-filter.ts';
import { follow, type FollowContext, type Followed } from '../events/follow.ts';
import { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';

/** Calls from outside that ring at the agent the viewer acts as, and at nobody else's. */
export async function followIncomingCalls(
  context: FollowContext,
  { after }: { readonly after?: string | null },
): Followed {
  const { agentId } = context.viewer;
  if (agentId === null) {
    throw new DomainError(
      'FORBIDDEN',
      'This credential acts as no agent, so nobody calls it: use a key with an agent, or `callChanged`.',
    );
  }
  const agent = encodeId('Agent', agentId);
  return subscribe(context, after, ['call.ringing'], ({ data: { direction, fromColleague, agentIds } }) => {
    // Between two of us a call comes in, too, but not from outside.
    return (
      direction === 'INBOUND' && fromColleague !== true && Array.isArray(agentIds) && agentIds.includes(agent)
    );
  });
}

export interface CallChangeFilter {
  readonly callId?: string | null;
  readonly customerId?: string | null;
  readonly agentId?: string | null;
  readonly teamId?: string | null;
  readonly direction?: Direction | null;
}

/** Whatever happens to calls, or is done with them. */
export async function followCalls(
  context: FollowContext,
  { after, filter }: { readonly after?: string | null; readonly filter?: CallChangeFilter | null },
): Followed {
  const { callId, customerId, agentId, teamId, direction } = filter ?? {};
  const wanted = {
    agentId: agentId == null ? null : decodeRequiredId('Agent', agentId, 'filter.agentId'),
    teamId: teamId == null ? null : decodeRequiredId('Team', teamId, 'filter.teamId'),
    direction: direction ?? null,
  };
  const asksForMore = Object.values(wanted).some((value) => value !== null);
  return subscribe(
    context,
    after,
    typesOfAreas(['call']),
    (event) => !asksForMore || isSuchACall(context, event.subjectId, wanted),
    {
      customerId,
      subjectId: callId == null ? null : encodeId('Call', decodeRequiredId('Call', callId, 'filter.callId')),
    },
  );
}

async function subscribe(
  context: FollowContext,
  after: string | null | undefined,
  types: readonly string[],
  isWanted: (event: LoggedEvent) => boolean | Promise<boolean>,
  more: { readonly customerId?: string | null; readonly subjectId?: string | null } = {},
): Followed {
  return follow(context, { after, filter: logFilter(context.viewer, { types, ...more }), isWanted });
}

/** Agents come and go while a call goes on, so the call is asked, not the event. */
async function isSuchACall(
  { db }: FollowContext,
  callId: string,
  { agentId, teamId, direction }: { agentId: string | null; teamId: string | null; direction: string | null },
): Promise<boolean> {
  const bindings = new Bindings();
  const conditions = [`c.id = ${bindings.bind(callId, 'uuid')}`];
  if (agentId !== null) {
    const agent = bindings.bind(agentId, 'uuid');
    const hasLeg = `exists (select 1 from call_leg l where l.call_id = c.id and l.agent_id = ${agent})`;
    conditions.push(`(c.agent_id = ${agent} or ${hasLeg})`);
  }
  if (teamId !== null) conditions.push(`c.team_id = ${bindings.bind(teamId, 'uuid')}`);
  if (direction !== null) conditions.push(`c.direction = ${bindings.bind(direction, 'text')}`);
  const found = await db.query(`select 1 from call c where ${conditions.join(' and ')}`, bindings.values);
  return found.length > 0;
}
