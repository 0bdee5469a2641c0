import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import type { NumberFormat } from '../../entities/telephony/number-format.ts';
import { isAnonymous } from './anonymous.ts';

export interface ParsedNumber {
  /** As it came, trimmed; null where nothing came. */
  readonly raw: string | null;
  /** `+493012345678`; null where there is none, or where nobody can tell which one it is. */
  readonly e164: string | null;
  /** What was written behind the number (`;ext=12`, `x12`), or all of it where it is a short internal number. */
  readonly extension: string | null;
  /** The caller withholds the number. */
  readonly anonymous: boolean;
}

export interface NumberReading {
  readonly format: NumberFormat;
  /** ISO 3166-1 alpha-2: where a number without country code was dialled. */
  readonly country?: string | null;
}

/** Longer than any extension, shorter than any number with an area code. */
const LONGEST_EXTENSION = 5;

/** The plus and fifteen digits; libphonenumber is more generous for Germany. */
const LONGEST_E164 = 16;

/** Longer than any way to write a number; what strangers send beyond that is not looked at. */
const LONGEST_ADDRESS = 200;

/**
 * Reads a number as a telephone system sent it. A wrong number that looks valid is worse than none (DESIGN §10:
 * `4915791234567` read as national in Germany is valid, and nobody's), so what can be read in two ways stays raw;
 * recognition still finds it by its last digits.
 */
export function parseNumber(
  input: string | null | undefined,
  { format, country }: NumberReading,
): ParsedNumber {
  const raw = input?.trim().slice(0, LONGEST_ADDRESS) ?? '';
  const address = bareAddress(raw);
  if (isAnonymous(address)) return { raw: raw || null, e164: null, extension: null, anonymous: true };
  const { number, extension } = splitExtension(address);
  // Separators of all kinds; what is left is the number or a name.
  // `+49 (0)30`: the trunk prefix in brackets is for those who dial within the country.
  const digits = number
    .replace(/^(\s*(?:\+|00)[\d\s]{1,6})\(0\)/, '$1')
    .replace(/[\s().\-/\u2010-\u2015\u00a0]/g, '');
  const nothing = { raw, e164: null, extension, anonymous: false };
  if (!/^\+?\d{1,20}$/.test(digits)) return nothing;
  if (/^[^+0]/.test(digits) && digits.length <= LONGEST_EXTENSION) return { ...nothing, extension: digits };
  const e164 = readDigits(digits, format, country && isSupportedCountry(country) ? country : undefined);
  return { ...nothing, e164 };
}

function readDigits(digits: string, format: NumberFormat, country: CountryCode | undefined): string | null {
  // What carries its country itself is believed if it could exist: the network delivered it.
  if (digits.startsWith('+')) return possible(digits);
  // A country that dials abroad otherwise (`011…` in America) has it in libphonenumber's metadata.
  if (digits.startsWith('00')) return possible(`+${digits.slice(2)}`);
  const national = country ? parsePhoneNumberFromString(digits, country) : undefined;
  // No country code begins with 0: whatever the format, this is national (or there is no country to tell).
  if (digits.startsWith('0')) return valid(national);
  if (format === 'E164') return null;
  const international = `+${digits}`;
  if (format === 'E164_NO_PLUS') return possible(international);
  return unambiguous(parsePhoneNumberFromString(international), national, { digits, format, country });
}

function unambiguous(
  international: PhoneNumber | undefined,
  national: PhoneNumber | undefined,
  { digits, format, country }: { digits: string; format: NumberFormat; country: CountryCode | undefined },
): string | null {
  const abroad = valid(international);
  const inland = valid(national);
  if (!abroad || abroad === inland) return inland;
  if (!inland) return format === 'NATIONAL' ? null : abroad;
  const isOwnCode = country !== undefined && digits.startsWith(getCountryCallingCode(country));
  if (format === 'NATIONAL') return isOwnCode ? null : inland;
  // Systems that leave the `+` away are many, those that leave the trunk prefix away are few; and where there is
  // a trunk prefix, a national number without it is not how anyone dials.
  return isOwnCode && hasTrunkPrefix(digits, country) ? abroad : null;
}

function valid(number: PhoneNumber | undefined): string | null {
  return number?.isValid() && number.number.length <= LONGEST_E164 ? number.number : null;
}

function possible(international: string): string | null {
  const number = parsePhoneNumberFromString(international);
  return number?.isPossible() && number.number.length <= LONGEST_E164 ? number.number : null;
}

/**
 * E.164 of a number as people write it down. They leave the area away where everybody knows it, so in a country with a
 * trunk prefix digits without any prefix are no number yet: `9308361` is one in each town.
 */
export function writtenNumber(raw: string, country: string | null | undefined): string | null {
  // `Tel. 030 1234 (reception)`: words before and behind.
  const text = raw.replace(/^[^\d+(]+/, '').replace(/\D+$/, '');
  const { e164 } = parseNumber(text, { format: 'AUTO', country: country ?? null });
  const digits = text.replace(/\D/g, '');
  const isPlaced = /^\D*(?:\+|0)/.test(text) || !country || !isSupportedCountry(country);
  if (e164 === null || isPlaced || e164 === `+${digits}`) return e164;
  return hasTrunkPrefix(digits, country) ? null : e164;
}

/** The direct dial-in of a number of ours: what stands behind the main number; null where it is another line. */
export function directDialIn(e164: string, mainNumber: string): string | null {
  if (!e164.startsWith(mainNumber)) return null;
  const rest = e164.slice(mainNumber.length);
  return rest.length > 0 && rest.length <= LONGEST_EXTENSION ? rest : null;
}

function hasTrunkPrefix(digits: string, country: CountryCode): boolean {
  return (
    valid(parsePhoneNumberFromString(`0${digits}`, country)) ===
    valid(parsePhoneNumberFromString(digits, country))
  );
}

/** What stands in an address of SIP (RFC 3261) or tel (RFC 3966): `"Eva" <sip:+4930123@host;user=phone>` → `+4930123`. */
function bareAddress(raw: string): string {
  const inBrackets = /<([^<>]*)>/.exec(raw)?.[1] ?? raw;
  const withoutScheme = inBrackets.trim().replace(/^(sips?|tel):/i, '');
  return withoutScheme.includes('@') ? withoutScheme.slice(0, withoutScheme.indexOf('@')) : withoutScheme;
}

const EXTENSION = /(?:;\s*ext=|,?\s*(?:ext(?:ension)?|durchwahl|dw|x)[.:]?)\s*(\d{1,7})\s*$/i;

function splitExtension(address: string): { number: string; extension: string | null } {
  const match = EXTENSION.exec(address);
  const number = match && /\d/.test(address.slice(0, match.index)) ? address.slice(0, match.index) : null;
  // Other parameters of the address (`;phone-context=…`) say nothing about who it is.
  return {
    number: (number ?? address).replace(/;.*$/, ''),
    extension: number === null ? null : (match?.[1] ?? null),
  };
}
