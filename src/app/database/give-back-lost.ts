import type { Pool, PoolClient } from 'pg';

/**
 * Gives a connection back to the pool as soon as it is lost. Kysely's controlled transactions, which the ORM uses,
 * give one back only after a `commit` or `rollback` that succeeded: with the connection lost neither does, the pool
 * counts it as in use for ever, and a PostgreSQL that restarted ten times under load would never be asked again.
 */
export function giveBackLostConnections(pool: Pool): void {
  const connect = pool.connect.bind(pool);
  const connectGuarded = (callback?: Parameters<typeof connect>[0]): unknown =>
    // With a callback it is `pool.query`, which always gives back.
    callback ? connect(callback) : connect().then(guarded);
  pool.connect = connectGuarded as Pool['connect'];
}

function guarded(client: PoolClient): PoolClient {
  const release = client.release.bind(client);
  let isOut = true;
  const giveBack = (error?: Error | boolean): void => {
    // Whoever had it may give it back, too, later; pg-pool would throw.
    if (!isOut) return;
    isOut = false;
    client.off('end', lost);
    release(error);
  };
  const lost = (): void => giveBack(true);
  client.once('end', lost);
  client.release = giveBack;
  return client;
}
