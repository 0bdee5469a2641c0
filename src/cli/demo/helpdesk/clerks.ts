import { systemViewer } from '../../../services/access/system-viewer.ts';
import { type RequestContext, requestContext } from '../../../services/context.ts';
import { encodeId } from '../../../shared/ids.ts';

/** One of our people in the demo, and what they act with; ids are global. */
export interface Clerk {
  readonly agentId: string;
  readonly team: string;
  readonly teamId: string;
  readonly context: RequestContext;
}

/** The members of the teams of the demo, each with a context of their own: what they write carries their name. */
export async function clerksOf({ db }: RequestContext): Promise<readonly Clerk[]> {
  const rows = await db.query<{ id: string; name: string; team: string; team_id: string }>(
    `select a.id, a.name, t.name as team, t.id as team_id
       from agent a join team_member m on m.agent_id = a.id join team t on t.id = m.team_id
      where a.active and t.active order by t.name, a.name`,
  );
  return rows.map(({ id, name, team, team_id }) => ({
    agentId: encodeId('Agent', id),
    team,
    teamId: encodeId('Team', team_id),
    context: requestContext(db, { ...systemViewer(name), kind: 'STAFF', agentId: id }),
  }));
}

/** Does the same with each item, some at a time: the first start should not take long. */
export async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item, place: number) => Promise<void>,
): Promise<void> {
  const waiting = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}
