import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { connectDatabase } from '../src/app/database/connect.ts';
import { startEmbeddedPostgres } from '../src/app/database/embedded-postgres.ts';
import { migrate } from '../src/app/database/migrate.ts';
import { createApiKey } from '../src/services/access/api-keys.ts';
import { systemViewer } from '../src/services/access/system-viewer.ts';
import { requestContext } from '../src/services/context.ts';
import { seed, type SeedSize } from './seed.ts';

export interface BenchDatabase {
  readonly url: string;
  /** An API key that may read everything. */
  readonly key: string;
  readonly postgresVersion: string;
  drop(): Promise<void>;
}

/** A seeded database of its own, on the server of `DATABASE_URL` or on an embedded one; gone after the run. */
export async function benchDatabase(size: SeedSize): Promise<BenchDatabase> {
  const dataDir = path.join(import.meta.dirname, '../node_modules/.cache/kontor-bench');
  const embedded = process.env['DATABASE_URL'] ? null : await startEmbeddedPostgres({ dataDir });
  const server = process.env['DATABASE_URL'] ?? embedded?.url ?? '';
  const name = `kontor_bench_${randomBytes(4).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = async (): Promise<void> => {
    await onServer(server, `drop database if exists ${name} with (force)`);
    await embedded?.stop();
  };
  try {
    if (embedded) await dropLeftovers(server);
    await onServer(server, `create database ${name} template template0 encoding 'UTF8'`);
    return { url: url.href, drop, ...(await fill(url.href, size)) };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function fill(url: string, size: SeedSize): Promise<Pick<BenchDatabase, 'key' | 'postgresVersion'>> {
  const db = await connectDatabase(url, 2);
  try {
    await migrate(db);
    await seed(db, size);
    const { key } = await createApiKey(requestContext(db, systemViewer('bench')), {
      name: 'bench',
      scopes: ['all'],
    });
    const [version] = await db.query<{ server_version: string }>('show server_version');
    return { key: key ?? '', postgresVersion: version?.server_version ?? '' };
  } finally {
    await db.close();
  }
}

/** What runs that were killed have left behind; a run that goes on is connected to its database. */
async function dropLeftovers(server: string): Promise<void> {
  const leftovers = await onServer<{ datname: string }>(
    server,
    `select datname from pg_database where datname ~ '^kontor_bench_'
        and datname not in (select datname from pg_stat_activity where datname is not null)`,
  );
  for (const { datname } of leftovers) await onServer(server, `drop database if exists ${datname}`);
}

async function onServer<Row extends object>(server: string, statement: string): Promise<Row[]> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
