import { ApiKey } from './access/api-key.ts';
import { IdempotencyRecord } from './access/idempotency-record.ts';
import { Partner } from './access/partner.ts';
import { Contact } from './customers/contact.ts';
import { Customer } from './customers/customer.ts';
import { Availability } from './erp/availability.ts';
import { CommercialDocument } from './erp/commercial-document.ts';
import { CreditNote } from './erp/credit-note.ts';
import { DocumentLine } from './erp/document-line.ts';
import { DocumentLink } from './erp/document-link.ts';
import { Invoice } from './erp/invoice.ts';
import { Order } from './erp/order.ts';
import { Payment } from './erp/payment.ts';
import { Product } from './erp/product.ts';
import { Quote } from './erp/quote.ts';
import { ExternalReference } from './integrations/external-reference.ts';
import { IngressMessage } from './integrations/ingress-message.ts';
import { IntegrationStream } from './integrations/integration-stream.ts';
import { Integration } from './integrations/integration.ts';
import { QuarantinedRecord } from './integrations/quarantined-record.ts';
import { SyncRun } from './integrations/sync-run.ts';
import { Interaction } from './interactions/interaction.ts';
import { ArticleFeedback } from './knowledge/article-feedback.ts';
import { ArticleRevision } from './knowledge/article-revision.ts';
import { ArticleTicket } from './knowledge/article-ticket.ts';
import { ArticleVariant } from './knowledge/article-variant.ts';
import { ArticleView } from './knowledge/article-view.ts';
import { KnowledgeArticle } from './knowledge/knowledge-article.ts';
import { KnowledgeQuestion } from './knowledge/knowledge-question.ts';
import { Agent } from './people/agent.ts';
import { Team } from './people/team.ts';
import { SearchSynonym } from './search/search-synonym.ts';
import { CallEvent } from './telephony/call-event.ts';
import { CallLeg } from './telephony/call-leg.ts';
import { CallNote } from './telephony/call-note.ts';
import { Call } from './telephony/call.ts';
import { LearnedNumber } from './telephony/learned-number.ts';
import { PhoneNumberEntry } from './telephony/phone-number-entry.ts';
import { ComplaintCause } from './tickets/complaint-cause.ts';
import { Complaint } from './tickets/complaint.ts';
import { ServiceRequest } from './tickets/service-request.ts';
import { SuggestionVote } from './tickets/suggestion-vote.ts';
import { Suggestion } from './tickets/suggestion.ts';
import { TicketAssignment } from './tickets/ticket-assignment.ts';
import { TicketCategory } from './tickets/ticket-category.ts';
import { TicketCostEntry } from './tickets/ticket-cost-entry.ts';
import { TicketLink } from './tickets/ticket-link.ts';
import { TicketMessage } from './tickets/ticket-message.ts';
import { TicketNumbering } from './tickets/ticket-numbering.ts';
import { TicketStatusChange } from './tickets/ticket-status-change.ts';
import { TicketStatus } from './tickets/ticket-status.ts';
import { TicketTimeEntry } from './tickets/ticket-time-entry.ts';
import { TicketWatcher } from './tickets/ticket-watcher.ts';
import { Ticket } from './tickets/ticket.ts';

/** Every entity of the installation: a new one is one line here. */
export const entities = [
  Agent,
  ApiKey,
  ArticleFeedback,
  ArticleRevision,
  ArticleTicket,
  ArticleVariant,
  ArticleView,
  Availability,
  Call,
  CallEvent,
  CallLeg,
  CallNote,
  CommercialDocument,
  Complaint,
  ComplaintCause,
  Contact,
  CreditNote,
  Customer,
  DocumentLine,
  DocumentLink,
  ExternalReference,
  IdempotencyRecord,
  IngressMessage,
  Integration,
  IntegrationStream,
  Interaction,
  Invoice,
  KnowledgeArticle,
  KnowledgeQuestion,
  LearnedNumber,
  Order,
  Partner,
  Payment,
  PhoneNumberEntry,
  Product,
  QuarantinedRecord,
  Quote,
  SearchSynonym,
  ServiceRequest,
  Suggestion,
  SuggestionVote,
  SyncRun,
  Team,
  Ticket,
  TicketAssignment,
  TicketCategory,
  TicketCostEntry,
  TicketLink,
  TicketMessage,
  TicketNumbering,
  TicketStatus,
  TicketStatusChange,
  TicketTimeEntry,
  TicketWatcher,
] as const;
