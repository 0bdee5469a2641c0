import { businessToday } from '../../shared/business-time.ts';
import { type Money, money } from '../../shared/money.ts';
import type { Page, PageArguments } from '../../shared/paging.ts';
import { reachesCustomer } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { Bindings } from '../reads/filters.ts';
import { readableKinds } from './document-kinds.ts';
import type { InvoiceRow } from './document-rows.ts';
import { listDocumentsOf } from './documents.ts';

/** What a customer owes; the sums are loaded when a field of theirs is. */
export interface OpenItemsRow {
  readonly customerId: string;
}

interface OpenSums {
  readonly open: Money;
  readonly overdue: Money | null;
}

/** The invoices with an open amount, the longest due first. */
export function listOpenItems(
  context: RequestContext,
  { customerId }: OpenItemsRow,
  args: PageArguments,
): Promise<Page<InvoiceRow>> {
  return listDocumentsOf(context, 'INVOICE', customerId, {
    ...args,
    filter: { open: true },
    orderBy: { field: 'DUE_DATE', direction: 'ASC' },
  });
}

/** What is open, a sum for each currency. */
export async function openTotals(context: RequestContext, items: OpenItemsRow): Promise<Money[]> {
  return (await loadSums(context, items)).map((sums) => sums.open);
}

/** What of it is overdue, a sum for each currency; currencies in which nothing is overdue are left out. */
export async function overdueTotals(context: RequestContext, items: OpenItemsRow): Promise<Money[]> {
  return (await loadSums(context, items)).flatMap((sums) => sums.overdue ?? []);
}

function loadSums(context: RequestContext, { customerId }: OpenItemsRow): Promise<readonly OpenSums[]> {
  return loadAllOf(context, 'OpenItems/sums', customerId, async (customerIds) => {
    const bindings = new Bindings();
    const customers = bindings.bind(customerIds, 'uuid[]');
    const today = bindings.bind(businessToday(), 'date');
    const { viewer } = context;
    const rows = await context.db.query<{
      customer_id: string;
      currency: string;
      open: string;
      overdue: string | null;
    }>(
      `select d.customer_id, d.currency, sum(d.open_amount) as open,
              sum(d.open_amount) filter (where d.due_date < ${today}) as overdue
         from commercial_document d
        where d.customer_id = any(${customers}) and d.kind = 'INVOICE' and d.open_amount > 0
          and ${readableKinds(viewer, 'd.kind')} and ${reachesCustomer(viewer.reach, 'd.customer_id', bindings)}
        group by d.customer_id, d.currency
        order by d.customer_id, d.currency`,
      bindings.values,
    );
    return rows.map((row) => ({
      parentId: row.customer_id,
      row: { open: money(row.open, row.currency), overdue: money(row.overdue, row.currency) },
    }));
  });
}
