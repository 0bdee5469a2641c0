import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connectDatabase } from '../../src/app/database/connect.ts';
import type { Database } from '../../src/shared/database.ts';

export interface TestDatabase extends Database {
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

/** A database of its own for one test file: a copy of the migrated template, dropped by `drop()` in `afterAll`. */
export async function testDatabase(poolSize = 10): Promise<TestDatabase> {
  const { url, drop } = await emptyTestDatabase();
  const database = await connectDatabase(url, poolSize);
  return {
    ...database,
    drop: async () => {
      await database.close();
      await drop();
    },
  };
}

/** The same without a pool in this process: for tests that start Kontor as a child with `DATABASE_URL`. */
export async function emptyTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env['KONTOR_TEST_SERVER'] ?? '';
  const name = `kontor_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} template ${process.env['KONTOR_TEST_TEMPLATE']}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database if exists ${name} with (force)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
