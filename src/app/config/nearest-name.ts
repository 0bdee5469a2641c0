/** The known name that is at most a few slips away; `KONTOR_PORT` is near `PORT`. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const distances = known
    .map((candidate) => ({ candidate, distance: editDistance(stem(name), stem(candidate)) }))
    .toSorted((one, other) => one.distance - other.distance);
  const [best] = distances;
  return best && best.distance <= Math.max(2, stem(name).length / 4) ? best.candidate : undefined;
}

function stem(name: string): string {
  return name.replace(/^KONTOR_/, '');
}

/** Levenshtein, row by row. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const substituted = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(substituted, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
