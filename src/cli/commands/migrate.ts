import { Command } from 'commander';
import { readConfig } from '../../app/config.ts';
import { migrate, pendingMigrations } from '../../app/database/migrate.ts';
import { openDatabase } from '../../app/database/open.ts';

/** `kontor migrate`: the schema of this version, safe when several processes start together. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'Apply the migrations that the database does not have yet; safe to run from several processes',
    )
    .option('--pending', 'only list them; exit code 1 if there are any')
    .action(async (options: { pending?: boolean }) => {
      const database = await openDatabase(readConfig());
      try {
        const names = options.pending ? await pendingMigrations(database) : await migrate(database);
        for (const name of names) console.log(options.pending ? name : `Applied ${name}`);
        if (names.length === 0) console.log('The database is up to date.');
        if (options.pending && names.length > 0) process.exitCode = 1;
      } finally {
        await database.close();
      }
    });
}
