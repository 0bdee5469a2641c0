import { openEventCursor, sealEventCursor } from '../../events/cursor.ts';
import {
  EVENT_COLUMNS,
  type EventRow,
  type LoggedEvent,
  readLogPage,
  toLoggedEvent,
} from '../../events/log.ts';
import { scopeOfEvent } from '../../events/event-types.ts';
import { pageWindow, type Page } from '../../shared/paging.ts';
import { reachesEventRow } from '../access/reach.ts';
import { eventAsShownTo } from '../access/shown-event.ts';
import type { RequestContext } from '../context.ts';
import { Bindings } from '../reads/filters.ts';
import { type EventFilter, logFilter } from './event-filter.ts';

export interface EventListArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: EventFilter | null;
}

export type EventPage = Pick<Page<LoggedEvent>, 'edges' | 'nodes' | 'pageInfo'>;

/** A page of the log, oldest first, of what the viewer may see. */
export async function listEvents(context: RequestContext, args: EventListArguments): Promise<EventPage> {
  const { limit } = pageWindow({ first: args.first }, 'events');
  const after = args.after == null ? null : openEventCursor(args.after);
  const { events, bounds, readTo } = await readLogPage(context.db, () => new Bindings(), {
    after,
    filter: logFilter(context.viewer, args.filter ?? {}),
    // One more than asked for tells whether there is a next page.
    limit: limit + 1,
    condition: (bindings) => reachesEventRow(context.viewer.reach, 'e', bindings),
  });
  const nodes = events.slice(0, limit).map((event) => eventAsShownTo(context.viewer, event));
  const hasNextPage = events.length > limit;
  // At the end of the log it is the end that was read to: no need to look through the same again.
  const end = hasNextPage
    ? (nodes.at(-1)?.cursor ?? null)
    : sealEventCursor({ epoch: bounds.epoch, position: readTo });
  return {
    edges: nodes.map((node) => ({ cursor: node.cursor, node })),
    nodes,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: nodes[0]?.cursor ?? null,
      endCursor: end ?? args.after ?? null,
    },
  };
}

export async function loadEvent(context: RequestContext, id: string): Promise<LoggedEvent | null> {
  const bindings = new Bindings();
  const [row] = await context.db.query<EventRow & { epoch: string }>(
    `select ${EVENT_COLUMNS}, (select epoch from event_log_state) as epoch from event e
      where e.id = ${bindings.bind(id, 'uuid')}
        and ${reachesEventRow(context.viewer.reach, 'e', bindings)}`,
    bindings.values,
  );
  if (!row || !context.viewer.scopes.has(scopeOfEvent(row.type) ?? '')) return null;
  return eventAsShownTo(context.viewer, toLoggedEvent(row, row.epoch));
}
