import type { Feed } from '../events/feed.ts';
import type { PluginHost } from '../plugins/host/plugin-host.ts';
import type { RequestContext } from '../services/context.ts';

/** What resolvers get: the services' context, and the two parts of the running process they may ask. */
export interface GraphQLContext extends RequestContext {
  readonly requestId: string;
  readonly feed: Feed;
  readonly host: PluginHost;
  /** The end of the log, read before anything else of the request; only where the operation selects it. */
  readonly eventCursor?: string;
  /** The cursor with which an event stream comes back; only there. */
  readonly lastEventId?: string | null;
}
