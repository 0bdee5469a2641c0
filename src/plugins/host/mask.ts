const MASK = '***';

/** Replaces secret values, as they are and as they travel in URLs, headers and JSON. */
export type Mask = <Value>(value: Value) => Value;

export function maskOf(secrets: Iterable<unknown>): Mask {
  const needles = [...new Set([...secrets].flatMap(appearances))].toSorted((a, b) => b.length - a.length);
  const text = (value: string): string =>
    needles.reduce((masked, needle) => masked.replaceAll(needle, MASK), value);
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(deep);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), deep(inner)]));
  };
  return <Value>(value: Value) => (needles.length === 0 ? value : (deep(value) as Value));
}

function appearances(secret: unknown): string[] {
  if (secret === null || secret === undefined) return [];
  const value = typeof secret === 'string' ? secret : JSON.stringify(secret);
  if (value === '') return [];
  const bytes = Buffer.from(value);
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
}
