import type { TicketType } from '../../entities/tickets/enums.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import type { Queryable } from '../../shared/database.ts';
import { DomainError } from '../../shared/errors.ts';
import { reachesCustomer } from '../access/reach.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { Bindings } from '../reads/filters.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { lockRecord, notFound } from '../writes/records.ts';
import { decodeRequiredTicketId, encodeTicketId, ticketTypeNames } from './ticket-types.ts';

export interface FoundTicket {
  readonly id: string;
  readonly type: TicketType;
  readonly number: string;
  readonly customerId: string;
  readonly mergedIntoId: string | null;
}

/** The ticket that a global id names, where the viewer reaches it; anything else answers like what never existed. */
export async function requireTicket(
  db: Queryable,
  { viewer }: RequestContext,
  globalId: string,
  field: string,
): Promise<FoundTicket> {
  const { id, type } = decodeRequiredTicketId(globalId, field);
  const bindings = new Bindings();
  const [found] = await db.query<FoundTicket>(
    `select id, type, number, customer_id as "customerId", merged_into_id as "mergedIntoId" from ticket
      where id = ${bindings.bind(id, 'uuid')} and type = ${bindings.bind(type, 'text')}
        and ${reachesCustomer(viewer.reach, 'ticket.customer_id', bindings)}`,
    bindings.values,
  );
  if (!found) throw notFound(ticketTypeNames[type], id, field);
  return found;
}

/** A change that only our own people make: checks, locks and runs it. A ticket that was merged is not changed any more. */
export async function changeTicket<Result extends object | void>(
  context: RequestContext,
  { id: globalId, expectedVersion }: { readonly id: string; readonly expectedVersion?: number | null },
  work: (tx: Transaction, ticket: Ticket) => Promise<Result>,
  lockFirst?: (tx: Transaction) => Promise<void>,
): Promise<{ id: string } & Result> {
  requireWholeReach(context, 'change tickets');
  return inTransaction(context, async (tx) => {
    await lockFirst?.(tx);
    const { id } = await requireTicket(tx, context, globalId, 'id');
    const ticket = await lockRecord(tx, Ticket, id, { expectedVersion });
    await refuseMerged(tx, { number: ticket.number, mergedIntoId: ticket.mergedInto?.id ?? null }, 'id');
    return { id, ...(await work(tx, ticket)) };
  });
}

/**
 * Whoever locks several tickets locks them here, all at once and in one order, whichever of them comes first to mind:
 * two that do never wait for each other.
 */
export async function lockTickets(tx: Queryable, ids: readonly string[]): Promise<void> {
  await tx.query(`select from ticket where id = any($1::uuid[]) order by id for update`, [ids]);
}

export async function refuseMerged(
  tx: Queryable,
  { number, mergedIntoId }: Pick<FoundTicket, 'number' | 'mergedIntoId'>,
  field: string,
): Promise<void> {
  if (mergedIntoId === null) return;
  const [survivor] = await tx.query<{ id: string; type: TicketType; number: string }>(
    `select id, type, number from ticket where id = $1`,
    [mergedIntoId],
  );
  throw new DomainError(
    'NOT_ALLOWED',
    `Ticket ${number} was merged: go on with ${survivor?.number} (${survivor && encodeTicketId(survivor)}).`,
    field,
  );
}
