/**
 * Whether PostgreSQL refused a transaction for the sake of another one (serialization failure, deadlock): done again,
 * it may well succeed.
 */
export function isCollision(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (code === '40001' || code === '40P01') return true;
  }
  return false;
}
