import type { EmailAddress, PhoneNumber } from '../../entities/customers/reachability.ts';
import type { CanonicalRecord } from '../../plugins/kit/records.ts';
import { phoneNumber } from './reachability.ts';

type Phones = CanonicalRecord<'customer'>['phones'];
type Emails = CanonicalRecord<'customer'>['emails'];

/** E.164 beside each number that is valid; national numbers are read with their own country, else the record's. */
export function deliveredPhones(phones: Phones, country: string | null | undefined): PhoneNumber[] {
  return phones.map(({ kind, raw, defaultCountry }) => phoneNumber(kind, raw, defaultCountry ?? country));
}

export function deliveredEmails(emails: Emails): EmailAddress[] {
  return emails.map(({ kind, address }) => ({ kind, address: address.toLowerCase() }));
}

/** A column's name as the schema names the field: `customer_number` → `customerNumber`, `contact_id` → `contact`. */
export function fieldName(column: string): string {
  return column
    .replace(/_id$/, (ending) => (column === 'vat_id' ? ending : ''))
    .replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
