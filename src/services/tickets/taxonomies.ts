import type { TicketState } from '../../entities/tickets/enums.ts';
import { TICKET_NUMBERING_ID } from '../../entities/tickets/ticket-numbering.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf, loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { Bindings } from '../reads/filters.ts';
import type { Table } from '../reads/listing.ts';
import { nextStates } from './status-decision.ts';
import type { TicketRow } from './ticket-rows.ts';

// Statuses, categories and causes: some dozens each, listed as a whole.

interface VersionedRow {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface TicketStatusRow extends VersionedRow {
  readonly __typename: 'TicketStatus';
  readonly name: string;
  readonly state: TicketState;
  readonly isDefault: boolean;
  readonly position: number;
  readonly active: boolean;
}

/** Of categories and causes alike. */
export interface TaxonomyRow extends VersionedRow {
  readonly __typename: 'TicketCategory' | 'ComplaintCause';
  readonly name: string;
  readonly parentId: string | null;
  readonly active: boolean;
}

export interface TicketNumberingRow extends VersionedRow {
  readonly __typename: 'TicketNumbering';
  readonly pattern: string;
}

const statuses: Table<TicketStatusRow> = {
  name: 'ticketStatuses',
  from: 'ticket_status s',
  id: 's.id',
  columns: 's.id, s.version, s.created_at, s.updated_at, s.name, s.state, s.is_default, s.position, s.active',
  reach: () => 'true',
  row: (raw) => plainRow<TicketStatusRow>(raw, 'TicketStatus'),
};

const categories: Table<TaxonomyRow> = {
  name: 'ticketCategories',
  from: 'ticket_category c',
  id: 'c.id',
  columns: 'c.id, c.version, c.created_at, c.updated_at, c.name, c.parent_id, c.active',
  reach: () => 'true',
  row: (raw) => plainRow<TaxonomyRow>(raw, 'TicketCategory'),
};

const causes: Table<TaxonomyRow> = {
  name: 'complaintCauses',
  from: 'complaint_cause c',
  id: 'c.id',
  columns: categories.columns,
  // What we blame for complaints is our own business.
  reach: ({ viewer }) => reachesAll(viewer.reach),
  row: (raw) => plainRow<TaxonomyRow>(raw, 'ComplaintCause'),
};

const numberings: Table<TicketNumberingRow> = {
  name: 'ticketNumbering',
  from: 'ticket_numbering n',
  id: 'n.id',
  columns: 'n.id, n.version, n.created_at, n.updated_at, n.pattern',
  reach: () => 'true',
  row: (raw) => plainRow<TicketNumberingRow>(raw, 'TicketNumbering'),
};

type Id = string | null | undefined;

export const loadTicketStatus = (context: RequestContext, id: Id) => loadById(context, statuses, id);
export const loadTicketCategory = (context: RequestContext, id: Id) => loadById(context, categories, id);
export const loadComplaintCause = (context: RequestContext, id: Id) => loadById(context, causes, id);
export const loadTicketNumbering = (context: RequestContext, id: Id = TICKET_NUMBERING_ID) =>
  loadById(context, numberings, id);

/** All statuses, by their place; those no longer used at the end. */
export function listTicketStatuses(context: RequestContext): Promise<readonly TicketStatusRow[]> {
  return loadAllOf(context, 'ticketStatuses/all', '', async () => {
    const rows = await context.db.query(
      `select ${statuses.columns} from ${statuses.from} order by s.active desc, s.position, lower(s.name)`,
    );
    return rows.map((raw) => ({ parentId: '', row: statuses.row(raw) }));
  });
}

export const listTicketCategories = (context: RequestContext) => listTree(context, categories);
export const listComplaintCauses = (context: RequestContext) => listTree(context, causes);

async function listTree(context: RequestContext, table: Table<TaxonomyRow>): Promise<readonly TaxonomyRow[]> {
  return loadAllOf(context, `${table.name}/all`, '', async () => {
    const bindings = new Bindings();
    const rows = await context.db.query(
      `select ${table.columns} from ${table.from} where ${table.reach(context, bindings)} order by lower(c.name), c.id`,
      bindings.values,
    );
    return rows.map((raw) => ({ parentId: '', row: table.row(raw) }));
  });
}

/** From the top of its tree down to the entry itself. */
export async function pathOf(context: RequestContext, entry: TaxonomyRow): Promise<readonly TaxonomyRow[]> {
  const all =
    entry.__typename === 'TicketCategory'
      ? await listTicketCategories(context)
      : await listComplaintCauses(context);
  const byId = new Map(all.map((each) => [each.id, each]));
  const path: TaxonomyRow[] = [];
  for (let at: TaxonomyRow | undefined = entry; at; at = byId.get(at.parentId ?? '')) path.unshift(at);
  return path;
}

/** What `changeTicketStatus` would accept; nothing for those who may not change it, nor for a merged ticket. */
export async function nextStatusesOf(
  context: RequestContext,
  ticket: TicketRow,
): Promise<readonly TicketStatusRow[]> {
  if (context.viewer.reach.kind !== 'ALL' || ticket.mergedIntoId !== null) return [];
  const states = nextStates(ticket.state);
  const all = await listTicketStatuses(context);
  return all.filter(({ id, state, active }) => active && id !== ticket.statusId && states.includes(state));
}
