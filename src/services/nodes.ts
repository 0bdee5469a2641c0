import { loadApiKey } from './access/api-key-listing.ts';
import type { RequestContext } from './context.ts';
import { loadAgent } from './people/agents.ts';
import { loadPartner } from './people/partners.ts';
import { loadTeam } from './people/teams.ts';

export type NodeLoader = (context: RequestContext, id: string) => Promise<object | null>;

/** How a record of each type with a global id is loaded, by raw uuid and under the viewer's reach: one line a type. */
export const nodeLoaders: Readonly<Record<string, NodeLoader>> = {
  Agent: loadAgent,
  ApiKey: loadApiKey,
  Partner: loadPartner,
  Team: loadTeam,
};
