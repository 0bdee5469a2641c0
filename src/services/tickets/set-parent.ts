import { z } from 'zod';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { announceInternally, announceTicket } from './announce-ticket.ts';
import { changeTicket, refuseMerged, requireTicket } from './require-ticket.ts';
import { versionField } from './ticket-fields.ts';

const parentInput = z.strictObject({
  id: z.string(),
  parentId: z.string().nullable(),
  expectedVersion: versionField,
});

export type SetTicketParentInput = z.input<typeof parentInput>;

/** Puts a ticket below another one, or with null below none. */
export async function setTicketParent(
  context: RequestContext,
  raw: SetTicketParentInput,
): Promise<{ id: string }> {
  const input = checkInput(parentInput, raw);
  return changeTicket(
    context,
    input,
    async (tx, ticket) => {
      const parent = input.parentId === null ? null : await parentOf(tx, context, input.parentId);
      if (parent?.id === ticket.parent?.id) return;
      if (parent && (await isBelow(tx, parent.id, ticket.id))) {
        const message = 'The parent is this ticket itself or stands below it: that would be a circle.';
        throw new DomainError('NOT_ALLOWED', message, 'parentId');
      }
      await changeParent(tx, ticket, parent);
    },
    lockFamilies,
  );
}

/** The ticket must be locked, and no circle may come of it. */
export async function changeParent(tx: Transaction, ticket: Ticket, parent: Ticket | null): Promise<void> {
  const parents = [ticket.parent, parent];
  ticket.parent = parent;
  const announce = (await isOfOthers(tx, ticket, parents)) ? announceInternally : announceTicket;
  announce(tx, ticket, 'ticket.updated', { changed: ['parent'] });
}

/** Whether a parent is of another customer: who reaches the ticket may not reach that one, nor hear of it. */
async function isOfOthers(
  tx: Transaction,
  ticket: Ticket,
  parents: readonly (Ticket | null)[],
): Promise<boolean> {
  const ids = parents.flatMap((parent) => parent?.id ?? []);
  const others = await tx.query('select from ticket where id = any($1::uuid[]) and customer_id <> $2', [
    ids,
    ticket.customer.id,
  ]);
  return others.length > 0;
}

/** The ticket that becomes a parent; families must be locked, so that it is not merged in the meantime. */
export async function parentOf(tx: Transaction, context: RequestContext, globalId: string): Promise<Ticket> {
  const parent = await requireTicket(tx, context, globalId, 'parentId');
  await refuseMerged(tx, parent, 'parentId');
  return tx.em.getReference(Ticket, parent.id);
}

/**
 * Taken before any row by whatever changes who is below whom: two moves at once could each find no circle and make one
 * together.
 */
export async function lockFamilies(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('ticket_family', 0))`);
}

/** Whether a ticket is another one or stands below it, however deep. */
export async function isBelow(tx: Transaction, id: string, ancestorId: string): Promise<boolean> {
  const found = await tx.query(
    `with recursive ancestor as (
       select id, parent_id from ticket where id = $1
       union all
       select t.id, t.parent_id from ticket t join ancestor a on t.id = a.parent_id
     )
     select 1 from ancestor where id = $2`,
    [id, ancestorId],
  );
  return found.length > 0;
}
