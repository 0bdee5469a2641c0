import { foldedWords } from './fold.ts';
import { isStopWord } from './stop-words.ts';

/** A word of a query that is looked for. */
export interface Term {
  readonly word: string;
  /** How much it counts beside the other terms: 1, more for what stands in a subject. */
  readonly weight: number;
  /** Whether it is still being typed: then it also stands for what it begins. */
  readonly incomplete: boolean;
}

/** Two neighbours or more of a query, as expressions among the synonyms could be written. */
export interface Phrase {
  /** Places of its first term and behind its last one. */
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
}

export const LONGEST_PHRASE = 4;
const SUBJECT_WEIGHT = 1.5;

/** The terms of a short query, in order; at most `limit`. */
export function termsOfQuery(query: string, limit: number): Term[] {
  return distinct(informative(query))
    .slice(0, limit)
    .map((word) => ({ word, weight: 1, incomplete: false }));
}

/** The terms of a text that is being written; what stands at its very end may be half a word. */
export function termsOfDraft(text: string, limit: number): Term[] {
  const all = foldedWords(text);
  const last = /[\p{L}\p{N}]$/u.test(text) ? all.at(-1) : undefined;
  // What was written last is what the writer is at.
  const words = distinct(all.toReversed().filter((word) => isInformative(word) || word === last));
  return mostTelling(words, limit).map((word) => ({ word, weight: 1, incomplete: word === last }));
}

/** The terms of a problem as it was reported: all of the subject, then the longest words of the description. */
export function termsOfReport(subject: string, description: string, limit: number): Term[] {
  const subjectWords = distinct(informative(subject)).slice(0, limit);
  const others = distinct(informative(description)).filter((word) => !subjectWords.includes(word));
  return [
    ...subjectWords.map((word) => ({ word, weight: SUBJECT_WEIGHT, incomplete: false })),
    ...mostTelling(others, limit - subjectWords.length).map((word) => ({
      word,
      weight: 1,
      incomplete: false,
    })),
  ];
}

/** Every expression of one to four neighbouring terms. */
export function phrasesOf(terms: readonly Term[]): Phrase[] {
  return terms.flatMap((_, from) =>
    Array.from({ length: Math.min(LONGEST_PHRASE, terms.length - from) }, (__, more) => ({
      from,
      to: from + more + 1,
      words: terms.slice(from, from + more + 1).map(({ word }) => word),
    })),
  );
}

function informative(text: string): string[] {
  return foldedWords(text).filter(isInformative);
}

// A single letter or digit is noise; numbers are kept: they are often those of a part or an error.
function isInformative(word: string): boolean {
  return word.length > 1 && !isStopWord(word);
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** The longest, in the order in which they came: long German words are the rare ones. */
function mostTelling(words: readonly string[], limit: number): string[] {
  if (words.length <= limit) return [...words];
  const kept = new Set(words.toSorted((a, b) => telling(b) - telling(a)).slice(0, limit));
  return words.filter((word) => kept.has(word));
}

const LONG = 14;

/** Numbers of errors, machines and parts (`2043`, `e17`) say more than any word; quantities are mostly shorter. */
function telling(word: string): number {
  return word.length >= 3 && /\d/.test(word) ? LONG : Math.min(word.length, LONG);
}
