import type { EventType } from '../../events/event-types.ts';
import { z } from 'zod';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { languageField } from '../writes/language.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { emailInput, phoneInput, phoneNumber } from './reachability.ts';
import { requireReachableContact } from './require-contact.ts';
import { requireCustomer } from './require-reachable.ts';

const text = z.string().trim().min(1, 'must not be empty').max(500);

const contactFields = z.strictObject({
  name: text.optional(),
  role: text.nullish(),
  department: text.nullish(),
  phones: z.array(phoneInput).max(50).optional(),
  emails: z.array(emailInput).max(50).optional(),
  language: languageField.nullish(),
  active: z.boolean().optional(),
});

const referenceInput = z.strictObject({ integration: z.string(), externalId: z.string() });

const createInput = contactFields.extend({
  name: text,
  customerId: z.string().nullish(),
  customerReference: referenceInput.nullish(),
});
const updateInput = contactFields.extend({ id: z.string(), expectedVersion: z.number().int().nullish() });

export type CreateContactInput = z.input<typeof createInput>;
export type UpdateContactInput = z.input<typeof updateInput>;

const personal = new Set(['name', 'role', 'department', 'phones', 'emails']);

export async function createContact(
  context: RequestContext,
  raw: CreateContactInput,
): Promise<{ id: string }> {
  const { customerId, customerReference, ...input } = checkInput(createInput, raw);
  return inTransaction(context, async (tx) => {
    const customer = await requireCustomer(
      tx,
      context,
      { id: customerId, reference: customerReference },
      'customerId',
    );
    const contact = new Contact();
    contact.customer = tx.em.getReference(Customer, customer);
    applyChanges(contact, await changesOf(tx, input, customer));
    tx.em.persist(contact);
    announce(tx, contact, 'contact.created', {});
    return { id: contact.id };
  });
}

export async function updateContact(
  context: RequestContext,
  raw: UpdateContactInput,
): Promise<{ id: string }> {
  const { id: globalId, expectedVersion, ...input } = checkInput(updateInput, raw);
  const id = decodeRequiredId('Contact', globalId, 'id');
  return inTransaction(context, async (tx) => {
    await requireReachableContact(tx, context, id, 'id');
    const contact = await lockRecord(tx, Contact, id, { expectedVersion });
    const changed = applyChanges(contact, await changesOf(tx, input, contact.customer.id));
    if (changed.length > 0) {
      announce(tx, contact, 'contact.updated', {
        changed,
        personal: changed.filter((field) => personal.has(field)),
      });
    }
    return { id };
  });
}

async function changesOf(
  tx: Transaction,
  { phones, ...plain }: z.output<typeof contactFields>,
  customerId: string,
): Promise<Partial<Contact>> {
  if (!phones) return plain;
  const [customer] = await tx.query<{ country: string | null }>(
    `select addresses->0->>'country' as country from customer where id = $1`,
    [customerId],
  );
  return { ...plain, phones: phones.map(({ kind, raw }) => phoneNumber(kind, raw, customer?.country)) };
}

function announce(tx: Transaction, contact: Contact, type: EventType, data: Record<string, unknown>): void {
  tx.announce({ type, subject: { type: 'Contact', id: contact.id }, customerId: contact.customer.id, data });
}
