import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { connectDatabase } from '../../src/app/database/connect.ts';
import { startEmbeddedPostgres } from '../../src/app/database/embedded-postgres.ts';
import { compileSource } from './compile-source.ts';

const root = path.join(import.meta.dirname, '../..');

/**
 * Starts PostgreSQL (or takes `TEST_DATABASE_URL`), makes the template that each test database is copied from, and
 * compiles what tests start as processes.
 */
export default async function setup(): Promise<void> {
  compileSource(root);
  const external = process.env['TEST_DATABASE_URL'];
  const embedded = external
    ? null
    : await startEmbeddedPostgres({ dataDir: path.join(root, 'node_modules/.cache/kontor-test') });
  const server = external ?? embedded?.url ?? '';
  (globalThis as { stopTestServer?: () => Promise<void> }).stopTestServer = async () => embedded?.stop();
  process.env['KONTOR_TEST_SERVER'] = server;
  process.env['KONTOR_TEST_TEMPLATE'] = await makeTemplate(server);
  // Jest hands this process's globals to its tests, where the decorators would then find every class twice.
  delete (globalThis as { TypeGraphQLMetadataStorage?: unknown }).TypeGraphQLMetadataStorage;
}

async function makeTemplate(server: string): Promise<string> {
  const folder = path.join(root, 'src/entities/migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(path.join(folder, file)));
  const template = `kontor_template_${hash.digest('hex').slice(0, 12)}`;
  const admin = new pg.Client(server);
  await admin.connect();
  // Two runs at once on one server must not both make it.
  await admin.query('select pg_advisory_lock(7240001)');
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [
    template,
  ]);
  if (!rowCount) {
    await admin.query(`drop database if exists ${template} with (force)`);
    await admin.query(`create database ${template} template template0 encoding 'UTF8'`);
    const url = new URL(server);
    url.pathname = `/${template}`;
    const database = await connectDatabase(url.href, 2);
    await database.orm.migrator.up();
    await database.close();
    await admin.query(`alter database ${template} with is_template true`);
  }
  await admin.end();
  return template;
}
