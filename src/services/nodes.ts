import { loadApiKey } from './access/api-key-listing.ts';
import type { Scope } from './access/scopes.ts';
import type { RequestContext } from './context.ts';
import { loadContact } from './customers/contacts.ts';
import { loadCustomer } from './customers/customers.ts';
import { loadEvent } from './events/events.ts';
import { loadAvailability } from './erp/availability.ts';
import { loadDocumentOf } from './erp/documents.ts';
import { loadPayment } from './erp/payments.ts';
import { loadProduct } from './erp/products.ts';
import { loadIngressMessage } from './integrations/ingress-messages.ts';
import { loadIntegration } from './integrations/integrations.ts';
import { loadQuarantinedRecord } from './integrations/quarantined-records.ts';
import { loadSyncRun } from './integrations/sync-runs.ts';
import { loadInteraction } from './interactions/interactions.ts';
import { loadArticle } from './knowledge/articles.ts';
import { loadFeedback } from './knowledge/feedback.ts';
import { loadRevision } from './knowledge/revisions.ts';
import { findAgent } from './people/agents.ts';
import { loadPartner } from './people/partners.ts';
import { loadTeam } from './people/teams.ts';
import { loadCall } from './telephony/calls.ts';
import { loadSynonym } from './search/synonyms.ts';
import {
  loadComplaintCause,
  loadTicketCategory,
  loadTicketNumbering,
  loadTicketStatus,
} from './tickets/taxonomies.ts';
import { loadCostEntry, loadTimeEntry } from './tickets/ticket-entries.ts';
import { loadTicketMessage } from './tickets/ticket-messages.ts';
import { loadTicketOf } from './tickets/tickets.ts';

export interface NodeLoader {
  /** What a viewer needs to know that such a record exists at all. */
  readonly scope: Scope;
  /** By raw uuid, under the viewer's reach; the row carries `__typename`. */
  load(context: RequestContext, id: string): Promise<object | null>;
}

/** How a record of each type with a global id is found: one line a type. */
export const nodeLoaders: Readonly<Record<string, NodeLoader>> = {
  Agent: { scope: 'people:read', load: findAgent },
  ApiKey: { scope: 'access:admin', load: loadApiKey },
  ArticleFeedback: { scope: 'knowledge:read', load: loadFeedback },
  ArticleRevision: { scope: 'knowledge:write', load: loadRevision },
  Availability: { scope: 'products:read', load: loadAvailability },
  Complaint: { scope: 'tickets:read', load: (context, id) => loadTicketOf(context, 'COMPLAINT', id) },
  ComplaintCause: { scope: 'tickets:read', load: loadComplaintCause },
  Call: { scope: 'calls:read', load: loadCall },
  Contact: { scope: 'customers:read', load: loadContact },
  CreditNote: { scope: 'invoices:read', load: (context, id) => loadDocumentOf(context, 'CREDIT_NOTE', id) },
  Customer: { scope: 'customers:read', load: loadCustomer },
  Event: { scope: 'events:read', load: loadEvent },
  IngressMessage: { scope: 'integrations:read', load: loadIngressMessage },
  Integration: { scope: 'integrations:read', load: loadIntegration },
  Interaction: { scope: 'interactions:read', load: loadInteraction },
  Invoice: { scope: 'invoices:read', load: (context, id) => loadDocumentOf(context, 'INVOICE', id) },
  KnowledgeArticle: { scope: 'knowledge:read', load: loadArticle },
  Order: { scope: 'orders:read', load: (context, id) => loadDocumentOf(context, 'ORDER', id) },
  Partner: { scope: 'people:read', load: loadPartner },
  Payment: { scope: 'invoices:read', load: loadPayment },
  Product: { scope: 'products:read', load: loadProduct },
  Quote: { scope: 'quotes:read', load: (context, id) => loadDocumentOf(context, 'QUOTE', id) },
  QuarantinedRecord: { scope: 'integrations:read', load: loadQuarantinedRecord },
  ServiceRequest: {
    scope: 'tickets:read',
    load: (context, id) => loadTicketOf(context, 'SERVICE_REQUEST', id),
  },
  Suggestion: { scope: 'tickets:read', load: (context, id) => loadTicketOf(context, 'SUGGESTION', id) },
  SearchSynonym: { scope: 'knowledge:publish', load: loadSynonym },
  SyncRun: { scope: 'integrations:read', load: loadSyncRun },
  Team: { scope: 'people:read', load: loadTeam },
  TicketCategory: { scope: 'tickets:read', load: loadTicketCategory },
  TicketCostEntry: { scope: 'tickets:read', load: loadCostEntry },
  TicketMessage: { scope: 'tickets:read', load: loadTicketMessage },
  TicketNumbering: { scope: 'tickets:read', load: loadTicketNumbering },
  TicketStatus: { scope: 'tickets:read', load: loadTicketStatus },
  TicketTimeEntry: { scope: 'tickets:read', load: loadTimeEntry },
};
