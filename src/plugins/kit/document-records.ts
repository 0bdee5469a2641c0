import { z } from 'zod';
import { addressSchema, currency, day, decimal, externalId, longText, text } from './record-fields.ts';

/** BG-20/BG-27 (allowance) and BG-21/BG-28 (charge). */
export const allowanceChargeSchema = z.strictObject({
  kind: z.enum(['ALLOWANCE', 'CHARGE']),
  /** BT-92, BT-99, BT-136, BT-141; always positive, `kind` says the direction. */
  amount: decimal,
  baseAmount: decimal.nullish(),
  percentage: decimal.nullish(),
  reason: text.nullish(),
  reasonCode: z.string().max(10).nullish(),
  taxCategory: z.string().max(3).nullish(),
  taxRate: decimal.nullish(),
});

export const lineSchema = z.strictObject({
  /** Line identifier, BT-126; unique in the document. */
  lineId: z.string().trim().min(1).max(60),
  productExternalId: externalId.nullish(),
  /** BT-155. */
  productNumber: z.string().trim().max(60).nullish(),
  /** BT-153. */
  name: text,
  description: longText.nullish(),
  /** Invoiced quantity, BT-129. */
  quantity: decimal,
  unitCode: z.string().trim().min(1).max(10).default('C62'),
  /** Item net price, BT-146. */
  netPrice: decimal,
  /** Item price base quantity, BT-149; default 1. */
  priceBaseQuantity: decimal.nullish(),
  allowanceCharges: z.array(allowanceChargeSchema).max(50).default([]),
  /** Line net amount, BT-131; null where the upstream has none (it is then computed). */
  netAmount: decimal.nullish(),
  /** UNCL 5305 code, BT-151: S, Z, E, AE, K, G, O, L, M. */
  taxCategory: z.string().max(3).nullish(),
  /** Percentage, BT-152. */
  taxRate: decimal.nullish(),
  /** The order line that this line invoices or credits. */
  orderLineId: z.string().max(60).nullish(),
  fulfilment: z
    .strictObject({
      ordered: decimal.nullish(),
      shipped: decimal.nullish(),
      invoiced: decimal.nullish(),
      /** Date promised to the customer. */
      promisedOn: day.nullish(),
      shippedOn: day.nullish(),
    })
    .nullish(),
});

/** BG-23. */
export const taxSubtotalSchema = z.strictObject({
  /** BT-118. */
  taxCategory: z.string().max(3),
  /** BT-119, percentage. */
  taxRate: decimal.nullish(),
  /** BT-116. */
  taxableAmount: decimal,
  /** BT-117. */
  taxAmount: decimal,
  exemptionReason: text.nullish(),
});

/** BG-22, each as the upstream states it; null where it does not. Named as in UBL's LegalMonetaryTotal. */
export const totalsSchema = z.strictObject({
  /** BT-106. */
  lineNetAmount: decimal.nullish(),
  /** BT-107. */
  allowanceAmount: decimal.nullish(),
  /** BT-108. */
  chargeAmount: decimal.nullish(),
  /** BT-109. */
  taxExclusiveAmount: decimal.nullish(),
  /** BT-110. */
  taxAmount: decimal.nullish(),
  /** BT-112. */
  taxInclusiveAmount: decimal.nullish(),
  /** BT-113. */
  prepaidAmount: decimal.nullish(),
  /** BT-114. */
  roundingAmount: decimal.nullish(),
  /** BT-115. */
  payableAmount: decimal.nullish(),
});

export const paymentSchema = z.strictObject({
  externalId,
  paidOn: day,
  amount: decimal,
  method: text.nullish(),
  reference: text.nullish(),
});

const documentFields = {
  customerExternalId: externalId,
  /** BT-1. */
  number: z.string().trim().min(1).max(60),
  /** BT-2. */
  issueDate: day,
  /** BT-5. */
  currency,
  /** Buyer reference, BT-10. */
  buyerReference: text.nullish(),
  /** The customer's own order number, BT-13. */
  purchaseOrderReference: text.nullish(),
  /** BT-22. */
  note: longText.nullish(),
  lines: z.array(lineSchema).max(10_000).default([]),
  allowanceCharges: z.array(allowanceChargeSchema).max(200).default([]),
  taxSubtotals: z.array(taxSubtotalSchema).max(50).default([]),
  totals: totalsSchema.default({}),
  shippingAddress: addressSchema.nullish(),
};

export const quoteRecord = z.strictObject({
  ...documentFields,
  status: z.enum(['DRAFT', 'SENT', 'ACCEPTED', 'REJECTED', 'EXPIRED', 'CANCELED']).default('SENT'),
  validUntil: day.nullish(),
});

export const orderRecord = z.strictObject({
  ...documentFields,
  status: z
    .enum(['OPEN', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'COMPLETED', 'CANCELED'])
    .default('OPEN'),
  /** The quote this order came from. */
  quoteExternalId: externalId.nullish(),
  requestedOn: day.nullish(),
  promisedOn: day.nullish(),
  shippedOn: day.nullish(),
});

export const invoiceRecord = z.strictObject({
  ...documentFields,
  status: z.enum(['ISSUED', 'CANCELED']).default('ISSUED'),
  /** The orders invoiced, BT-13/BT-14. */
  orderExternalIds: z.array(externalId).max(100).default([]),
  /** BT-9. */
  dueDate: day.nullish(),
  /** BT-20. */
  paymentTerms: longText.nullish(),
  /** Open amount as the upstream states it; null: computed from total and payments. */
  openAmount: decimal.nullish(),
  dunningLevel: z.number().int().min(0).max(9).default(0),
  payments: z.array(paymentSchema).max(1000).default([]),
});

export const creditNoteRecord = z.strictObject({
  ...documentFields,
  status: z.enum(['ISSUED', 'CANCELED']).default('ISSUED'),
  /** The invoices corrected, BG-3/BT-25. */
  invoiceExternalIds: z.array(externalId).max(100).default([]),
  reason: text.nullish(),
});
