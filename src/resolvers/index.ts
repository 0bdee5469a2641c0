import { ApiKeyResolver } from './access/api-keys.ts';
import { ViewerResolver } from './access/viewer.ts';
import { ContactResolver } from './customers/contacts.ts';
import { CustomerResolver } from './customers/customers.ts';
import { CustomerChangeResolver, DocumentChangeResolver, InteractionChangeResolver } from './events/changes.ts';
import { EventActorResolver, EventResolver, EventSubjectResolver } from './events/events.ts';
import { CustomerInteractionsResolver, InteractionResolver } from './interactions/interactions.ts';
import { NodeResolver } from './node.ts';
import { AgentResolver } from './people/agents.ts';
import { PartnerResolver } from './people/partners.ts';
import { TeamResolver } from './people/teams.ts';

/** Every resolver class of the schema: a new one is one line here. */
export const resolvers = [
  AgentResolver,
  ApiKeyResolver,
  ContactResolver,
  CustomerChangeResolver,
  CustomerInteractionsResolver,
  CustomerResolver,
  DocumentChangeResolver,
  EventActorResolver,
  EventResolver,
  EventSubjectResolver,
  InteractionChangeResolver,
  InteractionResolver,
  NodeResolver,
  PartnerResolver,
  TeamResolver,
  ViewerResolver,
] as const;
