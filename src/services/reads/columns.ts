const camelNames = new Map<string, string>();

/** `customer_number` → `customerNumber`; the names are the columns', so the memory is bounded by the schema's. */
function camel(column: string): string {
  let name = camelNames.get(column);
  if (!name) {
    name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camelNames.set(column, name);
  }
  return name;
}

/** A statement's row as the plain row that GraphQL prints: camelCase, without what is ours (`_key`, `_place`, …). */
export function plainRow<Row>(raw: Record<string, unknown>, typename?: string): Row {
  const row: Record<string, unknown> = typename ? { __typename: typename } : {};
  for (const column in raw) if (!column.startsWith('_')) row[camel(column)] = raw[column];
  return row as Row;
}
