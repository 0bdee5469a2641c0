import { canonicalLanguage } from '../writes/language.ts';

/**
 * The text for a reader: in the language asked for, in its shorter forms (`de-AT`, then `de`: RFC 4647, 3.4), in the
 * article's main language. Null where there is none of these.
 */
export function pickText<Text extends { readonly language: string }>(
  texts: readonly Text[],
  mainLanguage: string,
  asked: string | null | undefined,
): Text | null {
  for (const language of [...shorterForms(asked), mainLanguage]) {
    const text = texts.find((each) => each.language === language);
    if (text) return text;
  }
  return null;
}

function shorterForms(asked: string | null | undefined): string[] {
  const forms: string[] = [];
  let language = asked == null ? null : canonicalLanguage(asked);
  while (language) {
    forms.push(language);
    // A single letter only introduces what follows it.
    language = language.replace(/(-[a-z0-9])?-[^-]+$|^[^-]+$/i, '');
  }
  return forms;
}
