import type { Random } from './random.ts';
import type { Telefon } from './types.ts';

/**
 * Telephone numbers come from the ranges that regulators reserve for films (Bundesnetzagentur, Arcep, Ofcom),
 * so that nobody who clicks on one in the demo calls a stranger.
 */
interface Town {
  readonly plz: string;
  readonly ort: string;
  readonly land: 'DE' | 'FR' | 'GB';
  readonly area: string;
}

const town = (land: Town['land'], area: string, plz: string, ort: string): Town => ({ plz, ort, land, area });

export const germanTowns: readonly Town[] = [
  town('DE', '040', '20457', 'Hamburg'),
  town('DE', '040', '21079', 'Hamburg'),
  town('DE', '040', '22525', 'Hamburg'),
  town('DE', '040', '22844', 'Norderstedt'),
  town('DE', '040', '21465', 'Reinbek'),
  town('DE', '030', '10969', 'Berlin'),
  town('DE', '030', '12277', 'Berlin'),
  town('DE', '030', '13509', 'Berlin'),
  town('DE', '069', '60314', 'Frankfurt am Main'),
  town('DE', '069', '65933', 'Frankfurt am Main'),
  town('DE', '069', '63067', 'Offenbach am Main'),
  town('DE', '0221', '50829', 'Köln'),
  town('DE', '0221', '51063', 'Köln'),
  town('DE', '0221', '50354', 'Hürth'),
  town('DE', '089', '80939', 'München'),
  town('DE', '089', '81379', 'München'),
  town('DE', '089', '85748', 'Garching bei München'),
  town('DE', '089', '82008', 'Unterhaching'),
];

export const foreignTowns: readonly Town[] = [
  town('FR', '01 99 00', '75012', 'Paris'),
  town('FR', '01 99 00', '93200', 'Saint-Denis'),
  town('GB', '020 7946', 'SE1 7TP', 'London'),
  town('GB', '020 7946', 'E14 9GE', 'London'),
];

const ranges: Readonly<Record<string, string>> = {
  '040': '66969',
  '030': '23125',
  '069': '90009',
  '0221': '4710',
  '089': '99998',
};

/** Hands out numbers without repeating any, in the many ways in which people type them. */
export class PhoneBook {
  private readonly used = new Map<string, number>();

  constructor(private readonly random: Random) {}

  landline(from: Town): string {
    const n = this.nextNumber(from.area);
    if (from.land === 'FR') return this.french(n % 10_000);
    if (from.land === 'GB') return this.british(n % 1000);
    const area = from.area.slice(1);
    const base = ranges[from.area] ?? '';
    const extension = String(n % 1000).padStart(3, '0');
    return this.random.pick([
      `+49 ${area} ${base}-${extension}`,
      `+49 (0)${area} ${base}-${extension}`,
      `0${area}/${base}${extension}`,
      `0${area} ${base.slice(0, 2)} ${base.slice(2)} ${extension}`,
      `(0${area}) ${base} - ${extension}`,
      `0049 ${area} ${base}${extension}`,
      `0${area}-${base}-${extension}`,
      `0${area}.${base}.${extension}`,
      `+49${area}${base}${extension}`,
    ]);
  }

  /** Null once the reserved mobile ranges (200 numbers) are used up. */
  mobile(): string | null {
    const n = this.nextNumber('mobile');
    if (n >= 200) return null;
    const tail = String(n % 100).padStart(2, '0');
    return n < 100
      ? this.random.pick([`0171 39200${tail}`, `+49 171 39200${tail}`, `0171/39 200 ${tail}`])
      : this.random.pick([`0176 040690${tail}`, `+49 (0)176 040690${tail}`, `0176-040690${tail}`]);
  }

  private french(n: number): string {
    const digits = String(n).padStart(4, '0');
    const tail = `${digits.slice(0, 2)} ${digits.slice(2)}`;
    return this.random.pick([`01 99 00 ${tail}`, `+33 1 99 00 ${tail}`, `0033 1 99 00 ${tail}`]);
  }

  private british(n: number): string {
    const tail = String(n).padStart(4, '0');
    return this.random.pick([`020 7946 ${tail}`, `+44 20 7946 ${tail}`, `+44 (0)20 7946 ${tail}`]);
  }

  private nextNumber(range: string): number {
    const n = this.used.get(range) ?? 0;
    this.used.set(range, n + 1);
    return n;
  }
}

export function phone(art: Telefon['art'], nummer: string): Telefon {
  return { art, nummer };
}

/** ISO 7064 MOD 11,10, as the Bundeszentralamt für Steuern checks German VAT identifiers. */
export function germanVatId(random: Random): string {
  const digits = [random.int(1, 9), ...Array.from({ length: 7 }, () => random.int(0, 9))];
  let product = 10;
  for (const digit of digits) {
    const sum = (digit + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return `DE${digits.join('')}${(11 - product) % 10}`;
}

/** A SIREN (Luhn) with the two key digits of the French VAT number. */
export function frenchVatId(random: Random): string {
  const body = String(random.int(30_000_000, 89_999_999));
  const sum = [...body].reduce((total, character, index) => {
    const doubled = Number(character) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  const siren = Number(`${body}${(10 - (sum % 10)) % 10}`);
  return `FR${String((12 + 3 * (siren % 97)) % 97).padStart(2, '0')}${siren}`;
}

/** Weighted modulus 97, HMRC. */
export function britishVatId(random: Random): string {
  const body = String(random.int(1_000_000, 9_999_999));
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (8 - index), 0);
  return `GB${body}${String(97 - (sum % 97)).padStart(2, '0')}`;
}

export function asciiSlug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
