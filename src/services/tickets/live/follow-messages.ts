import type { Queryable } from '../../../shared/database.ts';
import { encodeId } from '../../../shared/ids.ts';
import { logFilter } from '../../events/event-filter.ts';
import { follow, type FollowContext, type Followed } from '../../events/follow.ts';
import { decodeRequiredTicketId, encodeTicketId } from '../ticket-types.ts';
import type { TicketType } from '../../../entities/tickets/enums.ts';

export interface FollowMessages {
  readonly ticketId: string;
  readonly after?: string | null;
}

/**
 * What is said about a ticket. Where it was merged, or is while somebody follows, the conversation goes on in the
 * ticket that lives on. A ticket out of reach is silent: the feed asks for each event who may receive it.
 */
export async function followMessages(context: FollowContext, { ticketId, after }: FollowMessages): Followed {
  const { id } = decodeRequiredTicketId(ticketId, 'ticketId');
  const followed = new Set([ticketId]);
  const events = await follow(context, {
    after,
    filter: logFilter(context.viewer, { types: ['ticket.message_added', 'ticket.merged'] }),
    // It remembers merges.
    alone: true,
    isWanted: ({ type, subjectType, subjectId, data }) => {
      if (type === 'ticket.message_added') return followed.has(String(data['ticket']));
      // It was merged in the meantime, or what it was merged into; of the survivor, the same event says `from`.
      const isFollowed = followed.has(encodeId(subjectType, subjectId));
      if (isFollowed && typeof data['into'] === 'string') followed.add(data['into']);
      return false;
    },
  });
  // Only now: a merge from here on is an event that it follows, and nothing is asked for before this returns.
  for (const survivor of await survivorsOf(context.db, id)) followed.add(survivor);
  return events;
}

/** The ticket that lives on in the place of this one, if it was merged; as global ids. */
async function survivorsOf(db: Queryable, id: string): Promise<string[]> {
  const rows = await db.query<{ id: string; type: TicketType }>(
    `select survivor.id, survivor.type from ticket t join ticket survivor on survivor.id = t.merged_into_id
      where t.id = $1`,
    [id],
  );
  return rows.map(encodeTicketId);
}
