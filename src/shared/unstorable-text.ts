import { DomainError } from './errors.ts';

/** The path to the first text that PostgreSQL cannot keep (U+0000, half a surrogate pair); null when all are fine. */
export function unstorableText(root: unknown): readonly string[] | null {
  // Not recursive: what comes in may be nested deeper than the stack.
  const left: { value: unknown; path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) return path;
    if (typeof value !== 'object' || value === null || value instanceof Date) continue;
    for (const [name, member] of Object.entries(value)) left.push({ value: member, path: [...path, name] });
  }
  return null;
}

/** The same value with what PostgreSQL cannot keep replaced. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storable(key) as string, storable(inner)]),
  );
}

// datetime_field_overflow, invalid_datetime_format, invalid_time_zone_displacement_value, numeric_value_out_of_range.
const OUT_OF_RANGE: ReadonlySet<unknown> = new Set(['22008', '22007', '22009', '22003']);

/**
 * Values that PostgreSQL refuses are the caller's fault, not ours: text that it cannot keep (22021 in text, 22P05 in
 * jsonb), dates and numbers beyond what there is.
 */
export function refuseUnstorable(error: unknown): never {
  const code = (error as { code?: unknown } | null)?.code;
  if (OUT_OF_RANGE.has(code)) throw new DomainError('INVALID', 'A date or number is out of range.');
  if (code === '22021' || code === '22P05') {
    throw new DomainError(
      'INVALID',
      'A text contains the character U+0000, which cannot be stored or found.',
    );
  }
  throw error;
}
