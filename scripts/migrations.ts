// npm run migration:check             fails when the entities say something that the migrations do not
// npm run migration:create -- <name>  writes a migration with what the entities say beyond the migrations
// npm run migration:restart           before the first release only: one initial migration from the entities
// Each compares with a fresh database that has all migrations, never with what happens to run somewhere.
import { MikroORM } from '@mikro-orm/postgresql';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startEmbeddedPostgres } from '../src/app/database/embedded-postgres.ts';
import { ormConfig } from '../src/app/database/connect.ts';

const folder = path.join(import.meta.dirname, '../src/entities/migrations');
const initial = 'Migration20261122000000_initial';
const [command = 'check', name] = process.argv.slice(2);

if (command === 'restart') await rm(path.join(folder, `${initial}.ts`), { force: true });

const postgres = await startEmbeddedPostgres({
  dataDir: path.join(import.meta.dirname, '../node_modules/.cache/kontor-migrations'),
});
const url = new URL(postgres.url);
url.pathname = `/migrations_${process.pid}`;
const orm = await MikroORM.init(ormConfig(url.href, 2));
try {
  await orm.schema.ensureDatabase();
  if (command === 'restart') {
    const { fileName } = await orm.migrator.create(folder, false, false, 'initial');
    const source = await readFile(path.join(folder, fileName), 'utf8');
    await rename(path.join(folder, fileName), path.join(folder, `${initial}.ts`));
    await writeFile(path.join(folder, `${initial}.ts`), source.replaceAll(/Migration\d+_initial/g, initial));
    console.log(`${initial}.ts`);
  } else {
    await orm.migrator.up();
    await checkOrCreate();
  }
} finally {
  await orm.schema.dropDatabase();
  await orm.close(true);
  await postgres.stop();
}

async function checkOrCreate(): Promise<void> {
  const drift = (await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim();
  if (command === 'create') {
    const { fileName } = await orm.migrator.create(folder, false, false, name);
    console.log(fileName || 'The entities say nothing that the migrations do not.');
  } else if (drift) {
    console.error(
      `The migrations do not lead to the entities; run \`npm run migration:create -- <what-changed>\`:\n${drift}`,
    );
    process.exitCode = 1;
  } else {
    console.log('The migrations lead to the entities.');
  }
}
