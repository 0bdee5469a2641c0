import { z } from 'zod';

/** A BCP 47 tag in its canonical spelling (`de-at` → `de-AT`); null where it is none. */
export function canonicalLanguage(tag: string): string | null {
  // ECMA-402 also takes "german", which is well-formed and no language: ISO 639 codes have two or three letters.
  if (!/^[a-z]{2,3}(-|$)/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError || (error as Error).name === 'RangeError') return null;
    throw error;
  }
}

/** A language in an input, kept in its canonical spelling. */
export const languageField = z
  .string()
  .max(35)
  .transform((tag, issue) => {
    const language = canonicalLanguage(tag.trim());
    if (language) return language;
    issue.addIssue({ code: 'custom', message: 'must be a language tag (BCP 47) such as "de" or "pt-BR"' });
    return z.NEVER;
  });
