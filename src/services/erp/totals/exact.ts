import BigJs from 'big.js';

// A constructor of our own: the precision of division must not depend on who else uses big.js.
const Exact = BigJs();
Exact.DP = 40;
Exact.RM = BigJs.roundHalfUp;

/** An exact decimal. Amounts never pass through a float. */
export type Exact = BigJs;

export function exact(value: string | number | Exact): Exact {
  return new Exact(value);
}

export const ZERO = exact(0);

export function sumOf(values: Iterable<string | Exact>): Exact {
  let sum = ZERO;
  for (const value of values) sum = sum.plus(value);
  return sum;
}

const minorUnits = new Map<string, number>();

/** Decimals of a currency (ISO 4217's minor unit): 2 for EUR, 0 for JPY; 2 for codes that nobody knows. */
export function minorUnit(currency: string): number {
  let decimals = minorUnits.get(currency);
  if (decimals === undefined) {
    decimals =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2;
    minorUnits.set(currency, decimals);
  }
  return decimals;
}

/** Rounds to the currency's minor unit, halves away from zero (kaufmännisch): 0.005 → 0.01, -0.005 → -0.01. */
export function roundTo(currency: string, value: Exact): Exact {
  return value.round(minorUnit(currency), BigJs.roundHalfUp);
}

export function print(currency: string, value: Exact): string {
  const printed = roundTo(currency, value).toFixed(minorUnit(currency));
  return /^-[0.]+$/.test(printed) ? printed.slice(1) : printed;
}
