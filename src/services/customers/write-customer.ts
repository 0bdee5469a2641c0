import type { EntityClass } from '@mikro-orm/core';
import { z } from 'zod';
import { CustomerClass, CustomerKind } from '../../entities/customers/enums.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Partner } from '../../entities/access/partner.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import type { EventType } from '../../events/event-types.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { languageField } from '../writes/language.ts';
import { applyChanges, lockRecord, notFound } from '../writes/records.ts';
import { refuseDuplicates } from '../writes/unique.ts';
import { requireReachable } from './require-reachable.ts';
import { addressInput, emailInput, phoneInput, phoneNumber } from './reachability.ts';

const text = z.string().trim().min(1, 'must not be empty').max(500);

const customerFields = z.strictObject({
  kind: z.enum(CustomerKind).optional(),
  customerNumber: z.string().trim().min(1, 'must not be empty').max(60).nullish(),
  name: text.optional(),
  vatId: z
    .string()
    .trim()
    .regex(
      /^[A-Z]{2}[0-9A-Za-z+*.]{2,28}$/,
      'must be a VAT identifier with its country prefix, such as "DE123456789"',
    )
    .nullish(),
  addresses: z.array(addressInput).max(50).optional(),
  phones: z.array(phoneInput).max(50).optional(),
  emails: z.array(emailInput).max(50).optional(),
  language: languageField.nullish(),
  tags: z.array(z.string().trim().min(1, 'must not be empty').max(60)).max(50).optional(),
  customerClass: z.enum(CustomerClass).nullish(),
  keyAccountManagerId: z.string().nullish(),
  keyAccountTeamId: z.string().nullish(),
  partnerId: z.string().nullish(),
});

const createInput = customerFields.extend({ name: text });
const updateInput = customerFields.extend({ id: z.string(), expectedVersion: z.number().int().nullish() });

export type CreateCustomerInput = z.input<typeof createInput>;
export type UpdateCustomerInput = z.input<typeof updateInput>;

/** Fields whose values are personal: events name them without their values. */
const personal = new Set(['name', 'vatId', 'addresses', 'phones', 'emails']);

const duplicates = {
  customer_customer_number_unique: {
    field: 'customerNumber',
    message: 'Another customer has this customer number; numbers are unique.',
  },
};

export async function createCustomer(
  context: RequestContext,
  raw: CreateCustomerInput,
): Promise<{ id: string }> {
  const input = checkInput(createInput, raw);
  requireWholeReach(context, 'create customers');
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const customer = new Customer();
      applyChanges(customer, await changesOf(tx, input, customer));
      tx.em.persist(customer);
      await tx.em.flush();
      tx.announce({
        type: 'customer.created',
        subject: { type: 'Customer', id: customer.id },
        customerId: customer.id,
        data: { customerNumber: customer.customerNumber, kind: customer.kind },
      });
      return { id: customer.id };
    }),
  );
}

export async function updateCustomer(
  context: RequestContext,
  raw: UpdateCustomerInput,
): Promise<{ id: string }> {
  const { id: globalId, expectedVersion, ...input } = checkInput(updateInput, raw);
  const id = decodeRequiredId('Customer', globalId, 'id');
  if (
    input.partnerId !== undefined ||
    input.keyAccountManagerId !== undefined ||
    input.keyAccountTeamId !== undefined
  ) {
    requireWholeReach(context, 'assign customers');
  }
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      await requireReachable(tx, context, id, 'id');
      const customer = await lockRecord(tx, Customer, id, { expectedVersion });
      const changed = applyChanges(customer, await changesOf(tx, input, customer));
      if (changed.length > 0) announceChange(tx, customer, 'customer.updated', changed);
      await tx.em.flush();
      return { id };
    }),
  );
}

/** Archived customers disappear from lists but stay readable; `archived: false` brings one back. */
export async function archiveCustomer(
  context: RequestContext,
  input: {
    readonly id: string;
    readonly archived?: boolean | null;
    readonly expectedVersion?: number | null;
  },
): Promise<{ id: string }> {
  const id = decodeRequiredId('Customer', input.id, 'id');
  const archived = input.archived ?? true;
  return inTransaction(context, async (tx) => {
    await requireReachable(tx, context, id, 'id');
    const customer = await lockRecord(tx, Customer, id, { expectedVersion: input.expectedVersion });
    if ((customer.archivedAt !== null) !== archived) {
      customer.archivedAt = archived ? new Date() : null;
      announceChange(tx, customer, archived ? 'customer.archived' : 'customer.restored', ['archivedAt']);
    }
    return { id };
  });
}

async function changesOf(
  tx: Transaction,
  input: z.output<typeof customerFields>,
  current: Customer,
): Promise<Partial<Customer>> {
  const { phones, tags, keyAccountManagerId, keyAccountTeamId, partnerId, ...plain } = input;
  const country = (input.addresses ?? current.addresses)[0]?.country;
  return {
    ...plain,
    ...(phones && { phones: phones.map(({ kind, raw }) => phoneNumber(kind, raw, country)) }),
    ...(tags && { tags: [...new Set(tags)].toSorted() }),
    ...(keyAccountManagerId !== undefined && {
      keyAccountManager: await reference(tx, Agent, keyAccountManagerId, 'keyAccountManagerId'),
    }),
    ...(keyAccountTeamId !== undefined && {
      keyAccountTeam: await reference(tx, Team, keyAccountTeamId, 'keyAccountTeamId'),
    }),
    ...(partnerId !== undefined && { partner: await reference(tx, Partner, partnerId, 'partnerId') }),
  };
}

async function reference<Entity extends Agent | Team | Partner>(
  tx: Transaction,
  entity: EntityClass<Entity>,
  globalId: string | null,
  field: string,
): Promise<Entity | null> {
  if (globalId === null) return null;
  const id = decodeRequiredId(entity.name, globalId, field);
  const found = await tx.em.findOne(entity, { id } as never);
  if (!found) throw notFound(entity.name, id, field);
  return found;
}

function announceChange(
  tx: Transaction,
  customer: Customer,
  type: EventType,
  changed: readonly string[],
): void {
  tx.announce({
    type,
    subject: { type: 'Customer', id: customer.id },
    customerId: customer.id,
    data: { changed, personal: changed.filter((field) => personal.has(field)) },
  });
}
