/** Where a committed file and what should stand in it part, for a reader; null when they are the same. */
export function firstDifference(committed: string, generated: string): string | null {
  if (committed === generated) return null;
  const [before, after] = [committed.split('\n'), generated.split('\n')];
  const line = before.findIndex((text, index) => text !== after[index]);
  const at = line === -1 ? before.length : line;
  return `line ${at + 1}\n  committed: ${before[at] ?? '(end of the file)'}\n  generated: ${after[at] ?? '(end of the file)'}`;
}
