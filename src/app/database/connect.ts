import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { fileURLToPath } from 'node:url';
import type { ClientBase, Pool } from 'pg';
import { entities } from '../../entities/index.ts';
import { type Database, statementName } from '../../shared/database.ts';
import { refuseUnstorable } from '../../shared/unstorable-text.ts';
import { giveBackLostConnections } from './give-back-lost.ts';
import type { DatabaseLimits } from './limits.ts';

// Written by hand in migrations, unknown to the entities: partitions, tsvectors and triggers, which the ORM cannot
// express.
const TABLES_OUTSIDE_THE_ORM = [/^event/, /^pgboss/, /^search_(?!synonym$)/];

const migrationsFolder = fileURLToPath(new URL('../../entities/migrations', import.meta.url));

export function ormConfig(
  url: string,
  poolSize: number,
  log: (line: string) => void = () => {},
  limits?: DatabaseLimits,
) {
  return defineConfig({
    entities: [...entities],
    clientUrl: url,
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    // A missing database is a mistake in DATABASE_URL more often than a wish: it is never made in passing.
    ensureDatabase: false,
    pool: { min: 0, max: poolSize },
    forceUtcTimezone: true,
    allowGlobalContext: false,
    logger: log,
    colors: false,
    driverOptions: {
      application_name: 'kontor',
      keepAlive: true,
      ...(limits && {
        connectionTimeoutMillis: limits.connectionMilliseconds,
        // As statements: PgBouncer refuses connections that bring settings it does not know.
        onConnect: (client: ClientBase) =>
          client.query(
            `set statement_timeout = ${limits.statementMilliseconds};
             set idle_in_transaction_session_timeout = ${limits.idleTransactionMilliseconds}`,
          ),
      }),
    },
    schemaGenerator: {
      skipTables: TABLES_OUTSIDE_THE_ORM,
      ignoreSchema: ['pgboss'],
      // Ours are all in migrations; comparing the entities with the database must not drop them.
      ignoreTriggers: true,
      ignoreRoutines: true,
    },
    migrations: {
      tableName: 'migration',
      path: migrationsFolder,
      pathTs: migrationsFolder,
      glob: '!(*.d).{js,ts}',
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
  });
}

/** Opens the pool, which without limits waits as long as it takes. Nothing is migrated: see `migrate`. */
export async function connectDatabase(
  url: string,
  poolSize = 10,
  log?: (line: string) => void,
  limits?: DatabaseLimits,
): Promise<Database & { close(): Promise<void> }> {
  const orm = await MikroORM.init(ormConfig(url, poolSize, log, limits));
  const pool: Pool = await orm.em.getDriver().getConnection().getNativeClient();
  giveBackLostConnections(pool);
  return {
    orm,
    pool,
    url,
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const statement = { name: statementName(text), text, values: [...values] };
      const result = await pool.query<Row>(statement).catch(refuseUnstorable);
      return result.rows;
    },
    close: () => orm.close(true),
  };
}
