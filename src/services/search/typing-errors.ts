const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** From this length on a word is long enough to be recognised with an error in it. */
const SHORTEST = 4;
const LONGEST_LISTED = 9;

/**
 * Every word that one typing error away: a letter too many, too few, another one, two exchanged. PostgreSQL looks
 * them up in an index; for short words trigrams see no likeness (`pmupe` and `pumpe` share two of ten). Long words
 * have too many of them, and trigrams do.
 */
export function wordsOneErrorAway(word: string): string[] {
  if (word.length < SHORTEST || word.length > LONGEST_LISTED || !/^[a-z]+$/.test(word)) return [];
  const words = new Set<string>();
  for (let place = 0; place <= word.length; place += 1) {
    const before = word.slice(0, place);
    const after = word.slice(place);
    for (const letter of LETTERS) {
      words.add(before + letter + after);
      if (after) words.add(before + letter + after.slice(1));
    }
    if (after) words.add(before + after.slice(1));
    if (after.length > 1) words.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
  }
  words.delete(word);
  return [...words];
}

/** How many errors are taken for typing errors: one in short words, two in long ones. */
export function forgivenErrors(word: string): number {
  if (word.length < SHORTEST) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Typing errors between two words (Damerau's distance, without moving what was changed); stops counting past `limit`. */
export function typingErrors(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charAt(i - 1) === b.charAt(j - 1);
      let errors = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const exchanged = a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      if (i > 1 && j > 1 && exchanged) errors = Math.min(errors, (beforeLast[j - 2] ?? 0) + 1);
      row.push(errors);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
