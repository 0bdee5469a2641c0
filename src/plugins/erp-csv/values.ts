import Big from 'big.js';
import { DateTime } from 'luxon';
import type { Leaf } from './canonical-fields.ts';
import type { Formats } from './mapping-schema.ts';

export type Value = string | boolean | number;

const yes = new Set(['1', 'true', 'yes', 'y', 'ja', 'j', 'wahr', 'x']);
const no = new Set(['0', 'false', 'no', 'n', 'nein', 'falsch']);

/** Reads a cell as what the field holds; throws with what came and what is expected. */
export function readValue(leaf: Leaf, text: string, formats: Formats, dateFormat?: readonly string[]): Value {
  switch (leaf.type) {
    case 'decimal':
      return readDecimal(text, formats);
    case 'day':
      return readDate(text, dateFormat ?? formats.date ?? ['yyyy-MM-dd'], 'utc').toISODate() ?? '';
    case 'instant': {
      const zone = formats.zone ?? 'utc';
      const at = readDate(text, dateFormat ?? formats.dateTime ?? ['ISO'], zone);
      return at.toISO({ suppressMilliseconds: true }) ?? '';
    }
    case 'boolean': {
      const word = text.toLowerCase();
      if (yes.has(word)) return true;
      if (no.has(word)) return false;
      throw new Error(`"${text}" is neither yes nor no; use a value map with "true" and "false"`);
    }
    case 'integer':
      if (!/^-?\d{1,9}$/.test(text)) throw new Error(`"${text}" is not a whole number`);
      return Number(text);
    case 'choice':
      if (!leaf.values.includes(text)) {
        throw new Error(`"${text}" is not one of ${leaf.values.join(', ')}; use a value map`);
      }
      return text;
    case 'text':
      return text;
  }
}

/** A decimal in the file's notation, digits kept as they are: "1.234,50" becomes "1234.50". */
export function readDecimal(text: string, formats: Formats): string {
  const point = formats.decimalPoint ?? '.';
  const thousands = formats.thousands ?? '';
  // Some systems print the minus behind the number, and blanks (also narrow ones) as thousands separators.
  const trimmed = text.replaceAll(/[\s\u00a0\u202f]/g, ' ').trim();
  const [, front = '', body = '', back = ''] = /^([-+]?)(.*?)(-?)$/.exec(trimmed) ?? [];
  const [whole = '', fraction, ...more] = body.split(point);
  const digits = thousands === '' ? whole : ungroup(whole, thousands);
  const isDecimal =
    digits !== null && /^\d*$/.test(digits) && /^\d*$/.test(fraction ?? '') && more.length === 0;
  if (!isDecimal || (digits === '' && !fraction)) {
    const grouping = thousands === '' ? 'no thousands separator' : `"${thousands}" between thousands`;
    throw new Error(`"${text}" is not a number with "${point}" before the decimals and ${grouping}`);
  }
  const sign = front === '-' || back === '-' ? '-' : '';
  return `${sign}${digits === '' ? '0' : digits}${fraction ? `.${fraction}` : ''}`;
}

function ungroup(whole: string, separator: string): string | null {
  const groups = whole.split(separator);
  const [first = '', ...rest] = groups;
  if (rest.length === 0) return first;
  const isGrouped = first.length >= 1 && first.length <= 3 && rest.every((group) => group.length === 3);
  return isGrouped ? groups.join('') : null;
}

function readDate(text: string, formats: readonly string[], zone: string): DateTime {
  for (const one of formats) {
    const at = one === 'ISO' ? DateTime.fromISO(text, { zone }) : DateTime.fromFormat(text, one, { zone });
    if (at.isValid) return at;
  }
  throw new Error(`"${text}" is not a date in the format ${formats.join(' or ')}`);
}

/** At most ten decimals fit a canonical decimal; only a division makes more. */
export function decimalText(value: Big): string {
  return value.round(10, Big.roundHalfUp).toFixed();
}
