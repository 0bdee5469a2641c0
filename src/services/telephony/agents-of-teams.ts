import type { Queryable } from '../../shared/database.ts';
import type { FoldedCall } from './fold/facts.ts';

/** The active people of teams, by the team's raw uuid. */
export type AgentsOfTeams = ReadonlyMap<string, readonly string[]>;

/** Of calls that ring for a team, at nobody of ours that the telephone system names: at all of its people, then. */
export async function loadAgentsOfTeams(
  db: Queryable,
  calls: readonly { readonly after: FoldedCall }[],
): Promise<AgentsOfTeams> {
  const teams = calls.flatMap(({ after: { status, legs, teamId } }) =>
    status === 'RINGING' && teamId !== null && legs.every(({ agentId }) => agentId === null) ? [teamId] : [],
  );
  if (teams.length === 0) return new Map();
  const rows = await db.query<{ team_id: string; agents: string[] }>(
    `select m.team_id, array_agg(m.agent_id order by m.agent_id) as agents from team_member m
       join agent a on a.id = m.agent_id and a.active where m.team_id = any($1::uuid[]) group by m.team_id`,
    [teams],
  );
  return new Map(rows.map((row) => [row.team_id, row.agents]));
}
