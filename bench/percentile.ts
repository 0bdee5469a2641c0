/** The smallest value that so large a share of all does not exceed. */
export function percentile(values: readonly number[], share: number, digits = 2): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN, digits);
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
