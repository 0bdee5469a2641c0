import type { MatchKind } from './forms.ts';
import type { TermForms } from './plan.ts';

/** Where a word occurs in a text: `A` its title or subject, `B` question or defect, `C` answer or description. */
export type Field = 'A' | 'B' | 'C';

/** The words of a text that stand for something in the query, each with the best field it occurs in. */
export type FoundWords = ReadonlyMap<string, Field>;

export interface Match {
  /** As folded from the query. */
  readonly searched: string;
  /** Folded words of the text. */
  readonly found: readonly string[];
  readonly kind: MatchKind;
  readonly field: Field;
}

export interface TextScore {
  /** From 0 to 1: how much of the query is in the text, rare words counting more. */
  readonly score: number;
  readonly matches: readonly Match[];
}

const fieldWeights: Readonly<Record<Field, number>> = { A: 1, B: 0.85, C: 0.65 };

/**
 * Scores texts against the terms of one query. A term counts by how rare it is: in `documents` of all texts as
 * PostgreSQL's statistics know, at least in as many as were found now; without `totalDocuments` by the latter alone. What occurs nowhere counts half as much as
 * the rarest that does: no text can have it.
 */
export function scoreTexts(
  terms: readonly TermForms[],
  texts: readonly FoundWords[],
  totalDocuments: number | null,
): TextScore[] {
  const isFound = terms.map((term) => texts.some((words) => hasWordItself(term, words)));
  const best = texts.map((words) =>
    terms.map((term, place) => bestMatch(term, words, isFound[place] ?? false)),
  );
  const total = Math.max(totalDocuments ?? 0, texts.length);
  const rarity = terms.map((term, place) => {
    const found = best.filter((matches) => matches[place]).length;
    const known = totalDocuments === null ? 0 : term.documents;
    return found === 0 ? null : Math.log(1 + total / Math.max(found, known));
  });
  const rarest = Math.max(0, ...rarity.filter((each) => each !== null));
  const weights = terms.map(({ weight }, place) => weight * (rarity[place] ?? rarest / 2));
  const sum = weights.reduce((all, each) => all + each, 0);
  return best.map((matches) => {
    const score = matches.reduce(
      (all, match, place) => all + (match?.quality ?? 0) * (weights[place] ?? 0),
      0,
    );
    return {
      score: sum > 0 ? score / sum : 0,
      matches: matches.filter((match) => match !== null),
    };
  });
}

interface QualifiedMatch extends Match {
  readonly quality: number;
}

function hasWordItself({ forms }: TermForms, words: FoundWords): boolean {
  return forms.some(
    ({ kind, parts }) =>
      (kind === 'EXACT' || kind === 'INFLECTED') && parts.every((part) => strongest(part, words) !== null),
  );
}

function bestMatch(term: TermForms, words: FoundWords, besideWord: boolean): QualifiedMatch | null {
  let best: QualifiedMatch | null = null;
  for (const { kind, quality: alone, qualityBesideWord, parts } of term.forms) {
    const quality = besideWord ? (qualityBesideWord ?? alone) : alone;
    if (quality === 0 || (best && best.quality >= quality)) continue;
    const found = parts.map((alternatives) => strongest(alternatives, words));
    const all = found.filter((each) => each !== null);
    if (all.length < parts.length) continue;
    const field =
      all
        .map((each) => each.field)
        .toSorted()
        .at(-1) ?? 'C';
    const of = quality * fieldWeights[field];
    if (!best || of > best.quality) {
      best = { searched: term.word, found: all.map(({ word }) => word), kind, field, quality: of };
    }
  }
  return best;
}

function strongest(
  alternatives: readonly string[],
  words: FoundWords,
): { word: string; field: Field } | null {
  let best: { word: string; field: Field } | null = null;
  for (const word of alternatives) {
    const field = words.get(word);
    if (field && (!best || field < best.field)) best = { word, field };
  }
  return best;
}
