import 'reflect-metadata';
import { Command } from 'commander';
import { ConfigError } from '../app/config.ts';
import { DomainError } from '../shared/errors.ts';
import { configCommand } from './commands/config.ts';
import { demoCommand } from './commands/demo.ts';
import { integrationCommand } from './commands/integration.ts';
import { keyCommand } from './commands/key.ts';
import { migrateCommand } from './commands/migrate.ts';
import { startCommand } from './commands/start.ts';
import { watchCommand } from './commands/watch.ts';
import { connectHost, connectMigrated } from './connect.ts';

const program = new Command('kontor')
  .description('One GraphQL API over everything a company knows about its customers')
  .addCommand(startCommand())
  .addCommand(demoCommand())
  .addCommand(migrateCommand())
  .addCommand(configCommand())
  .addCommand(keyCommand(connectMigrated))
  .addCommand(integrationCommand(connectHost))
  .addCommand(watchCommand());

try {
  await program.parseAsync();
} catch (error) {
  // What a person did wrong is told in a sentence; a stack is for what we did wrong.
  if (!(error instanceof ConfigError || error instanceof DomainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
