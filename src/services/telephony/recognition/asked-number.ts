import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** The number that somebody is looked for by. */
export interface AskedNumber {
  /** E.164; as it came where that cannot be told. What is learned about it stands under this. */
  readonly key: string;
  readonly e164: string | null;
  /** Without `+`, `00` and trunk prefix. */
  readonly digits: string;
  /** What the numbers around it begin with: those of the same switchboard, if there is one. */
  readonly block: string | null;
  /** False for mobile telephones: their neighbours have nothing to do with them. */
  readonly hasSwitchboard: boolean;
  /** Numbers there are equally long, so a few more digits are no direct dial-in (North America). */
  readonly fixedLength: boolean;
}

/** The longest direct dial-in that is looked for. */
export const LONGEST_DIAL_IN = 4;

/** A shorter main number is no company's: what else begins with it would be half a town. */
const SHORTEST_MAIN_NUMBER = 6;

const WITHOUT_SWITCHBOARD: ReadonlySet<string> = new Set([
  'MOBILE',
  'PAGER',
  'PERSONAL_NUMBER',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOICEMAIL',
]);

/** Null where there is nothing to look for. */
export function askedNumber(number: {
  readonly e164: string | null;
  readonly raw: string | null;
}): AskedNumber | null {
  const { e164, raw } = number;
  if (e164 === null) {
    const digits = (raw ?? '').replace(/\D/g, '').replace(/^0+/, '');
    return raw && digits
      ? { key: raw, e164, digits, block: null, hasSwitchboard: false, fixedLength: false }
      : null;
  }
  const parsed = parsePhoneNumberFromString(e164);
  const shortest = 1 + (parsed?.countryCallingCode.length ?? 2) + SHORTEST_MAIN_NUMBER;
  return {
    key: e164,
    e164,
    digits: e164.slice(1),
    block: e164.length > shortest ? e164.slice(0, Math.max(e164.length - LONGEST_DIAL_IN, shortest)) : null,
    hasSwitchboard: !WITHOUT_SWITCHBOARD.has(parsed?.getType() ?? ''),
    fixedLength: parsed?.countryCallingCode === '1',
  };
}
