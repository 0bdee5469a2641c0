/** Whether a version lies in a range as `requires` states it: `*`, `1.2.3`, `^1.2.3`, `~1.2.3`, `>=1.2.3`. */
export function versionFits(version: string, range: string): boolean {
  const wanted = /^(\^|~|>=)?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range.trim());
  const actual = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (range.trim() === '*') return true;
  if (!wanted || !actual) return false;
  const [operator = '', major = 0, minor = 0, patch = 0] = [
    wanted[1],
    ...wanted.slice(2).map((part) => Number(part ?? 0)),
  ] as [string | undefined, number, number, number];
  const [actualMajor = 0, actualMinor = 0, actualPatch = 0] = actual.slice(1).map(Number);
  const atLeast =
    actualMajor !== major
      ? actualMajor > major
      : actualMinor !== minor
        ? actualMinor > minor
        : actualPatch >= patch;
  switch (operator) {
    case '^':
      return atLeast && actualMajor === major && (major > 0 || actualMinor === minor);
    case '~':
      return atLeast && actualMajor === major && actualMinor === minor;
    case '>=':
      return atLeast;
    default:
      return actualMajor === major && actualMinor === minor && actualPatch === patch;
  }
}
