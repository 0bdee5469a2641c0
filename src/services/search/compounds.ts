// German writes what belongs together in one word: Hydraulikpumpendichtung. There is no dictionary to take it apart
// with, so the words that occur in the texts are the dictionary.

const SHORTEST_PART = 4;
const SHORTEST_COMPOUND = 7;

/** What may stand between two parts, or end the word: Pumpe-n-dichtung, Lieferung-s-schein. */
const LINKS = new Set(['', 'e', 'n', 's', 'en', 'er', 'es', 'ns', 'ens']);

/** Whether letters could be a word of their own: at least three, one of them a vowel. */
function couldBeWord(letters: string): boolean {
  return letters.length >= 3 && /[aeiouy]/.test(letters);
}

/**
 * Whether `word` could be a compound with a part that has this stem: what is left on either side is nothing, a link, or
 * could be a word. `leck` is no part of Fleck; it is one of Leckage and of Ölleck.
 */
export function hasPart(word: string, stem: string): boolean {
  if (stem.length < 3 || word.length <= stem.length) return false;
  for (let at = word.indexOf(stem); at !== -1; at = word.indexOf(stem, at + 1)) {
    const before = word.slice(0, at);
    const after = word.slice(at + stem.length);
    // Three letters stand inside of everything: Öl is looked for at the ends only.
    if (stem.length === 3 && before && after) continue;
    const fits = (!before || couldBeWord(before)) && (!after || LINKS.has(after) || couldBeWord(after));
    if (fits && (before || couldBeWord(after))) return true;
  }
  return false;
}

/** What could be parts of a compound, as they stand in it: to be looked up among the stems of the words there are. */
export function possibleParts(word: string): string[] {
  if (word.length < SHORTEST_COMPOUND || !/^[a-z]+$/.test(word)) return [];
  const parts = new Set<string>();
  for (let from = 0; from <= word.length - SHORTEST_PART; from += 1) {
    if (from > 0 && from < 3) continue;
    for (let to = from + SHORTEST_PART; to <= word.length; to += 1) {
      if (to - from < word.length && couldBeWord(word.slice(from, to))) parts.add(word.slice(from, to));
    }
  }
  return [...parts];
}

/**
 * Takes a compound apart into those of the known parts that cover the most of it, in as few pieces as possible; so
 * `raul` is no part of Hydraulik where `hydraulik` is known.
 */
export function splitCompound(word: string, known: ReadonlySet<string>): string[] {
  interface Split {
    readonly covered: number;
    readonly parts: readonly string[];
  }
  const better = (a: Split, b: Split): boolean =>
    a.covered > b.covered || (a.covered === b.covered && a.parts.length < b.parts.length);
  let split: Split = { covered: 0, parts: [] };
  const best = [split];
  for (let to = 1; to <= word.length; to += 1) {
    // The last letter may be one that no part covers, such as a link: then the best is that of what is before it.
    for (let from = 0; from <= to - SHORTEST_PART; from += 1) {
      const part = word.slice(from, to);
      const before = best[from];
      if (!before || !known.has(part) || !hasPart(word, part)) continue;
      const longer = { covered: before.covered + part.length, parts: [...before.parts, part] };
      if (better(longer, split)) split = longer;
    }
    best.push(split);
  }
  return [...split.parts];
}
