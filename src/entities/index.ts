import { ApiKey } from './access/api-key.ts';
import { IdempotencyRecord } from './access/idempotency-record.ts';
import { Partner } from './access/partner.ts';
import { Contact } from './customers/contact.ts';
import { Customer } from './customers/customer.ts';
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
  Contact,
  Customer,
  ExternalReference,
  IdempotencyRecord,
  Integration,
  IntegrationStream,
  Interaction,
  Partner,
  QuarantinedRecord,
  SyncRun,
  Team,
] as const;
