import type { AskedNumber } from './asked-number.ts';
import type { NumberMatch } from './find-matches.ts';

/**
 * How much the same end says, 0 to 1. Much, where the shorter of the two is all of the number's end: it was written
 * down without its country or its area. Little, where both say where they belong, and it is not the same place.
 */
export function suffixScore(asked: AskedNumber, match: NumberMatch): number {
  const stored = match.reversed;
  const wanted = [...asked.digits].toReversed().join('');
  const same = sameFromStart(stored, wanted);
  if (asked.e164 !== null && match.e164 !== null) return differentPlaces(stored, wanted, same);
  if (same === Math.min(stored.length, wanted.length)) return contained(same);
  return same >= 8 ? 0.3 : same === 7 ? 0.2 : 0;
}

function contained(digits: number): number {
  if (digits >= 9) return 0.8;
  if (digits === 8) return 0.7;
  return digits === 7 ? 0.6 : 0.4;
}

/** One wrong digit, or two that changed places, is more likely a slip of the pen than another number that ends alike. */
function differentPlaces(stored: string, wanted: string, same: number): number {
  if (wanted.length >= SHORTEST_TO_SLIP && isSlip(stored, wanted, same)) return 0.35;
  return same >= 8 ? 0.2 : 0;
}

/** Among shorter numbers too many others are as near. */
const SHORTEST_TO_SLIP = 10;

function isSlip(stored: string, wanted: string, same: number): boolean {
  if (stored.length !== wanted.length) return false;
  const swapped = stored[same] === wanted[same + 1] && stored[same + 1] === wanted[same];
  return stored.slice(same + (swapped ? 2 : 1)) === wanted.slice(same + (swapped ? 2 : 1));
}

export function sameFromStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
