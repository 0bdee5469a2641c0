import { z } from 'zod';

/**
 * The canonical records a connector delivers. Terms are those of EN 16931 (business terms BT-…, groups BG-…)
 * where the standard has one. Amounts, quantities and rates are decimal strings exactly as the upstream has
 * them ("12.50", never 12.5 as a float); dates are calendar days `YYYY-MM-DD`; instants are RFC 3339.
 * Records point at each other by the upstream's own ids (`…ExternalId`).
 */

/** A decimal as a string: optional sign, digits, optional fraction. Kept exactly as delivered. */
export const decimal = z.string().regex(/^-?\d{1,20}(\.\d{1,10})?$/, 'a decimal such as "12.50"');
/** A calendar day, `YYYY-MM-DD`. */
export const day = z.iso.date();
/** An instant, RFC 3339 with offset. */
export const instant = z.iso.datetime({ offset: true });
/** ISO 4217 code, three capitals. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "EUR"');
/** ISO 3166-1 alpha-2 code, two capitals. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code such as "DE"');

const text = z.string().trim().min(1).max(500);
const longText = z.string().max(20_000);
const externalId = z.string().min(1).max(200);

export const addressSchema = z.strictObject({
  kind: z.enum(['BILLING', 'SHIPPING', 'OFFICE', 'PRIVATE', 'OTHER']).default('OFFICE'),
  name: text.nullish(),
  street: text.nullish(),
  street2: text.nullish(),
  postalCode: z.string().trim().max(20).nullish(),
  city: text.nullish(),
  region: text.nullish(),
  country: country.nullish(),
});

export const phoneSchema = z.strictObject({
  kind: z.enum(['OFFICE', 'MOBILE', 'FAX', 'SWITCHBOARD', 'PRIVATE', 'OTHER']).default('OFFICE'),
  /** As the upstream has it. The host adds E.164 beside it where the number is valid. */
  raw: z.string().trim().min(1).max(60),
  /** Country to read a national number with; default: the country of the record's first address. */
  defaultCountry: country.nullish(),
});

export const emailSchema = z.strictObject({
  kind: z.enum(['OFFICE', 'PRIVATE', 'BILLING', 'OTHER']).default('OFFICE'),
  address: z.email().max(254),
});

export const customerRecord = z.strictObject({
  kind: z.enum(['ORGANIZATION', 'PERSON']).default('ORGANIZATION'),
  /** Buyer identifier, BT-46. */
  customerNumber: z.string().trim().min(1).max(60),
  /** Buyer name, BT-44. */
  name: text,
  /** Buyer VAT identifier, BT-48. */
  vatId: z.string().trim().max(30).nullish(),
  addresses: z.array(addressSchema).max(50).default([]),
  phones: z.array(phoneSchema).max(50).default([]),
  emails: z.array(emailSchema).max(50).default([]),
  /** BCP 47, for example "de". */
  language: z.string().trim().max(35).nullish(),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  customerClass: z.enum(['A', 'B', 'C']).nullish(),
  archived: z.boolean().default(false),
});

export const contactRecord = z.strictObject({
  customerExternalId: externalId,
  name: text,
  role: text.nullish(),
  department: text.nullish(),
  phones: z.array(phoneSchema).max(50).default([]),
  emails: z.array(emailSchema).max(50).default([]),
  language: z.string().trim().max(35).nullish(),
  active: z.boolean().default(true),
});

export const interactionRecord = z.strictObject({
  customerExternalId: externalId,
  contactExternalId: externalId.nullish(),
  kind: z.enum([
    'CALL',
    'EMAIL',
    'LETTER',
    'MESSAGE',
    'VISIT',
    'MEETING',
    'CONFERENCE',
    'TRADE_FAIR',
    'NOTE',
    'TASK',
    'APPOINTMENT',
    'PORTAL',
  ]),
  direction: z.enum(['INBOUND', 'OUTBOUND']).nullish(),
  subject: text,
  body: longText.nullish(),
  happenedAt: instant,
  dueAt: instant.nullish(),
  completedAt: instant.nullish(),
});

export const productRecord = z.strictObject({
  /** Item seller's identifier, BT-155. */
  productNumber: z.string().trim().min(1).max(60),
  /** Item name, BT-153. */
  name: text,
  /** Item description, BT-154. */
  description: longText.nullish(),
  /** Item standard identifier (GTIN), BT-157. */
  gtin: z.string().trim().max(20).nullish(),
  /** UN/ECE Recommendation 20 unit code, BT-130; "C62" (one) where unknown. */
  unitCode: z.string().trim().min(1).max(10).default('C62'),
  category: text.nullish(),
  /** Net list price per unit, BT-146. */
  listPrice: decimal.nullish(),
  currency: currency.nullish(),
  active: z.boolean().default(true),
});

export const availabilityRecord = z.strictObject({
  productExternalId: externalId,
  warehouse: z.string().trim().max(60).default(''),
  onHand: decimal,
  reserved: decimal.nullish(),
  onOrder: decimal.nullish(),
  reorderLevel: decimal.nullish(),
  /** When the next delivery is expected. */
  expectedOn: day.nullish(),
  asOf: instant.nullish(),
});

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

/** Every kind of record a stream can deliver, with the schema that the host checks it against. */
export const recordSchemas = {
  customer: customerRecord,
  contact: contactRecord,
  interaction: interactionRecord,
  product: productRecord,
  availability: availabilityRecord,
  quote: quoteRecord,
  order: orderRecord,
  invoice: invoiceRecord,
  creditNote: creditNoteRecord,
} as const;

export type RecordKind = keyof typeof recordSchemas;
/** What a plugin may write (defaults may be left out). */
export type RecordInput<K extends RecordKind> = z.input<(typeof recordSchemas)[K]>;
/** What the host works with (defaults filled in). */
export type CanonicalRecord<K extends RecordKind> = z.output<(typeof recordSchemas)[K]>;
