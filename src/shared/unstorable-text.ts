import { DomainError } from './errors.ts';

/** The path to the first text that PostgreSQL cannot keep (U+0000, half a surrogate pair); null when all are fine. */
export function unstorableText(value: unknown, path: readonly string[] = []): readonly string[] | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null;
  if (typeof value !== 'object' || value === null || value instanceof Date) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = unstorableText(member, [...path, name]);
    if (found) return found;
  }
  return null;
}

/** What PostgreSQL says of such a text (22021 in text, 22P05 in jsonb) is the caller's fault, not ours. */
export function refuseUnstorable(error: unknown): never {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === '22021' || code === '22P05') {
    throw new DomainError(
      'INVALID',
      'A text contains the character U+0000, which cannot be stored or found.',
    );
  }
  throw error;
}
