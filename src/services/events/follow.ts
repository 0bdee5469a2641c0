import type { EventType } from '../../events/event-types.ts';
import { typesOfAreas } from '../../events/event-types.ts';
import type { Feed } from '../../events/feed.ts';
import type { LogFilter, LoggedEvent } from '../../events/log.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type EventFilter, logFilter } from './event-filter.ts';
import { recipientOf } from './recipient.ts';

/** Who follows, and through which feed. */
export type FollowContext = RequestContext & { readonly feed: Feed };

type Followed = Promise<AsyncIterableIterator<LoggedEvent>>;

export function followEvents(
  context: FollowContext,
  { after, filter }: { readonly after?: string | null; readonly filter?: EventFilter | null },
): Followed {
  return follow(context, after, logFilter(context.viewer, filter ?? {}));
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
  const areas = kinds ? kinds.map((kind) => areaOfKind[kind]) : Object.values(areaOfKind);
  return followTypes(context, after, customerId, typesOfAreas(areas));
}

async function followTypes(
  context: FollowContext,
  after: string | null | undefined,
  customerId: string | null | undefined,
  types: readonly EventType[],
): Followed {
  return follow(context, after, {
    ...logFilter(context.viewer, { types }),
    customerId: customerId == null ? null : decodeRequiredId('Customer', customerId, 'customerId'),
  });
}

function follow(context: FollowContext, after: string | null | undefined, filter: LogFilter): Followed {
  return context.feed.subscribe({ after, filter, recipient: recipientOf(context.db, context.viewer) });
}
