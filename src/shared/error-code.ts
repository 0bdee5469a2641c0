/**
 * The `code` of an error from Node or PostgreSQL: `ENOENT`, `23505`. Without `instanceof Error`, which is false
 * for Node's own errors inside jest, whose tests have globals of their own.
 */
export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
