import { type Money, money } from '../../shared/money.ts';
import { reachesCustomer } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf, loadById } from '../reads/by-id.ts';
import type { Table } from '../reads/listing.ts';
import { readableKinds } from './document-kinds.ts';

export interface PaymentRow {
  readonly __typename: 'Payment';
  readonly id: string;
  readonly invoiceId: string;
  readonly externalId: string;
  readonly paidOn: string;
  readonly amount: Money;
  readonly method: string | null;
  readonly reference: string | null;
}

interface RawPayment {
  readonly id: string;
  readonly invoice_id: string;
  readonly external_id: string;
  readonly paid_on: string;
  readonly amount: string;
  readonly currency: string;
  readonly method: string | null;
  readonly reference: string | null;
}

const from = 'payment p join commercial_document d on d.id = p.invoice_id';
const columns = 'p.id, p.invoice_id, p.external_id, p.paid_on, p.amount, d.currency, p.method, p.reference';

const paymentListing: Table<PaymentRow> = {
  name: 'Payment',
  from,
  id: 'p.id',
  columns,
  reach: ({ viewer }, bindings) =>
    `${readableKinds(viewer, 'd.kind')} and ${reachesCustomer(viewer.reach, 'd.customer_id', bindings)}`,
  row: (raw) => toRow(raw as unknown as RawPayment),
};

export function loadPayment(
  context: RequestContext,
  id: string | null | undefined,
): Promise<PaymentRow | null> {
  return loadById(context, paymentListing, id);
}

/** The payments of an invoice that the viewer has been given, oldest first. */
export function loadPayments(context: RequestContext, invoiceId: string): Promise<readonly PaymentRow[]> {
  return loadAllOf(context, 'Payment/ofInvoice', invoiceId, async (invoiceIds) => {
    const rows = await context.db.query<RawPayment>(
      `select ${columns} from ${from} where p.invoice_id = any($1::uuid[]) order by p.invoice_id, p.paid_on, p.id`,
      [invoiceIds],
    );
    return rows.map((raw) => ({ parentId: raw.invoice_id, row: toRow(raw) }));
  });
}

function toRow(raw: RawPayment): PaymentRow {
  return {
    __typename: 'Payment',
    id: raw.id,
    invoiceId: raw.invoice_id,
    externalId: raw.external_id,
    paidOn: raw.paid_on,
    amount: money(raw.amount, raw.currency),
    method: raw.method,
    reference: raw.reference,
  };
}
