import type { z } from 'zod';
import { creditNoteRecord, invoiceRecord, orderRecord, quoteRecord } from './document-records.ts';
import { interactionRecord } from './interaction-record.ts';
import { availabilityRecord, contactRecord, customerRecord, productRecord } from './master-records.ts';

/**
 * The canonical records a connector delivers. Terms are those of EN 16931 (business terms BT-…, groups BG-…)
 * where the standard has one. Amounts, quantities and rates are decimal strings exactly as the upstream has
 * them ("12.50", never 12.5 as a float); dates are calendar days `YYYY-MM-DD`; instants are RFC 3339.
 * Records point at each other by the upstream's own ids (`…ExternalId`).
 *
 * Every kind of record a stream can deliver, with the schema that the host checks it against.
 */
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
