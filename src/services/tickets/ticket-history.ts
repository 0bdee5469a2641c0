import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';

export interface StatusChangeRow {
  readonly changedAt: string;
  readonly fromId: string | null;
  readonly toId: string;
  readonly agentId: string | null;
}

/** Every change of status, oldest first; the first one is the opening. */
export async function loadStatusChangesOf(
  context: RequestContext,
  ticketId: string,
): Promise<readonly StatusChangeRow[]> {
  return loadAllOf(context, 'ticketStatusChanges', ticketId, async (ids) => {
    const rows = await context.db.query<StatusChangeRow & { parentId: string }>(
      `select ticket_id as "parentId", changed_at as "changedAt", from_id as "fromId", to_id as "toId",
              case when ${reachesAll(context.viewer.reach)} then agent_id end as "agentId"
         from ticket_status_change where ticket_id = any($1::uuid[]) order by ticket_id, changed_at, id`,
      [ids],
    );
    return rows.map(({ parentId, ...row }) => ({ parentId, row }));
  });
}

export interface TimeInStatusRow {
  readonly statusId: string;
  /** Seconds. */
  readonly duration: string;
}

/** How long a ticket was in each status, in the order in which it first came there; the current one counts until now. */
export async function loadTimeInStatusOf(
  context: RequestContext,
  ticketId: string,
): Promise<readonly TimeInStatusRow[]> {
  return loadAllOf(context, 'ticketTimeInStatus', ticketId, async (ids) => {
    const rows = await context.db.query<TimeInStatusRow & { parentId: string }>(
      `select ticket_id as "parentId", to_id as "statusId", extract(epoch from sum(until - changed_at))::text as duration
         from (select ticket_id, to_id, changed_at,
                      lead(changed_at, 1, now()) over (partition by ticket_id order by changed_at, id) as until
                 from ticket_status_change where ticket_id = any($1::uuid[])) spans
        group by ticket_id, to_id order by ticket_id, min(changed_at), to_id`,
      [ids],
    );
    return rows.map(({ parentId, ...row }) => ({ parentId, row }));
  });
}

export interface AssignmentRow {
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly isHandOver: boolean;
  readonly assignedAt: string;
}

/** Who had the ticket, oldest first; for partners and customers nobody. */
export async function loadAssignmentsOf(
  context: RequestContext,
  ticketId: string,
): Promise<readonly AssignmentRow[]> {
  return loadAllOf(context, 'ticketAssignments', ticketId, async (ids) => {
    const rows = await context.db.query<AssignmentRow & { parentId: string }>(
      `select ticket_id as "parentId", agent_id as "agentId", team_id as "teamId", is_hand_over as "isHandOver",
              assigned_at as "assignedAt"
         from ticket_assignment where ticket_id = any($1::uuid[]) and ${reachesAll(context.viewer.reach)}
        order by ticket_id, assigned_at, id`,
      [ids],
    );
    return rows.map(({ parentId, ...row }) => ({ parentId, row }));
  });
}

/** How often it was passed on; null for partners and customers. */
export async function countHandOversOf(context: RequestContext, ticketId: string): Promise<number | null> {
  if (context.viewer.reach.kind !== 'ALL') return null;
  const assignments = await loadAssignmentsOf(context, ticketId);
  return assignments.filter(({ isHandOver }) => isHandOver).length;
}
