/** Whether a version lies in a range as `requires` states it: `*`, `1.2.3`, `^1.2.3`, `~1.2.3`, `>=1.2.3`. */
export function versionFits(version: string, range: string): boolean {
  const wanted = /^(\^|~|>=)?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range.trim());
  const actual = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (range.trim() === '*') return true;
  if (!wanted || !actual) return false;
  const [major, minor, patch] = [Number(wanted[2]), Number(wanted[3] ?? 0), Number(wanted[4] ?? 0)];
  const [actualMajor, actualMinor, actualPatch] = [Number(actual[1]), Number(actual[2]), Number(actual[3])];
  const atLeast =
    actualMajor !== major
      ? actualMajor > major
      : actualMinor !== minor
        ? actualMinor > minor
        : actualPatch >= patch;
  switch (wanted[1]) {
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
