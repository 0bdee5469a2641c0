import { type Stretch, stretchesOf } from './fold.ts';

/** A piece of a text, as it stands there: never markup. */
export interface Segment {
  readonly text: string;
  readonly isMatch: boolean;
}

const LONGEST_SNIPPET = 30;
const LEAD = 6;

/** The whole text with what was found marked; null where nothing of it was found. */
export function highlight(text: string, found: ReadonlySet<string>): Segment[] | null {
  const stretches = stretchesOf(text);
  return stretches.some((stretch) => isFound(stretch, found)) ? segments(stretches, found) : null;
}

/** The thirty words of a text in which the most different ones were found, with `…` where something is left out. */
export function snippet(text: string, found: ReadonlySet<string>): Segment[] | null {
  const stretches = stretchesOf(text);
  const words = stretches.flatMap((stretch, place) =>
    stretch.word === null ? [] : [{ place, word: isFound(stretch, found) ? stretch.word : null }],
  );
  let best: { readonly start: number; readonly count: number } | null = null;
  for (const [start, { word }] of words.entries()) {
    if (word === null) continue;
    const within = words.slice(start, start + LONGEST_SNIPPET - LEAD).map((each) => each.word);
    const count = new Set(within.filter((each) => each !== null)).size;
    if (!best || count > best.count) best = { start, count };
  }
  if (!best) return null;
  const first = Math.max(0, best.start - LEAD);
  const next = first + LONGEST_SNIPPET;
  const from = first === 0 ? 0 : (words[first]?.place ?? 0);
  const to = next < words.length ? (words[next - 1]?.place ?? 0) + 1 : stretches.length;
  const shown: Segment[] = segments(stretches.slice(from, to), found);
  if (from > 0) shown.unshift({ text: '… ', isMatch: false });
  if (to < stretches.length) shown.push({ text: ' …', isMatch: false });
  return shown;
}

function isFound({ word }: Stretch, found: ReadonlySet<string>): boolean {
  return word !== null && found.has(word);
}

/** Neighbours of one kind become one segment. */
function segments(stretches: readonly Stretch[], found: ReadonlySet<string>): Segment[] {
  const all: { text: string; isMatch: boolean }[] = [];
  for (const stretch of stretches) {
    const isMatch = isFound(stretch, found);
    const last = all.at(-1);
    if (last && last.isMatch === isMatch && !isMatch) last.text += stretch.text;
    else all.push({ text: stretch.text, isMatch });
  }
  return all;
}
