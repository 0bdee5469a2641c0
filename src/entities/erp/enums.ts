import { registerEnumType } from 'type-graphql';

/** The discriminator of the table `commercial_document`; in GraphQL each kind is a type of its own. */
export const DocumentKind = {
  QUOTE: 'QUOTE',
  ORDER: 'ORDER',
  INVOICE: 'INVOICE',
  CREDIT_NOTE: 'CREDIT_NOTE',
} as const;
export type DocumentKind = (typeof DocumentKind)[keyof typeof DocumentKind];

export const QuoteStatus = {
  DRAFT: 'DRAFT',
  SENT: 'SENT',
  ACCEPTED: 'ACCEPTED',
  REJECTED: 'REJECTED',
  EXPIRED: 'EXPIRED',
  CANCELED: 'CANCELED',
} as const;
export type QuoteStatus = (typeof QuoteStatus)[keyof typeof QuoteStatus];
registerEnumType(QuoteStatus, { name: 'QuoteStatus', description: 'Where a quote stands, as the ERP says.' });

export const OrderStatus = {
  OPEN: 'OPEN',
  CONFIRMED: 'CONFIRMED',
  PARTIALLY_SHIPPED: 'PARTIALLY_SHIPPED',
  SHIPPED: 'SHIPPED',
  COMPLETED: 'COMPLETED',
  CANCELED: 'CANCELED',
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];
registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'Where an order stands, as the ERP says.',
  valuesConfig: {
    OPEN: { description: 'Received, not confirmed yet.' },
    COMPLETED: { description: 'Shipped and invoiced: nothing is left to do.' },
  },
});

export const InvoiceStatus = { ISSUED: 'ISSUED', CANCELED: 'CANCELED' } as const;
export type InvoiceStatus = (typeof InvoiceStatus)[keyof typeof InvoiceStatus];
registerEnumType(InvoiceStatus, {
  name: 'InvoiceStatus',
  description: 'Whether an invoice or credit note counts. Whether it is paid says `Invoice.settlement`.',
  valuesConfig: { CANCELED: { description: 'Withdrawn by the ERP: nothing of it is owed.' } },
});

export const AllowanceChargeKind = { ALLOWANCE: 'ALLOWANCE', CHARGE: 'CHARGE' } as const;
export type AllowanceChargeKind = (typeof AllowanceChargeKind)[keyof typeof AllowanceChargeKind];
registerEnumType(AllowanceChargeKind, {
  name: 'AllowanceChargeKind',
  description: 'Whether an amount is taken off (allowance, a discount) or added (charge, such as freight).',
});

export const FulfilmentStatus = {
  OPEN: 'OPEN',
  PARTIALLY_SHIPPED: 'PARTIALLY_SHIPPED',
  SHIPPED: 'SHIPPED',
  CANCELED: 'CANCELED',
} as const;
export type FulfilmentStatus = (typeof FulfilmentStatus)[keyof typeof FulfilmentStatus];
registerEnumType(FulfilmentStatus, {
  name: 'FulfilmentStatus',
  description: 'How much of an order or of one of its lines has left the house.',
});

/** How two documents belong together: always from the earlier to the later one. */
export const DocumentLinkKind = {
  /** Quote → order. */
  ORDERED_BY: 'ORDERED_BY',
  /** Order → invoice. */
  INVOICED_BY: 'INVOICED_BY',
  /** Invoice → credit note. */
  CORRECTED_BY: 'CORRECTED_BY',
} as const;
export type DocumentLinkKind = (typeof DocumentLinkKind)[keyof typeof DocumentLinkKind];
