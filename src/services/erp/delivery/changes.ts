// What a delivery changes in a row that is there already: digit for digit, since '12.5' and '12.50' are not the
// same delivery, and whatever the order of keys that `jsonb` keeps.

export type RowTypes = Readonly<Record<string, readonly [type: string, field: string]>>;

/** The fields (as GraphQL names them) in which a stored row and a delivered one differ. */
export function changedFields(
  types: RowTypes,
  stored: Readonly<Record<string, unknown>>,
  delivered: Readonly<Record<string, unknown>>,
): string[] {
  const changed = new Set<string>();
  for (const [column, [, field]] of Object.entries(types)) {
    if (canonical(stored[column]) !== canonical(delivered[column])) changed.add(field);
  }
  return [...changed];
}

/** One text for one value: keys sorted, keys without a value left out. */
function canonical(value: unknown): string {
  if (value == null) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each != null);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${key}:${canonical(each)}`)
    .join()}}`;
}

/** `a uuid, b numeric`: the column list of `jsonb_to_recordset`. */
export function recordset(types: RowTypes): string {
  return Object.entries(types)
    .map(([column, [type]]) => `${column} ${type}`)
    .join(', ');
}
