/** How long the server waits for its database before it answers that it cannot. Commands of the CLI wait as long as it takes. */
export interface DatabaseLimits {
  /** For a connection of the pool, whether it has to be opened or is in use. */
  readonly connectionMilliseconds: number;
  /** For one statement. Migrations and the batches of syncs set their own (`set local statement_timeout`). */
  readonly statementMilliseconds: number;
  /** For a transaction that does nothing: its process is frozen or cut off, and others wait for its locks. */
  readonly idleTransactionMilliseconds: number;
  /** For the sign of life that `/readyz` asks for, whatever the pool does. */
  readonly readinessMilliseconds: number;
}

export const serverLimits: DatabaseLimits = {
  connectionMilliseconds: 10_000,
  statementMilliseconds: 30_000,
  idleTransactionMilliseconds: 60_000,
  readinessMilliseconds: 2_000,
};
