import { ApiKeyResolver } from './access/api-keys.ts';
import { ViewerResolver } from './access/viewer.ts';
import { ContactResolver } from './customers/contacts.ts';
import { CustomerResolver } from './customers/customers.ts';
import { CreditNoteResolver, CustomerCreditNotesResolver } from './erp/credit-notes.ts';
import {
  CommercialDocumentResolver,
  DocumentLineResolver,
  InteractionDocumentResolver,
} from './erp/documents.ts';
import { CustomerInvoicesResolver, InvoiceResolver } from './erp/invoices.ts';
import { CustomerOpenItemsResolver, OpenItemsResolver } from './erp/open-items.ts';
import { CustomerOrdersResolver, OrderResolver } from './erp/orders.ts';
import { AvailabilityResolver, ProductResolver } from './erp/products.ts';
import { CustomerQuotesResolver, QuoteResolver } from './erp/quotes.ts';
import { InvoiceSettlementResolver, PaymentResolver } from './erp/settlement.ts';
import {
  CustomerChangeResolver,
  DocumentChangeResolver,
  InteractionChangeResolver,
} from './events/changes.ts';
import { EventActorResolver, EventResolver, EventSubjectResolver } from './events/events.ts';
import { ChangeIntegrationsResolver } from './integrations/change-integrations.ts';
import {
  IntegrationResolver,
  QuarantinedRecordResolver,
  SyncRunResolver,
} from './integrations/integrations.ts';
import { IntegrationProgressResolver } from './integrations/progress.ts';
import { CustomerInteractionsResolver, InteractionResolver } from './interactions/interactions.ts';
import { CustomerTimelineResolver, TimelineEntryResolver } from './interactions/timeline.ts';
import { NodeResolver } from './node.ts';
import { AgentResolver } from './people/agents.ts';
import { PartnerResolver } from './people/partners.ts';
import { TeamResolver } from './people/teams.ts';

/** Every resolver class of the schema: a new one is one line here. */
export const resolvers = [
  AgentResolver,
  ApiKeyResolver,
  AvailabilityResolver,
  CommercialDocumentResolver,
  ChangeIntegrationsResolver,
  ContactResolver,
  CreditNoteResolver,
  CustomerChangeResolver,
  CustomerCreditNotesResolver,
  CustomerInteractionsResolver,
  CustomerInvoicesResolver,
  CustomerOpenItemsResolver,
  CustomerOrdersResolver,
  CustomerQuotesResolver,
  CustomerResolver,
  CustomerTimelineResolver,
  DocumentChangeResolver,
  DocumentLineResolver,
  EventActorResolver,
  EventResolver,
  EventSubjectResolver,
  InteractionChangeResolver,
  InteractionDocumentResolver,
  IntegrationProgressResolver,
  IntegrationResolver,
  InteractionResolver,
  InvoiceResolver,
  InvoiceSettlementResolver,
  NodeResolver,
  OpenItemsResolver,
  OrderResolver,
  PartnerResolver,
  PaymentResolver,
  ProductResolver,
  QuoteResolver,
  QuarantinedRecordResolver,
  SyncRunResolver,
  TeamResolver,
  TimelineEntryResolver,
  ViewerResolver,
] as const;
