import { z } from 'zod';
import { Partner } from '../../entities/access/partner.ts';
import { DomainError } from '../../shared/errors.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { lockRecord } from '../writes/records.ts';

const assignInput = z.strictObject({
  partnerId: z.string('give the partner, or null to take the customers from theirs').nullable(),
  customerIds: z.array(z.string()).min(1, 'must name a customer').max(1_000, 'at most 1,000 at once'),
});

export type AssignCustomersInput = {
  readonly partnerId?: string | null;
  readonly customerIds: readonly string[];
};

export interface AssignedCustomers {
  readonly partnerId: string | null;
  /** As in the input, each once. */
  readonly customerIds: readonly string[];
}

/**
 * Gives customers to a partner, or takes them from theirs (`null`): all of them or, where one is unknown, none.
 * From then on the partner's credentials reach them, and those of the one before do not.
 */
export async function assignCustomersToPartner(
  context: RequestContext,
  raw: AssignCustomersInput,
): Promise<AssignedCustomers> {
  requireWholeReach(context, 'assign customers');
  const input = checkInput(assignInput, raw);
  const customerIds = [
    ...new Set(
      input.customerIds.map((id, place) => decodeRequiredId('Customer', id, `customerIds.${place}`)),
    ),
  ];
  const partnerId =
    input.partnerId === null ? null : decodeRequiredId('Partner', input.partnerId, 'partnerId');
  return inTransaction(context, async (tx) => {
    if (partnerId) await lockRecord(tx, Partner, partnerId, { field: 'partnerId' });
    await requireAll(tx, customerIds, input.customerIds);
    const moved = await tx.query<{ id: string }>(
      `update customer set partner_id = $2, version = version + 1, updated_at = now()
        where id = any($1::uuid[]) and partner_id is distinct from $2 returning id`,
      [customerIds, partnerId],
    );
    for (const { id } of moved) {
      tx.announce({
        type: 'customer.updated',
        subject: { type: 'Customer', id },
        customerId: id,
        data: { changed: ['partner'], personal: [] },
      });
    }
    return { partnerId, customerIds };
  });
}

/** Locks the customers, in the order of their ids so that two assignments cannot wait for each other. */
async function requireAll(
  tx: Transaction,
  customerIds: readonly string[],
  given: readonly string[],
): Promise<void> {
  const found = await tx.query<{ id: string }>(
    'select id from customer where id = any($1::uuid[]) order by id for update',
    [customerIds],
  );
  const known = new Set(found.map(({ id }) => id));
  const missing = given.findIndex(
    (id, place) => !known.has(decodeRequiredId('Customer', id, `customerIds.${place}`)),
  );
  if (missing !== -1) {
    throw new DomainError('NOT_FOUND', `There is no Customer ${given[missing]}.`, [
      'customerIds',
      String(missing),
    ]);
  }
}
