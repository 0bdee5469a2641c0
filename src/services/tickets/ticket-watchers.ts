import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { type AgentRow, loadAgent } from '../people/agents.ts';
import { loadAllOf } from '../reads/by-id.ts';

/** Who watches a ticket, by name; for partners and customers nobody. */
export async function loadWatchersOf(
  context: RequestContext,
  ticketId: string,
): Promise<readonly AgentRow[]> {
  const ids = await loadAllOf(context, 'ticketWatchers', ticketId, (ticketIds) =>
    context.db.query<{ parentId: string; row: string }>(
      `select w.ticket_id as "parentId", w.agent_id as row from ticket_watcher w join agent a on a.id = w.agent_id
        where w.ticket_id = any($1::uuid[]) and ${reachesAll(context.viewer.reach)} order by lower(a.name), a.id`,
      [ticketIds],
    ),
  );
  const agents = await Promise.all(ids.map((id) => loadAgent(context, id)));
  return agents.filter((agent) => agent !== null);
}
