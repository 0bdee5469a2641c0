import { Command } from 'commander';
import type { PluginHost } from '../../plugins/host/plugin-host.ts';
import { systemViewer } from '../../services/access/system-viewer.ts';
import { requestContext } from '../../services/context.ts';
import { listIntegrations } from '../../services/integrations/integrations.ts';
import type { Database } from '../../shared/database.ts';
import { parseInterval, parseOptions, requirePlugin } from './integration/options.ts';
import {
  printCheck,
  printDryRun,
  printIntegrations,
  printOutcome,
  printPlugins,
} from './integration/print.ts';
import { showProgress } from './integration/progress.ts';
import { addRepairs } from './integration/repairs.ts';
import { readSecrets } from './integration/secrets.ts';
import { collect, print, type Session } from './integration/session.ts';

export type ConnectHost = () => Promise<{
  readonly db: Database;
  readonly host: PluginHost;
  close(): Promise<void>;
}>;

interface Settings {
  readonly option: readonly string[];
  readonly secret: readonly string[];
  readonly secretFile: readonly string[];
  readonly interval?: string;
}

/** `kontor integration`: what an operator does with connections to other systems. Works on the database directly. */
export function integrationCommand(connect: ConnectHost): Command {
  const command = new Command('integration').description('Connect other systems: configure, check, sync');
  const run = (self: Command, work: (session: Session) => Promise<void>): Promise<void> =>
    inSession(connect, self, work);

  command
    .command('plugins')
    .description('List the plugins of this installation with their options')
    .option('--json', 'as JSON, options as JSON Schema')
    .action((options: { json?: true }, self: Command) =>
      run(self, async ({ host }) => {
        const catalog = await host.plugins();
        print(options.json ? catalog : printPlugins(catalog));
      }),
    );

  withSettings(command.command('add'))
    .description('Configure a plugin; a running server syncs it at once')
    .argument('<name>', 'unique and for ever: external references are told by it, for example "erp"')
    .requiredOption('--plugin <plugin>', 'see "kontor integration plugins"')
    .action((name: string, settings: Settings & { plugin: string }, self: Command) =>
      run(self, async ({ context, host }) => {
        const plugin = await requirePlugin(host, settings.plugin);
        const options = { ...parseOptions(plugin, settings.option), ...(await readSecrets(settings)) };
        const interval = parseInterval(settings.interval);
        await host.addIntegration(context, { name, plugin: plugin.id, options, intervalSeconds: interval });
        print(`Added ${name}. Try "kontor integration check ${name}".`);
      }),
    );

  withSettings(command.command('update'))
    .description('Change options, secrets or the schedule; what is not named stays')
    .argument('<name>')
    .option('--unset <option>', 'take an option or a secret away; may be repeated', collect, [])
    .action((name: string, settings: Settings & { unset: readonly string[] }, self: Command) =>
      run(self, async ({ context, host }) => {
        const [row] = await context.db.query<{ plugin: string }>(
          `select plugin from integration where name = $1`,
          [name],
        );
        const given = row ? parseOptions(await requirePlugin(host, row.plugin), settings.option) : {};
        const unset = Object.fromEntries(settings.unset.map((option) => [option, null]));
        const options = { ...given, ...(await readSecrets(settings)), ...unset };
        await host.updateIntegration(
          context,
          { name },
          { options, intervalSeconds: parseInterval(settings.interval) },
        );
        print(`Updated ${name}.`);
      }),
    );

  command
    .command('list')
    .description('List the integrations with their health')
    .option('--json', 'as JSON')
    .action((options: { json?: true }, self: Command) =>
      run(self, async ({ context }) => {
        const { nodes } = await listIntegrations(context, { first: 100 });
        print(options.json ? nodes : printIntegrations(nodes));
      }),
    );

  command
    .command('check')
    .description('Ask the plugin whether it can work; exit code 1 if it cannot')
    .argument('<name>')
    .action((name: string, _: object, self: Command) =>
      run(self, async ({ context, host }) => {
        const result = await host.check(context, { name });
        print(printCheck(result));
        if (result.problems.some(({ severity }) => severity === 'ERROR')) process.exitCode = 1;
      }),
    );

  command
    .command('sync')
    .description('Sync now, in this process; exit code 1 if it fails')
    .argument('<name>')
    .option('--stream <stream>', 'only this stream; may be repeated', collect, [])
    .action((name: string, options: { stream: readonly string[] }, self: Command) =>
      run(self, async ({ context, host }) => {
        const progress = showProgress(process.stdout);
        const streams = options.stream.length > 0 ? options.stream : null;
        const outcome = await host
          .sync(context, { name }, { streams, onProgress: (step) => progress.show(step) })
          .finally(() => progress.end());
        print(printOutcome(outcome));
        if (outcome.status !== 'SUCCEEDED') process.exitCode = 1;
      }),
    );

  command
    .command('dry-run')
    .description('Say what the next sync would do; nothing is written')
    .argument('<name>')
    .option('--stream <stream>', 'only this stream; may be repeated', collect, [])
    .option('--json', 'as JSON')
    .action((name: string, options: { stream: readonly string[]; json?: true }, self: Command) =>
      run(self, async ({ context, host }) => {
        const streams = options.stream.length > 0 ? options.stream : null;
        const result = await host.dryRun(context, { name }, { streams });
        print(options.json ? result : printDryRun(result));
      }),
    );

  command
    .command('suspend')
    .description('Stop an integration until it is resumed')
    .argument('<name>')
    .option('--reason <reason>', 'shown in its health')
    .action((name: string, options: { reason?: string }, self: Command) =>
      run(self, async ({ context, host }) => {
        await host.suspend(context, { name }, options.reason);
        print(`Suspended ${name}.`);
      }),
    );

  command
    .command('resume')
    .description('Let a suspended integration work again')
    .argument('<name>')
    .action((name: string, _: object, self: Command) =>
      run(self, async ({ context, host }) => {
        await host.resume(context, { name });
        print(`Resumed ${name}.`);
      }),
    );

  addRepairs(command, run);
  return command;
}

function withSettings(command: Command): Command {
  return command
    .option('--option <key=value>', 'an option of the plugin; may be repeated', collect, [])
    .option(
      '--secret <key>',
      'a secret option, asked for or read as a line from stdin; may be repeated',
      collect,
      [],
    )
    .option('--secret-file <key=path>', 'a secret option, read from a file; may be repeated', collect, [])
    .option(
      '--interval <seconds>',
      'from the end of one sync to the next, or "never" (default of a new one: 900)',
    );
}

async function inSession(
  connect: ConnectHost,
  self: Command,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const { db, host, close } = await connect();
  try {
    await work({ host, context: requestContext(db, systemViewer(`kontor integration ${self.name()}`)) });
  } finally {
    await close();
  }
}
