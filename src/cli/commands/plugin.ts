import { Command } from 'commander';
import { readConfig } from '../../app/config.ts';
import { createLogger } from '../../app/logger.ts';
import { readCatalog, testIngress } from '../../plugins/host/ingress/conformance.ts';
import { parseOptions, requirePlugin } from './integration/options.ts';
import { readSecrets } from './integration/secrets.ts';
import { readSample } from './plugin/read-sample.ts';
import { printResults } from './plugin/print.ts';

interface Settings {
  readonly message: readonly string[];
  readonly option: readonly string[];
  readonly secret: readonly string[];
  readonly secretFile: readonly string[];
}

const collect = (value: string, all: readonly string[]): string[] => [...all, value];

/** `kontor plugin`: for those who write plugins. Needs no database. */
export function pluginCommand(): Command {
  const command = new Command('plugin').description('For authors of plugins: try one out');
  command
    .command('test')
    .description(
      'Check a plugin that takes messages against the rules of the kit; exit code 1 if it breaks one',
    )
    .argument('<plugin>', 'its id; folders and packages are named in KONTOR_PLUGINS')
    .requiredOption(
      '--message <file>',
      'a message of the telephone system: .json, .form (URL-encoded) or .multipart; may be repeated',
      collect,
      [],
    )
    .option('--option <key=value>', 'an option of the plugin; may be repeated', collect, [])
    .option('--secret <key>', 'a secret option, asked for or read from stdin; may be repeated', collect, [])
    .option('--secret-file <key=path>', 'a secret option, read from a file; may be repeated', collect, [])
    .action(async (id: string, settings: Settings) => {
      const { plugins: names, dataDir, ...config } = readConfig();
      const parts = { names, dataDir, logger: createLogger({ ...config, logLevel: 'warn' }) };
      const plugin = await requirePlugin({ plugins: () => readCatalog(parts) }, id);
      const samples = await Promise.all(settings.message.map((file) => readSample(file)));
      const options = { ...parseOptions(plugin, settings.option), ...(await readSecrets(settings)) };
      const results = await testIngress(parts, plugin, options, samples);
      process.stdout.write(`${printResults(results)}\n`);
      if (results.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
    });
  return command;
}
