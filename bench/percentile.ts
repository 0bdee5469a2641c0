export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN, 2);
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
