import { Command } from 'commander';
import { readConfig } from '../../app/config.ts';
import { configurationDocs, describeConfig, effectiveVariables } from '../../app/config/describe.ts';

/** `kontor config`: what is in effect, so that an operator does not have to guess. */
export function configCommand(): Command {
  return new Command('config')
    .description('Print the effective configuration and where each value came from; secrets are hidden')
    .option('--json', 'print it as JSON')
    .option('--docs', 'print the reference of all variables as Markdown instead (docs/configuration.md)')
    .action((options: { json?: boolean; docs?: boolean }) => {
      process.stdout.write(render(options));
    });
}

function render(options: { json?: boolean; docs?: boolean }): string {
  if (options.docs) return configurationDocs();
  const config = readConfig();
  return options.json
    ? `${JSON.stringify(effectiveVariables(config), null, 2)}\n`
    : `${describeConfig(config)}\n`;
}
