import type { EventType } from '../../events/event-types.ts';
import { typesOfAreas } from '../../events/event-types.ts';
import type { Feed, SubscribeOptions } from '../../events/feed.ts';
import type { LoggedEvent } from '../../events/log.ts';
import type { RequestContext } from '../context.ts';
import { refuseLongLists } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type EventFilter, logFilter } from './event-filter.ts';
import { recipientOf } from './recipient.ts';

/** Who follows, and through which feed. */
export type FollowContext = RequestContext & {
  readonly feed: Feed;
  /** The cursor with which an event stream comes back (`Last-Event-ID`); it is newer than any `after`. */
  readonly lastEventId?: string | null;
};

export type Followed = Promise<AsyncIterableIterator<LoggedEvent>>;

type FollowOptions = Omit<SubscribeOptions, 'recipient'> & Partial<Pick<SubscribeOptions, 'recipient'>>;

/** Every subscription to events goes through here: as the viewer, and from where it left off. */
export function follow(context: FollowContext, options: FollowOptions): Followed {
  const { db, feed, viewer, lastEventId } = context;
  const after = lastEventId ?? options.after;
  return feed.subscribe({ recipient: recipientOf(db, viewer), ...options, after });
}

export function followEvents(
  context: FollowContext,
  { after, filter }: { readonly after?: string | null; readonly filter?: EventFilter | null },
): Followed {
  return follow(context, { after, filter: logFilter(context.viewer, filter ?? {}) });
}

export function followCustomer(
  context: FollowContext,
  { after, customerId }: { readonly after?: string | null; readonly customerId: string },
): Followed {
  return followTypes(context, after, customerId, typesOfAreas(['customer', 'contact']));
}

export function followInteractions(
  context: FollowContext,
  { after, customerId }: { readonly after?: string | null; readonly customerId?: string | null },
): Followed {
  return followTypes(context, after, customerId, ['interaction.recorded']);
}

const areaOfKind = {
  QUOTE: 'quote',
  ORDER: 'order',
  INVOICE: 'invoice',
  CREDIT_NOTE: 'credit_note',
} as const;

export interface FollowDocuments {
  readonly after?: string | null;
  readonly customerId?: string | null;
  readonly kinds?: readonly (keyof typeof areaOfKind)[] | null;
}

export function followDocuments(
  context: FollowContext,
  { after, customerId, kinds }: FollowDocuments,
): Followed {
  refuseLongLists({ kinds }, null);
  const areas = kinds ? kinds.map((kind) => areaOfKind[kind]) : Object.values(areaOfKind);
  return followTypes(context, after, customerId, typesOfAreas(areas));
}

async function followTypes(
  context: FollowContext,
  after: string | null | undefined,
  customerId: string | null | undefined,
  types: readonly EventType[],
): Followed {
  const filter = {
    ...logFilter(context.viewer, { types }),
    customerId: customerId == null ? null : decodeRequiredId('Customer', customerId, 'customerId'),
  };
  return follow(context, { after, filter });
}
