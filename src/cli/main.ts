import 'reflect-metadata';
import { Command } from 'commander';
import { ConfigError, readConfig } from '../app/config.ts';
import { DomainError } from '../shared/errors.ts';
import { operatorFault } from './operator-fault.ts';

/** Loaded when they are called: `kontor config` must not wait for the whole server to be loaded. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  config: async () => (await import('./commands/config.ts')).configCommand(),
  key: async () =>
    (await import('./commands/key.ts')).keyCommand((await import('./connect.ts')).connectMigrated),
  integration: async () =>
    (await import('./commands/integration.ts')).integrationCommand(
      (await import('./connect-host.ts')).connectHost,
    ),
  plugin: async () => (await import('./commands/plugin.ts')).pluginCommand(),
  watch: async () => (await import('./commands/watch.ts')).watchCommand(),
};

const program = new Command('kontor').description(
  'One GraphQL API over everything a company knows about its customers',
);
const [named = ''] = process.argv.slice(2);
const load = commands[named];
// Without a command of ours, help lists them all.
const loaded = load ? [load] : Object.values(commands);
for (const command of loaded) program.addCommand(await command());

try {
  await program.parseAsync();
} catch (error) {
  // What a person did wrong is told in a sentence; a stack is for what we did wrong.
  const sentence = sentenceFor(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

function sentenceFor(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof DomainError) return error.message;
  return operatorFault(error, readConfig());
}
