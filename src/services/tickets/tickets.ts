import { DomainError } from '../../shared/errors.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesAll, reachesCustomer } from '../access/reach.ts';
import { requireOurPeopleShown } from '../access/shown-event.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { type ListArguments, type Listing, listPage, listPageOf } from '../reads/listing.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { ticketConditions, type TicketFilter } from './ticket-filter.ts';
import { publicTicketColumns, ticketColumns, type TicketRow, ticketRow } from './ticket-rows.ts';
import { decodeTicketId } from './ticket-types.ts';
import type { TicketType } from '../../entities/tickets/enums.ts';

export type { ComplaintRow, SuggestionRow, TicketRow } from './ticket-rows.ts';

export type TicketSort = 'OPENED_AT' | 'UPDATED_AT' | 'PRIORITY';
export type TicketListArguments = ListArguments<TicketFilter, TicketSort>;

export const ticketListing: Listing<TicketRow, TicketFilter, TicketSort> = {
  name: 'tickets',
  from: 'ticket t',
  id: 't.id',
  columns: ticketColumns,
  sorts: {
    OPENED_AT: { expression: 't.opened_at', type: 'timestamptz' },
    UPDATED_AT: { expression: 't.updated_at', type: 'timestamptz' },
    PRIORITY: {
      expression: `array_position(array['LOW', 'NORMAL', 'HIGH', 'URGENT'], t.priority)::bigint`,
      type: 'bigint',
    },
  },
  defaultSort: { field: 'OPENED_AT', direction: 'DESC' },
  reach: ({ viewer }, bindings) => reachesCustomer(viewer.reach, 't.customer_id', bindings),
  where: ticketConditions,
  row: ticketRow,
};

const publicListing: typeof ticketListing = {
  ...ticketListing,
  columns: publicTicketColumns,
  sorts: { ...ticketListing.sorts, UPDATED_AT: { expression: 't.public_updated_at', type: 'timestamptz' } },
};

/** What we do internally moves neither the version that outsiders see nor their order. */
function shownListing({ viewer }: RequestContext): typeof ticketListing {
  return viewer.reach.kind === 'ALL' ? ticketListing : publicListing;
}

/** Tickets, newest first if no order is given. */
export async function listTickets(
  context: RequestContext,
  args: TicketListArguments,
): Promise<Page<TicketRow>> {
  return listPage(context, listingFor(context, args), { ...args, filter: args.filter ?? {} });
}

export async function listTicketsOf(
  context: RequestContext,
  customerId: string,
  args: TicketListArguments,
): Promise<Page<TicketRow>> {
  const listing = listingFor(context, args);
  return listPageOf(context, listing, 't.customer_id', customerId, { ...args, filter: args.filter ?? {} });
}

/** The tickets below a ticket. */
export async function listChildrenOf(
  context: RequestContext,
  ticketId: string,
  args: TicketListArguments,
): Promise<Page<TicketRow>> {
  const listing = listingFor(context, args);
  return listPageOf(context, listing, 't.parent_id', ticketId, { ...args, filter: args.filter ?? {} });
}

/** Who watches is for our own people: for others nobody does. */
function listingFor(context: RequestContext, { filter }: TicketListArguments): typeof ticketListing {
  requireOurPeopleShown(context.viewer, filter ?? {});
  if (filter?.watcherId == null) return shownListing(context);
  const watcherId = decodeRequiredId('Agent', filter.watcherId, 'filter.watcherId');
  return {
    ...shownListing(context),
    name: 'watchedTickets',
    where: (conditions, bindings) => [
      ...ticketConditions(conditions, bindings),
      reachesAll(context.viewer.reach),
      `exists (select 1 from ticket_watcher w
                where w.ticket_id = t.id and w.agent_id = ${bindings.bind(watcherId, 'uuid')})`,
    ],
  };
}

/** The tickets that were merged into this one, opened last first; each leads straight to it, so there are none below them. */
export function listMergedInto(context: RequestContext, ticketId: string): Promise<Page<TicketRow>> {
  const args = { first: 100, filter: { includeMerged: true } };
  return listPageOf(context, shownListing(context), 't.merged_into_id', ticketId, args);
}

export function loadTicket(
  context: RequestContext,
  id: string | null | undefined,
): Promise<TicketRow | null> {
  return loadById(context, shownListing(context), id);
}

/** For `node`: the id's type must be the ticket's. */
export async function loadTicketOf(
  context: RequestContext,
  type: TicketType,
  id: string,
): Promise<TicketRow | null> {
  const ticket = await loadTicket(context, id);
  return ticket?.type === type ? ticket : null;
}

export interface TicketKey {
  readonly id?: string | null;
  readonly number?: string | null;
}

/**
 * A ticket by its id or its number. The number of a merged ticket leads to the one that lives on, since that is what
 * whoever calls with the number wants to talk about; an id leads to its very record, as `node` does.
 */
export async function findTicket(
  context: RequestContext,
  { id, number }: TicketKey,
): Promise<TicketRow | null> {
  if ((id == null) === (number == null)) {
    throw new DomainError('INVALID', 'Give exactly one of `id` and `number`.', 'id');
  }
  if (id != null) {
    const named = decodeTicketId(id);
    return named && loadTicketOf(context, named.type, named.id);
  }
  const [found] = await context.db.query<{ id: string; merged_into_id: string | null }>(
    `select id, merged_into_id from ticket where number = $1`,
    [number?.trim()],
  );
  return loadTicket(context, found?.merged_into_id ?? found?.id);
}
