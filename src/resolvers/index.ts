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
import { IngressMessageResolver, IntegrationIngressResolver } from './integrations/ingress.ts';
import { IntegrationProgressResolver } from './integrations/progress.ts';
import { CustomerInteractionsResolver, InteractionResolver } from './interactions/interactions.ts';
import { CustomerTimelineResolver, TimelineEntryResolver } from './interactions/timeline.ts';
import { ArticlePublicationResolver } from './knowledge/live.ts';
import { KnowledgeArticleResolver, ProductArticlesResolver } from './knowledge/articles.ts';
import { ArticleFeedbackResolver, ArticleReadersResolver } from './knowledge/feedback.ts';
import { ArticleLinkResolver, ArticleTicketsResolver, TicketArticlesResolver } from './knowledge/links.ts';
import { UnansweredQuestionResolver } from './knowledge/report.ts';
import { ArticleRevisionResolver, ArticleTextResolver, ArticleTextsResolver } from './knowledge/texts.ts';
import { WriteArticlesResolver } from './knowledge/write-articles.ts';
import { NodeResolver } from './node.ts';
import { AgentResolver } from './people/agents.ts';
import { PartnerResolver } from './people/partners.ts';
import { TeamResolver } from './people/teams.ts';
import { CallLegResolver, CallResolver, CustomerCallsResolver } from './telephony/calls.ts';
import { CallChangeResolver } from './telephony/call-card.ts';
import {
  CallNoteResolver,
  CallWorkResolver,
  InteractionCallResolver,
  TicketCallResolver,
} from './telephony/call-work.ts';
import {
  CallCallerResolver,
  CallerCandidateResolver,
  CallerResolver,
  RecognisedNumberResolver,
} from './telephony/callers.ts';
import { ArticleSearchResolver, SuggestedArticlesResolver } from './search/articles.ts';
import { SearchSynonymResolver } from './search/synonyms.ts';
import { SimilarTicketResolver, SimilarTicketsResolver, TicketSolutionResolver } from './search/tickets.ts';
import { ChangeTicketsResolver } from './tickets/change-tickets.ts';
import { ComplaintResolver } from './tickets/complaints.ts';
import {
  ComplaintCauseResolver,
  TicketCategoryResolver,
  TicketStatusResolver,
} from './tickets/configuration.ts';
import { TicketEntriesResolver } from './tickets/entries.ts';
import {
  TicketChangeResolver,
  TicketMessageAdditionResolver,
  TicketQueueCountResolver,
  TicketQueueResolver,
} from './tickets/live.ts';
import { TicketMessageResolver } from './tickets/messages.ts';
import { TicketViewerResolver, TicketViewersResolver } from './tickets/presence.ts';
import { SuggestionResolver } from './tickets/suggestions.ts';
import {
  TicketAssignmentResolver,
  TicketCostEntryResolver,
  TicketMeasuresResolver,
  TicketStatusChangeResolver,
  TicketTimeEntryResolver,
  TimeInStatusResolver,
} from './tickets/ticket-measures.ts';
import { CustomerTicketsResolver, TicketLinkResolver, TicketResolver } from './tickets/tickets.ts';

/** Every resolver class of the schema: a new one is one line here. */
export const resolvers = [
  AgentResolver,
  ApiKeyResolver,
  ArticleFeedbackResolver,
  ArticlePublicationResolver,
  ArticleLinkResolver,
  ArticleReadersResolver,
  ArticleRevisionResolver,
  ArticleTextResolver,
  ArticleTextsResolver,
  ArticleTicketsResolver,
  AvailabilityResolver,
  CallCallerResolver,
  CallChangeResolver,
  CallerCandidateResolver,
  CallerResolver,
  CallNoteResolver,
  CallWorkResolver,
  CallLegResolver,
  CallResolver,
  ChangeIntegrationsResolver,
  ChangeTicketsResolver,
  CommercialDocumentResolver,
  ComplaintCauseResolver,
  ComplaintResolver,
  ContactResolver,
  CreditNoteResolver,
  CustomerCallsResolver,
  CustomerChangeResolver,
  CustomerCreditNotesResolver,
  CustomerInteractionsResolver,
  CustomerInvoicesResolver,
  CustomerOpenItemsResolver,
  CustomerOrdersResolver,
  CustomerQuotesResolver,
  CustomerResolver,
  CustomerTicketsResolver,
  CustomerTimelineResolver,
  DocumentChangeResolver,
  DocumentLineResolver,
  EventActorResolver,
  EventResolver,
  EventSubjectResolver,
  IngressMessageResolver,
  IntegrationIngressResolver,
  IntegrationProgressResolver,
  IntegrationResolver,
  InteractionCallResolver,
  InteractionChangeResolver,
  InteractionDocumentResolver,
  InteractionResolver,
  InvoiceResolver,
  InvoiceSettlementResolver,
  KnowledgeArticleResolver,
  NodeResolver,
  OpenItemsResolver,
  OrderResolver,
  PartnerResolver,
  PaymentResolver,
  ProductArticlesResolver,
  ProductResolver,
  QuarantinedRecordResolver,
  RecognisedNumberResolver,
  QuoteResolver,
  SuggestionResolver,
  SyncRunResolver,
  TeamResolver,
  ArticleSearchResolver,
  SearchSynonymResolver,
  SimilarTicketResolver,
  SimilarTicketsResolver,
  SuggestedArticlesResolver,
  TicketSolutionResolver,
  TicketAssignmentResolver,
  TicketCategoryResolver,
  TicketCallResolver,
  TicketChangeResolver,
  TicketCostEntryResolver,
  TicketEntriesResolver,
  TicketLinkResolver,
  TicketMeasuresResolver,
  TicketMessageAdditionResolver,
  TicketMessageResolver,
  TicketQueueCountResolver,
  TicketQueueResolver,
  TicketResolver,
  TicketStatusChangeResolver,
  TicketStatusResolver,
  TicketTimeEntryResolver,
  TicketViewerResolver,
  TicketViewersResolver,
  TimeInStatusResolver,
  TimelineEntryResolver,
  TicketArticlesResolver,
  UnansweredQuestionResolver,
  ViewerResolver,
  WriteArticlesResolver,
] as const;
