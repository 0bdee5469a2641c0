import { typesOfAreas } from '../../../events/event-types.ts';
import type { LoggedEvent } from '../../../events/log.ts';
import { requireOurPeopleShown } from '../../access/shown-event.ts';
import { logFilter } from '../../events/event-filter.ts';
import { follow, type FollowContext, type Followed } from '../../events/follow.ts';
import { checkTicketFilter, concerns, standingOf, type TicketChangeFilter } from './ticket-filter.ts';

const MESSAGE_ADDED = 'ticket.message_added';
/** All that happens to tickets themselves; what is said about them has a subscription of its own. */
export const ticketEvents = typesOfAreas(['ticket']).filter((type) => type !== MESSAGE_ADDED);

export interface FollowTickets {
  readonly after?: string | null;
  readonly filter?: TicketChangeFilter | null;
}

export async function followTickets(context: FollowContext, { after, filter }: FollowTickets): Followed {
  const wanted = filter ?? {};
  checkTicketFilter(wanted);
  requireOurPeopleShown(context.viewer, wanted);
  const { customerId } = wanted;
  return follow(context, {
    after,
    filter: logFilter(context.viewer, { types: ticketEvents, customerId }),
    isWanted: (event) => concerns(wanted, event),
  });
}

/** What a subscriber gets of an event. */
export interface TicketChangeRow {
  readonly cursor: string;
  readonly event: LoggedEvent;
  readonly changed: readonly string[];
  readonly matches: boolean;
}

export function ticketChange(event: LoggedEvent, filter?: TicketChangeFilter | null): TicketChangeRow {
  const { changed } = event.data;
  return {
    cursor: event.cursor,
    event,
    changed: Array.isArray(changed) ? changed.map(String) : [],
    matches: standingOf(filter ?? {}, event).after,
  };
}
