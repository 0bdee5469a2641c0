import { z } from 'zod';
import { Partner } from '../../entities/access/partner.ts';
import { forgetViewers } from '../access/authenticate.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { refuseDuplicates } from '../writes/unique.ts';
import { emailField, nameField, versionField } from './fields.ts';

const createInput = z.strictObject({
  name: nameField,
  email: emailField,
  active: z.boolean().optional(),
});

const updateInput = createInput.partial().extend({ id: z.string(), expectedVersion: versionField });

export type CreatePartnerInput = z.input<typeof createInput>;
export type UpdatePartnerInput = z.input<typeof updateInput>;

const duplicates = {
  partner_name_unique: { field: 'name', message: 'Another partner has this name.' },
};

export async function createPartner(
  context: RequestContext,
  raw: CreatePartnerInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'create partners');
  const input = checkInput(createInput, raw);
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const partner = new Partner();
      applyChanges(partner, input);
      tx.em.persist(partner);
      await tx.em.flush();
      tx.announce({
        type: 'partner.created',
        subject: { type: 'Partner', id: partner.id },
        customerId: null,
        data: { name: partner.name },
      });
      return { id: partner.id };
    }),
  );
}

export async function updatePartner(
  context: RequestContext,
  raw: UpdatePartnerInput,
): Promise<{ id: string }> {
  requireWholeReach(context, 'change partners');
  const { id: globalId, expectedVersion, ...input } = checkInput(updateInput, raw);
  const id = decodeRequiredId('Partner', globalId, 'id');
  const updated = await refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const partner = await lockRecord(tx, Partner, id, { expectedVersion });
      const changed = applyChanges(partner, input);
      if (changed.length === 0) return { id };
      await tx.em.flush();
      tx.announce({
        type: 'partner.updated',
        subject: { type: 'Partner', id },
        customerId: null,
        data: { changed },
      });
      return { id };
    }),
  );
  // The keys of a partner that is no longer active are refused from now on.
  forgetViewers(context.db);
  return updated;
}
