// How a text becomes words, the same here (queries, highlights) and in PostgreSQL (what is stored): `search_fold` and
// `search_words` in Migration20261122000002_knowledge_search. Change both or none; test/knowledge/search-fold.test.ts
// compares them.

const IGNORED = /[\u0300-\u036F\u00AD\u200B-\u200D]/g;
const WORD =
  /[0-9a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u2C00-\u2FFF\u3040-\u{1EFFF}\u{20000}-\u{10FFFF}]+/gu;
const LONGEST_WORD = 60;

/**
 * One spelling for what people write differently: case, accents, `ä` as `ae` or `a`, `ß` as `ss`. `oe` and `ue` stay
 * at the end of a word and before its last `s` or `d` (English: shoes, issues, valued), `ue` also after a, e, q.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(IGNORED, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ae', 'a')
    .replace(/(o|(?<![aeq])u)e(?=[a-ce-rt-z0-9]|[sd][a-z0-9])/g, '$1');
}

/** The folded words of a text, in order. */
export function foldedWords(text: string): string[] {
  return (fold(text).match(WORD) ?? []).filter((word) => word.length <= LONGEST_WORD);
}

/** A stretch of a text: a word with its folded form, or what stands between words. */
export interface Stretch {
  readonly text: string;
  /** Null between words. */
  readonly word: string | null;
}

/** A text cut into words and what lies between them; joined, the stretches are the text. */
export function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  // Cut before folding, which changes lengths: marks and invisible signs belong to the word they stand in.
  for (const { 0: match, index } of text.matchAll(WRITTEN_WORD)) {
    if (index > end) stretches.push({ text: text.slice(end, index), word: null });
    stretches.push({ text: match, word: fold(match) });
    end = index + match.length;
  }
  if (end < text.length) stretches.push({ text: text.slice(end), word: null });
  return stretches;
}

// The same cut with capitals, and with the invisible signs that folding removes.
const WRITTEN_WORD =
  /[0-9A-Za-z\u00AD\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u200B-\u200D\u2C00-\u2FFF\u3040-\u{1EFFF}\u{20000}-\u{10FFFF}]+/gu;
