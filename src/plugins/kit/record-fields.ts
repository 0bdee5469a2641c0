import { z } from 'zod';

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

export const text = z.string().trim().min(1).max(500);
export const longText = z.string().max(20_000);
export const externalId = z.string().min(1).max(200);

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
