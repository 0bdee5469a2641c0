import type { Direction } from '../../entities/interactions/enums.ts';
import { typesOfAreas } from '../../events/event-types.ts';
import type { LoggedEvent } from '../../events/log.ts';
import { DomainError } from '../../shared/errors.ts';
import { encodeId } from '../../shared/ids.ts';
import { requireOurPeopleShown } from '../access/shown-event.ts';
import { logFilter } from '../events/event-filter.ts';
import { follow, type FollowContext, type Followed } from '../events/follow.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { whoIsInCall } from './who-is-in-call.ts';

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
  requireOurPeopleShown(context.viewer, filter ?? {});
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
    (event) => !asksForMore || isSuchACall(context, event, wanted),
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

interface Wanted {
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly direction: string | null;
}

async function isSuchACall(
  context: FollowContext,
  event: LoggedEvent,
  { agentId, teamId, direction }: Wanted,
): Promise<boolean> {
  const call = await whoIsInCall(context, event);
  return (
    call !== null &&
    (agentId === null || call.agentIds.includes(agentId)) &&
    (teamId === null || call.teamId === teamId) &&
    (direction === null || call.direction === direction)
  );
}
