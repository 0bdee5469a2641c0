import type { EntityClass } from '@mikro-orm/core';
import { Partner } from '../../entities/access/partner.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Agent } from '../../entities/people/agent.ts';
import { DomainError } from '../../shared/errors.ts';
import { type RecordReference, resolveOptionalReference } from '../integrations/resolve-record.ts';
import type { Transaction } from '../transaction.ts';
import { lockRecord } from '../writes/records.ts';

/** How an input says whom a key stands for: at most one of them. Ids are global. */
export interface KeyOwnerInput {
  readonly agentId?: string | null;
  readonly partnerId?: string | null;
  readonly customerId?: string | null;
  readonly customerReference?: RecordReference['reference'];
}

export interface KeyOwner {
  readonly agent: Agent | null;
  readonly partner: Partner | null;
  readonly customer: Customer | null;
}

const ownerFields = ['agentId', 'partnerId', 'customerId', 'customerReference'] as const;

export function checkSingleOwner(input: KeyOwnerInput): void {
  const [, second] = ownerFields.filter((field) => input[field] != null);
  if (second) {
    throw new DomainError(
      'INVALID',
      'A key stands for an agent, a partner or a customer, and for one of them at most.',
      second,
    );
  }
}

/** Partners and customers: they reach only what is theirs, and may have only some scopes. */
export function isOutsider({ partnerId, customerId, customerReference }: KeyOwnerInput): boolean {
  return (partnerId ?? customerId ?? customerReference) != null;
}

export async function findOwner(tx: Transaction, input: KeyOwnerInput): Promise<KeyOwner> {
  const { agentId, partnerId, customerId, customerReference } = input;
  const agent = await find(tx, Agent, { id: agentId }, 'agentId');
  const partner = await find(tx, Partner, { id: partnerId }, 'partnerId');
  const customer = await find(tx, Customer, { id: customerId, reference: customerReference }, 'customerId');
  if (agent?.active === false) throw unusable('The agent is not active.', 'agentId');
  if (partner?.active === false) throw unusable('The partner is not active.', 'partnerId');
  if (customer?.archivedAt) throw unusable('The customer is archived.', 'customerId');
  return { agent, partner, customer };
}

async function find<Found extends Agent | Partner | Customer>(
  tx: Transaction,
  entity: EntityClass<Found>,
  reference: RecordReference,
  field: string,
): Promise<Found | null> {
  const id = await resolveOptionalReference(tx, entity.name, reference, field);
  // Locked, so that it cannot be retired between the check and the key.
  return id ? lockRecord(tx, entity, id, { field }) : null;
}

function unusable(message: string, field: string): DomainError {
  return new DomainError('NOT_ALLOWED', message, field);
}
