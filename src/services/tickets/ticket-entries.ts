import { money, type Money } from '../../shared/money.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf, loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import type { Table } from '../reads/listing.ts';
import type { ComplaintRow } from './ticket-rows.ts';

// Time and cost entries are for our own people: for others there are none.

interface EntryRow {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ticketId: string;
  readonly agentId: string | null;
}

export interface TimeEntryRow extends EntryRow {
  readonly __typename: 'TicketTimeEntry';
  readonly spentOn: string;
  /** Seconds. */
  readonly duration: number;
  readonly note: string | null;
}

export interface CostEntryRow extends EntryRow {
  readonly __typename: 'TicketCostEntry';
  readonly incurredOn: string;
  readonly amount: Money;
  readonly purpose: string;
}

const timeEntries: Table<TimeEntryRow> = {
  name: 'ticketTimeEntries',
  from: 'ticket_time_entry e',
  id: 'e.id',
  columns: `e.id, e.version, e.created_at, e.updated_at, e.ticket_id, e.agent_id, e.spent_on, e.duration, e.note`,
  reach: ({ viewer }) => reachesAll(viewer.reach),
  row: (raw) => plainRow<TimeEntryRow>(raw, 'TicketTimeEntry'),
};

const costEntries: Table<CostEntryRow> = {
  name: 'ticketCostEntries',
  from: 'ticket_cost_entry e',
  id: 'e.id',
  columns: `e.id, e.version, e.created_at, e.updated_at, e.ticket_id, e.agent_id, e.incurred_on, e.purpose,
    e.amount as _amount, e.currency as _currency`,
  reach: ({ viewer }) => reachesAll(viewer.reach),
  row: (raw) => ({
    ...plainRow<CostEntryRow>(raw, 'TicketCostEntry'),
    amount: money(raw['_amount'] as string, raw['_currency'] as string),
  }),
};

export function loadTimeEntry(context: RequestContext, id: string): Promise<TimeEntryRow | null> {
  return loadById(context, timeEntries, id);
}

export function loadCostEntry(context: RequestContext, id: string): Promise<CostEntryRow | null> {
  return loadById(context, costEntries, id);
}

export function listTimeEntriesOf(
  context: RequestContext,
  ticketId: string,
): Promise<readonly TimeEntryRow[]> {
  return entriesOf(context, timeEntries, 'e.spent_on', ticketId);
}

export function listCostEntriesOf(
  context: RequestContext,
  ticketId: string,
): Promise<readonly CostEntryRow[]> {
  return entriesOf(context, costEntries, 'e.incurred_on', ticketId);
}

function entriesOf<Row extends EntryRow>(
  context: RequestContext,
  table: Table<Row>,
  day: string,
  ticketId: string,
): Promise<readonly Row[]> {
  return loadAllOf(context, table.name, ticketId, async (ids) => {
    const rows = await context.db.query(
      `select ${table.columns} from ${table.from}
        where e.ticket_id = any($1::uuid[]) and ${reachesAll(context.viewer.reach)} order by ${day}, e.id`,
      [ids],
    );
    return rows.map((raw) => table.row(raw)).map((row) => ({ parentId: row.ticketId, row }));
  });
}

/** Seconds in all; null for partners and customers. */
export async function timeSpentOn(context: RequestContext, ticketId: string): Promise<number | null> {
  if (context.viewer.reach.kind !== 'ALL') return null;
  const [sum] = await loadAllOf(context, 'ticketTimeSpent', ticketId, (ids) =>
    context.db.query<{ parentId: string; row: number }>(
      `select ticket_id as "parentId", sum(duration)::float8 as row from ticket_time_entry
        where ticket_id = any($1::uuid[]) group by 1`,
      [ids],
    ),
  );
  return sum ?? 0;
}

/** What the cost entries add up to, one amount for each currency; empty for partners and customers. */
export function costsOf(context: RequestContext, ticketId: string): Promise<readonly Money[]> {
  return loadAllOf(context, 'ticketCosts', ticketId, async (ids) => {
    const rows = await context.db.query<{ ticket_id: string; currency: string; amount: string }>(
      `select ticket_id, currency, sum(amount)::text as amount from ticket_cost_entry
        where ticket_id = any($1::uuid[]) and ${reachesAll(context.viewer.reach)} group by 1, 2 order by 1, 2`,
      [ids],
    );
    return rows.map((row) => ({ parentId: row.ticket_id, row: money(row.amount, row.currency) }));
  });
}

/** What a complaint costs us, as we estimate it; null for partners and customers. */
export function internalCostOf({ viewer }: RequestContext, complaint: ComplaintRow): Money | null {
  return viewer.reach.kind === 'ALL' ? complaint.internalCost : null;
}
