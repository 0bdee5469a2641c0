import { Command } from 'commander';
import { readConfig } from '../../app/config.ts';
import { startKontor } from '../../app/kontor.ts';
import { createLogger } from '../../app/logger.ts';
import { stopOnSignals } from '../../app/shutdown.ts';
import { systemViewer } from '../../services/access/system-viewer.ts';
import { requestContext } from '../../services/context.ts';
import { ensureDemoIntegration } from '../demo/integration.ts';
import { createDemoKeys, demoKeysFile, readDemoKeys } from '../demo/keys.ts';
import { operationsToTry } from '../demo/operations.ts';
import { ensurePeople } from '../demo/people.ts';

/** `kontor demo`: the whole platform on an embedded database, with a company to look at. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Start with the data of a fictitious machine builder, in which something happens every few seconds',
    )
    .action(async () => {
      const started = performance.now();
      const config = readConfig();
      const logger = createLogger({
        ...config,
        logLevel: config.fromEnvironment.has('logLevel') ? config.logLevel : 'warn',
      });
      const kontor = await startKontor(config, logger);
      stopOnSignals(kontor, logger, config.shutdownTimeoutMilliseconds);
      const context = requestContext(kontor.db, systemViewer('kontor demo'));
      const integration = await ensureDemoIntegration(context, kontor.host);
      const keys =
        (await readDemoKeys(context, config.dataDir)) ??
        (await createDemoKeys(context, await ensurePeople(context), config.dataDir));
      process.stdout.write(`
Kontor is running:   ${kontor.url}/graphql
In the browser:      ${kontor.url}/graphql#key=${keys.staff}
Ready in ${((performance.now() - started) / 1000).toFixed(1)} s with ${integration}.

Keys, one for each kind of viewer (also in ${demoKeysFile(config.dataDir)}):

  staff     ${keys.staff}
  service   ${keys.service}
  partner   ${keys.partner}
  customer  ${keys.customer}

${await operationsToTry(context, kontor.url, keys)}
Ctrl-C stops it; the next start keeps the data.
`);
    });
}
