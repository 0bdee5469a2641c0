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
import { IntegrationStream } from './integrations/integration-stream.ts';
import { Integration } from './integrations/integration.ts';
import { QuarantinedRecord } from './integrations/quarantined-record.ts';
import { SyncRun } from './integrations/sync-run.ts';
import { Interaction } from './interactions/interaction.ts';
import { Agent } from './people/agent.ts';
import { Team } from './people/team.ts';

/** Every entity of the installation: a new one is one line here. */
export const entities = [
  Agent,
  ApiKey,
  Availability,
  CommercialDocument,
  Contact,
  CreditNote,
  Customer,
  DocumentLine,
  DocumentLink,
  ExternalReference,
  IdempotencyRecord,
  Integration,
  IntegrationStream,
  Interaction,
  Invoice,
  Order,
  Partner,
  Payment,
  Product,
  QuarantinedRecord,
  Quote,
  SyncRun,
  Team,
] as const;
