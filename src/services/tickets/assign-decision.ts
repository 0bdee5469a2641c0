/** Who has a ticket: raw uuids. */
export interface Holder {
  readonly agentId: string | null;
  readonly teamId: string | null;
}

/**
 * Whether somebody passes the ticket on to somebody else: to another person, to another team, or from a person back to
 * a team. Taking it out of the team's own queue is none, nor is laying it down for nobody.
 */
export function isHandOver(from: Holder, to: Holder): boolean {
  const leavesPerson =
    from.agentId !== null && from.agentId !== to.agentId && (to.agentId !== null || to.teamId !== null);
  const leavesTeam = from.teamId !== null && to.teamId !== null && from.teamId !== to.teamId;
  return leavesPerson || leavesTeam;
}
