import { z } from 'zod';

// How people and teams can be reached, in the one form that is compared and stored.

export const nameField = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'must not be empty').max(200));

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('must be an e-mail address such as "anna@example.com"').max(254))
  .nullish();

/** People write `2-3`, `2 3` and `23`; the PBX dials `23`. */
export const extensionField = z
  .string()
  .transform((text) => text.replace(/[\s./-]/g, ''))
  .pipe(z.string().regex(/^[0-9*#]{1,15}$/, 'must be a telephone extension such as "23": digits, * and #'))
  .nullish();

export const versionField = z.number().int().nullish();

/** Values of these are personal: events name them without. */
const personalFields: ReadonlySet<string> = new Set(['name', 'email', 'extension']);

export function personalAmong(changed: readonly string[]): string[] {
  return changed.filter((field) => personalFields.has(field));
}
