import { LRUCache } from 'lru-cache';
import type { LoggedEvent } from '../../events/log.ts';
import type { Queryable } from '../../shared/database.ts';
import type { FollowContext } from '../events/follow.ts';

/** What of a call followers choose it by. Raw uuids. */
export interface WhoIsInCall {
  readonly direction: string;
  readonly teamId: string | null;
  /** Who has it, and at whom it rang. */
  readonly agentIds: readonly string[];
}

type Found = Promise<WhoIsInCall | null>;

/** Events that somebody may ask about again: live groups are at nearly the same one, who comes back at the newest. */
const REMEMBERED = 1_000;

const foundByFeed = new WeakMap<object, LRUCache<string, Found>>();

/**
 * Whom the call of an event concerns: one statement for each event, however many follow calls of agents and teams. Agents
 * come and go while a call goes on, so the call is asked, not the event; and for the next event anew.
 */
export function whoIsInCall({ db, feed }: FollowContext, { id, subjectId }: LoggedEvent): Found {
  const remembered = foundByFeed.get(feed) ?? new LRUCache<string, Found>({ max: REMEMBERED });
  foundByFeed.set(feed, remembered);
  const known = remembered.get(id);
  if (known) return known;
  const found = load(db, subjectId);
  remembered.set(id, found);
  // The next one who asks tries again.
  found.catch(() => remembered.delete(id));
  return found;
}

async function load(db: Queryable, callId: string): Found {
  const [row] = await db.query<{ direction: string; team_id: string | null; agents: string[] }>(
    `select c.direction, c.team_id, array(
        select l.agent_id from call_leg l where l.call_id = c.id and l.agent_id is not null
        union select c.agent_id where c.agent_id is not null) as agents
       from call c where c.id = $1`,
    [callId],
  );
  return row ? { direction: row.direction, teamId: row.team_id, agentIds: row.agents } : null;
}
