import { z } from 'zod';
import {
  addressSchema,
  currency,
  day,
  decimal,
  emailSchema,
  externalId,
  instant,
  longText,
  phoneSchema,
  text,
} from './record-fields.ts';

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
