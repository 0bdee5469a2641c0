import type {
  AllowanceCharge,
  DocumentIssue,
  DocumentTotals,
  TaxSubtotal,
} from '../../entities/erp/document-parts.ts';
import type { DocumentKind, InvoiceStatus, OrderStatus, QuoteStatus } from '../../entities/erp/enums.ts';
import type { OrderFulfilment } from '../../entities/erp/fulfilment.ts';
import type { InvoiceSettlement } from '../../entities/erp/settlement.ts';
import type { Address } from '../../entities/customers/reachability.ts';
import { businessToday, daysBetween } from '../../shared/business-time.ts';
import { type Money, money } from '../../shared/money.ts';
import { plainRow } from '../reads/columns.ts';
import { documentTypes, type DocumentTypeName } from './document-kinds.ts';
import { isPastPromise, orderFulfilmentStatus } from './fulfilment.ts';
import { isPaid } from './settlement.ts';
import { type TotalName, totalNames, type Totals } from './totals/document.ts';

/** A commercial document as it is read. */
export interface DocumentRow {
  readonly __typename: DocumentTypeName;
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly kind: DocumentKind;
  readonly customerId: string;
  readonly number: string;
  readonly issueDate: string;
  readonly happenedAt: string;
  readonly currency: string;
  readonly status: string;
  readonly buyerReference: string | null;
  readonly purchaseOrderReference: string | null;
  readonly note: string | null;
  readonly allowanceCharges: readonly AllowanceCharge[];
  readonly shippingAddress: Address | null;
  readonly taxSubtotals: readonly TaxSubtotal[];
  readonly totals: DocumentTotals;
  readonly computedTotals: DocumentTotals;
  readonly issues: readonly DocumentIssue[];
}

export interface QuoteRow extends DocumentRow {
  readonly status: QuoteStatus;
  readonly validUntil: string | null;
}

export interface OrderRow extends DocumentRow {
  readonly status: OrderStatus;
  readonly fulfilment: OrderFulfilment;
}

export interface InvoiceRow extends DocumentRow {
  readonly status: InvoiceStatus;
  readonly dueDate: string | null;
  readonly paymentTerms: string | null;
  readonly settlement: InvoiceSettlement & { readonly invoiceId: string };
}

export interface CreditNoteRow extends DocumentRow {
  readonly status: InvoiceStatus;
  readonly reason: string | null;
}

export interface RowOfKind {
  readonly QUOTE: QuoteRow;
  readonly ORDER: OrderRow;
  readonly INVOICE: InvoiceRow;
  readonly CREDIT_NOTE: CreditNoteRow;
}

/** What of a row is its own kind's. */
export const ownColumns: Readonly<Record<DocumentKind, string>> = {
  QUOTE: 'd.valid_until',
  ORDER: 'd.requested_on, d.promised_on, d.shipped_on',
  INVOICE: 'd.due_date, d.payment_terms, d.paid_amount, d.open_amount, d.dunning_level',
  CREDIT_NOTE: 'd.reason',
};

/** Columns of every kind; which totals the ERP states is told from `_stated`. */
export const sharedColumns = `d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
  d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note, d.allowance_charges,
  d.shipping_address, d.issues, d.shown_totals as _totals, d.computed_totals as _computed_totals,
  case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
  array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated`;

interface RawDocument extends Record<string, unknown> {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly status: string;
  readonly currency: string;
  readonly _totals: Totals;
  readonly _computed_totals: Totals;
  readonly _stated: readonly (string | null)[];
}

export function documentRow<Row extends DocumentRow>(columns: Record<string, unknown>): Row {
  const raw = columns as RawDocument;
  return {
    ...plainRow<Row>(raw, documentTypes[raw.kind].typeName),
    totals: totalsOf(raw._totals, raw.currency, notStated(raw._stated)),
    computedTotals: totalsOf(raw._computed_totals, raw.currency, [...totalNames]),
    ...(raw.kind === 'ORDER' && { fulfilment: fulfilmentOf(raw) }),
    ...(raw.kind === 'INVOICE' && { settlement: settlementOf(raw) }),
  };
}

function notStated(stated: RawDocument['_stated']): string[] {
  return totalNames.filter((_, place) => stated[place] === null);
}

function totalsOf(totals: Partial<Totals>, currency: string, computed: string[]): DocumentTotals {
  const amount = (name: TotalName): Money | null => money(totals[name] ?? null, currency);
  return {
    lineNetAmount: amount('lineNetAmount'),
    allowanceAmount: amount('allowanceAmount'),
    chargeAmount: amount('chargeAmount'),
    taxExclusiveAmount: amount('taxExclusiveAmount'),
    taxAmount: amount('taxAmount'),
    taxInclusiveAmount: amount('taxInclusiveAmount'),
    prepaidAmount: amount('prepaidAmount'),
    roundingAmount: amount('roundingAmount'),
    payableAmount: amount('payableAmount'),
    computed: computed.filter((name) => totals[name as TotalName] != null),
  };
}

function fulfilmentOf(raw: RawDocument): OrderFulfilment {
  const status = orderFulfilmentStatus(raw.status as OrderStatus);
  const promisedOn = raw['promised_on'] as string | null;
  return {
    status,
    requestedOn: raw['requested_on'] as string | null,
    promisedOn,
    shippedOn: raw['shipped_on'] as string | null,
    isLate: isPastPromise(status, promisedOn, businessToday()),
  };
}

function settlementOf(raw: RawDocument): InvoiceRow['settlement'] {
  const open = raw['open_amount'] as string | null;
  const dueDate = raw['due_date'] as string | null;
  const isOpen = open !== null && !isPaid(open);
  const daysOverdue = isOpen && dueDate ? Math.max(0, daysBetween(dueDate, businessToday())) : 0;
  return {
    invoiceId: raw.id,
    paidAmount: money(raw['paid_amount'] as string | null, raw.currency),
    openAmount: money(open, raw.currency),
    isPaid: isPaid(open),
    isOverdue: daysOverdue > 0,
    daysOverdue,
    dunningLevel: (raw['dunning_level'] as number | null) ?? 0,
  };
}
