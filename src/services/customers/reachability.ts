import { z } from 'zod';
import { AddressKind, EmailKind, PhoneKind } from '../../entities/customers/enums.ts';
import type { PhoneNumber } from '../../entities/customers/reachability.ts';
import { writtenNumber } from '../telephony/numbers.ts';

const line = z.string().trim().max(500).nullish();

export const addressInput = z.strictObject({
  kind: z
    .enum(AddressKind)
    .nullish()
    .transform((kind) => kind ?? AddressKind.OFFICE),
  name: line,
  street: line,
  street2: line,
  postalCode: z.string().trim().max(20).nullish(),
  city: line,
  region: line,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code such as "DE"')
    .nullish(),
});

export const emailInput = z.strictObject({
  kind: z
    .enum(EmailKind)
    .nullish()
    .transform((kind) => kind ?? EmailKind.OFFICE),
  address: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email('must be an e-mail address such as "info@example.com"').max(254)),
});

export const phoneInput = z.strictObject({
  kind: z
    .enum(PhoneKind)
    .nullish()
    .transform((kind) => kind ?? PhoneKind.OFFICE),
  raw: z.string().trim().min(3, 'must be a telephone number').max(60),
});

/** The number as given and, where it is a valid and complete one, as E.164. `country` reads numbers without a country code. */
export function phoneNumber(kind: PhoneKind, raw: string, country: string | null | undefined): PhoneNumber {
  return { kind, raw, e164: writtenNumber(raw, country) };
}
