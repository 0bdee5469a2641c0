import { createHash } from 'node:crypto';
import type { DocumentKind } from '../../../entities/erp/enums.ts';
import type { CanonicalRecord } from '../../../plugins/kit/records.ts';
import { settle } from '../settlement.ts';
import type { Recomputed, TotalName } from '../totals/document.ts';
import { recompute } from '../totals/recompute.ts';

/** Record kinds of the kit that are commercial documents, and the kind each is stored as. */
export const documentKinds = {
  quote: 'QUOTE',
  order: 'ORDER',
  invoice: 'INVOICE',
  creditNote: 'CREDIT_NOTE',
} as const satisfies Record<string, DocumentKind>;

export type DocumentRecordKind = keyof typeof documentKinds;

/** The columns of `commercial_document` that a delivery writes, with their types and the field readers see them in. */
export const columns = {
  customer_id: ['uuid', 'customer'],
  number: ['text', 'number'],
  issue_date: ['date', 'issueDate'],
  currency: ['text', 'currency'],
  status: ['text', 'status'],
  buyer_reference: ['text', 'buyerReference'],
  purchase_order_reference: ['text', 'purchaseOrderReference'],
  note: ['text', 'note'],
  allowance_charges: ['jsonb', 'allowanceCharges'],
  shipping_address: ['jsonb', 'shippingAddress'],
  tax_subtotals: ['jsonb', 'taxSubtotals'],
  line_net_amount: ['numeric', 'totals'],
  allowance_amount: ['numeric', 'totals'],
  charge_amount: ['numeric', 'totals'],
  tax_exclusive_amount: ['numeric', 'totals'],
  tax_amount: ['numeric', 'totals'],
  tax_inclusive_amount: ['numeric', 'totals'],
  prepaid_amount: ['numeric', 'totals'],
  rounding_amount: ['numeric', 'totals'],
  payable_amount: ['numeric', 'totals'],
  computed_totals: ['jsonb', 'computedTotals'],
  shown_totals: ['jsonb', 'totals'],
  computed_tax_subtotals: ['jsonb', 'computedTotals'],
  issues: ['jsonb', 'issues'],
  lines_hash: ['text', 'lines'],
  valid_until: ['date', 'validUntil'],
  requested_on: ['date', 'fulfilment'],
  promised_on: ['date', 'fulfilment'],
  shipped_on: ['date', 'fulfilment'],
  due_date: ['date', 'dueDate'],
  payment_terms: ['text', 'paymentTerms'],
  paid_amount: ['numeric', 'settlement'],
  open_amount: ['numeric', 'settlement'],
  dunning_level: ['int', 'settlement'],
  reason: ['text', 'reason'],
} as const satisfies Record<string, readonly [type: string, field: string]>;

export type Column = keyof typeof columns;
export type DocumentColumns = Readonly<Record<Column, unknown>>;

/** A record as the row it becomes, with everything that is computed once, when it is written. */
export function toColumns<K extends DocumentRecordKind>(
  kind: K,
  record: CanonicalRecord<K>,
  customerId: string,
): { row: DocumentColumns; recomputed: Recomputed } {
  const document: CanonicalRecord<'quote' | 'order' | 'invoice' | 'creditNote'> = record;
  const recomputed = recompute({ kind: documentKinds[kind], ...record });
  const total = (name: TotalName): string | null => document.totals[name] ?? null;
  return {
    recomputed,
    row: {
      customer_id: customerId,
      number: document.number,
      issue_date: document.issueDate,
      currency: document.currency,
      status: document.status,
      buyer_reference: document.buyerReference ?? null,
      purchase_order_reference: document.purchaseOrderReference ?? null,
      note: document.note ?? null,
      allowance_charges: document.allowanceCharges,
      shipping_address: document.shippingAddress ?? null,
      tax_subtotals: document.taxSubtotals,
      line_net_amount: total('lineNetAmount'),
      allowance_amount: total('allowanceAmount'),
      charge_amount: total('chargeAmount'),
      tax_exclusive_amount: total('taxExclusiveAmount'),
      tax_amount: total('taxAmount'),
      tax_inclusive_amount: total('taxInclusiveAmount'),
      prepaid_amount: total('prepaidAmount'),
      rounding_amount: total('roundingAmount'),
      payable_amount: total('payableAmount'),
      computed_totals: recomputed.computed,
      shown_totals: recomputed.totals,
      computed_tax_subtotals: recomputed.taxSubtotals,
      issues: recomputed.issues,
      lines_hash: createHash('sha256').update(JSON.stringify(document.lines)).digest('hex'),
      valid_until: null,
      requested_on: null,
      promised_on: null,
      shipped_on: null,
      due_date: null,
      payment_terms: null,
      paid_amount: null,
      open_amount: null,
      dunning_level: null,
      reason: null,
      ...ownColumns(kind, record, recomputed),
    },
  };
}

/** What only this kind of document has. */
function ownColumns<K extends DocumentRecordKind>(
  kind: K,
  record: CanonicalRecord<K>,
  recomputed: Recomputed,
): Partial<Record<Column, unknown>> {
  switch (kind) {
    case 'quote':
      return { valid_until: (record as CanonicalRecord<'quote'>).validUntil ?? null };
    case 'order': {
      const { requestedOn, promisedOn, shippedOn } = record as CanonicalRecord<'order'>;
      return {
        requested_on: requestedOn ?? null,
        promised_on: promisedOn ?? null,
        shipped_on: shippedOn ?? null,
      };
    }
    case 'invoice': {
      const invoice = record as CanonicalRecord<'invoice'>;
      const settlement = settle({ ...invoice, payableAmount: recomputed.totals.payableAmount });
      return {
        due_date: invoice.dueDate ?? null,
        payment_terms: invoice.paymentTerms ?? null,
        paid_amount: settlement.paidAmount,
        open_amount: settlement.openAmount,
        dunning_level: invoice.dunningLevel,
      };
    }
    default:
      return { reason: (record as CanonicalRecord<'creditNote'>).reason ?? null };
  }
}
