import { type AskedNumber, LONGEST_DIAL_IN } from './asked-number.ts';
import type { NumberMatch } from './find-matches.ts';
import { sameFromStart } from './suffix.ts';

/**
 * How much the numbers of one customer say that another one is a direct dial-in of the same switchboard, 0 to 1.
 * A main number says it outright; two dial-ins of it that begin alike nearly; a single neighbour hardly.
 */
export function switchboardScore(asked: AskedNumber, numbers: readonly NumberMatch[]): number {
  const { e164, block, hasSwitchboard, fixedLength } = asked;
  if (e164 === null || block === null || !hasSwitchboard) return 0;
  const near = numbers.filter(
    (match): match is NumberMatch & { e164: string } =>
      match.e164 !== null && match.e164 !== e164 && match.customerKind === 'ORGANIZATION',
  );
  const beyond = (stem: string): number =>
    e164.startsWith(stem) && stem.length >= block.length ? e164.length - stem.length : Infinity;

  if (near.some((match) => beyond(mainNumber(match) ?? e164 + e164) <= LONGEST_DIAL_IN)) return 0.8;
  if (!fixedLength && near.some((match) => beyond(withoutDialIn(match) ?? e164 + e164) <= 3)) return 0.7;
  const neighbours = near.filter((match) => apart(match.e164, e164) <= 3);
  if (new Set(neighbours.map((match) => match.e164)).size >= 2) return 0.7;
  if (fixedLength) return 0;
  const closest = Math.min(...neighbours.map((match) => apart(match.e164, e164)));
  if (closest <= 2) return 0.4;
  return closest === 3 ? 0.3 : 0;
}

/** How many digits at the end are not the same. */
function apart(a: string, b: string): number {
  return Math.max(a.length, b.length) - sameFromStart(a, b);
}

/** What stands before the direct dial-ins, of a number that says that it is the main one: `030 1234-0`. */
function mainNumber({ kind, raw, e164 }: NumberMatch & { e164: string }): string | null {
  const isMain = kind === 'SWITCHBOARD' || /\d\s*[-–]\s*0{1,2}$/.test(raw.trim());
  return isMain ? e164.replace(/0{1,2}$/, '') : null;
}

/** The same of a number with a dial-in set apart, as DIN 5008 writes it: `030 1234-56`. */
function withoutDialIn({ raw, e164 }: NumberMatch & { e164: string }): string | null {
  const dialIn = /\d\s*[-–]\s*(\d{1,3})$/.exec(raw.trim())?.[1];
  return dialIn && e164.endsWith(dialIn) ? e164.slice(0, -dialIn.length) : null;
}
