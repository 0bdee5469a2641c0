import { hasPart, splitCompound } from './compounds.ts';
import type { Phrase, Term } from './query-terms.ts';
import { forgivenErrors, typingErrors } from './typing-errors.ts';

/** How a word of a text stands for a word of a query. */
export type MatchKind =
  'EXACT' | 'INFLECTED' | 'SYNONYM' | 'BEGINNING' | 'COMPOUND' | 'PART' | 'TYPING_ERROR';

/** A word that occurs in the texts, and why it was looked up for a term. */
export interface Candidate {
  readonly how: 'STEM' | 'CONTAINS' | 'PART' | 'NEAR' | 'BEGINS';
  /** Place of the term in the query, and its German stem. */
  readonly term: number;
  readonly termStem: string;
  readonly word: string;
  /** German stem of the word. */
  readonly stem: string;
}

/** An expression that the synonyms name for a phrase of the query; for each of its words those that stand for it. */
export interface Alternative {
  readonly phrase: Phrase;
  /** Whether the words are compounds with the expression in them. */
  readonly isCompound: boolean;
  readonly words: readonly (readonly string[])[];
}

/** Something that stands for a term in a text: each of its parts must occur, in one of its words. */
export interface Form {
  readonly kind: MatchKind;
  /** From 0 to 1, which is the word itself. */
  readonly quality: number;
  /** The same where one of the texts that were found has the word itself; `quality` if omitted. */
  readonly qualityBesideWord?: number;
  readonly parts: readonly (readonly string[])[];
}

const qualities: Readonly<Record<MatchKind, number>> = {
  EXACT: 1,
  INFLECTED: 0.95,
  SYNONYM: 0.8,
  BEGINNING: 0.75,
  COMPOUND: 0.7,
  TYPING_ERROR: 0.65,
  PART: 0.45,
};
/** The last part says what a compound is: a Pumpendichtung is a Dichtung. */
const LAST_PART = 0.6;
/** Where a word is found as it was written, those like it are more likely other words: Dichtung, Richtung. */
const ERROR_BESIDE_WORD = 0.3;
const SECOND_ERROR = 0.75;

/** Everything that stands for each term, best first, from what occurs in the texts. */
export function formsOf(
  terms: readonly Term[],
  candidates: readonly Candidate[],
  alternatives: readonly Alternative[],
): Form[][] {
  const byTerm = Map.groupBy(candidates, ({ term }) => term);
  return terms.map((term, place) => {
    const synonyms = alternatives
      .filter(({ phrase }) => phrase.from <= place && place < phrase.to)
      .map(({ isCompound, words }) => ({
        kind: 'SYNONYM' as const,
        quality: qualities.SYNONYM * (isCompound ? qualities.COMPOUND : 1),
        parts: words,
      }));
    return bestOfEach([...wordForms(term, byTerm.get(place) ?? []), ...synonyms]);
  });
}

function wordForms({ word }: Term, candidates: readonly Candidate[]): Form[] {
  const parts = partsOf(word, candidates);
  const forms = [form('EXACT', word)];
  for (const candidate of candidates) {
    if (candidate.word !== word) forms.push(...formOf(word, candidate, parts));
  }
  return forms;
}

/** The parts of a compound, and the parts of these: Hydraulikpumpe and Dichtung, and Pumpe. The last one stands last. */
function partsOf(word: string, candidates: readonly Candidate[]): string[] {
  const known = new Set(
    candidates
      .filter(({ how, stem, termStem }) => how === 'PART' && stem !== termStem)
      .map(({ stem }) => stem),
  );
  const parts = splitCompound(word, known);
  const smaller = parts.flatMap((part) => splitCompound(part, known));
  return [...smaller, ...parts];
}

function formOf(word: string, candidate: Candidate, parts: readonly string[]): Form[] {
  switch (candidate.how) {
    case 'STEM':
      return [form('INFLECTED', candidate.word)];
    case 'BEGINS':
      return [form('BEGINNING', candidate.word)];
    case 'CONTAINS':
      return hasPart(candidate.word, candidate.termStem) ? [form('COMPOUND', candidate.word)] : [];
    case 'PART':
      if (!parts.includes(candidate.stem)) return [];
      return [form('PART', candidate.word, parts.at(-1) === candidate.stem ? LAST_PART : qualities.PART)];
    case 'NEAR':
      return mistyped(word, candidate.word);
  }
}

function mistyped(word: string, candidate: string): Form[] {
  // E17 and E18 are two errors, not one and a typing error.
  if (/[0-9]/.test(word + candidate)) return [];
  const errors = typingErrors(word, candidate, forgivenErrors(word));
  if (errors > forgivenErrors(word)) return [];
  // Nobody mistypes the first letter as readily as others, and words that rhyme are many.
  const isLikely = errors === 1 && word.charAt(0) === candidate.charAt(0);
  const quality = qualities.TYPING_ERROR * (errors > 1 ? SECOND_ERROR : 1);
  return [
    { ...form('TYPING_ERROR', candidate, quality), qualityBesideWord: isLikely ? ERROR_BESIDE_WORD : 0 },
  ];
}

function form(kind: MatchKind, word: string, quality = qualities[kind]): Form {
  return { kind, quality, parts: [[word]] };
}

function bestOfEach(forms: readonly Form[]): Form[] {
  const best = new Map<string, Form>();
  for (const each of forms) {
    const key = JSON.stringify(each.parts);
    if ((best.get(key)?.quality ?? 0) < each.quality) best.set(key, each);
  }
  return [...best.values()].toSorted((a, b) => b.quality - a.quality);
}
