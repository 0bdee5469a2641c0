/** Where two JSON values first differ, and how; null: they do not. */
export function firstDifference(before: unknown, after: unknown, place = ''): string | null {
  if (Object.is(before, after)) return null;
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return `${place || 'the answer'} is ${say(before)} at first, then ${say(after)}`;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const difference = firstDifference(before[key], after[key], place === '' ? key : `${place}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function say(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value).slice(0, 200);
}
