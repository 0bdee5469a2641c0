import { Command } from 'commander';
import { readConfig } from '../../app/config.ts';
import { startKontor } from '../../app/kontor.ts';
import { createLogger } from '../../app/logger.ts';
import { stopOnSignals } from '../../app/shutdown.ts';
import { systemViewer } from '../../services/access/system-viewer.ts';
import { requestContext } from '../../services/context.ts';
import { startCallsAtRandom } from '../demo/calls-at-random.ts';
import { ensureDemoTelephony } from '../demo/calls.ts';
import { ensureHelpdesk } from '../demo/helpdesk/ensure-helpdesk.ts';
import { startTicketTrickle } from '../demo/helpdesk/trickle.ts';
import { ensureDemoIntegration } from '../demo/integration.ts';
import { createDemoKeys, demoKeysFile, readDemoKeys } from '../demo/keys.ts';
import { operationsToTry } from '../demo/operations.ts';
import { ensurePeople } from '../demo/people.ts';
import { demoCallCommand } from './demo-call.ts';

/** `kontor demo`: the whole platform on an embedded database, with a company to look at. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Start with the data of a fictitious machine builder, in which something happens every few seconds',
    )
    .addCommand(demoCallCommand())
    .action(async () => {
      const started = performance.now();
      const config = readConfig();
      const logger = createLogger({
        ...config,
        logLevel: config.fromEnvironment.has('logLevel') ? config.logLevel : 'warn',
      });
      const kontor = await startKontor(config, logger);
      const stops = [() => kontor.stop()];
      // Last started, first stopped.
      const stop = async () => {
        for (const each of stops.toReversed()) await each();
      };
      stopOnSignals({ stop }, logger, config.shutdownTimeoutMilliseconds);
      try {
        const context = requestContext(kontor.db, systemViewer('kontor demo'));
        const integration = await ensureDemoIntegration(context, kontor.host);
        const keys =
          (await readDemoKeys(context, config.dataDir)) ??
          (await createDemoKeys(context, await ensurePeople(context), config.dataDir));
        const { scene, counts } = await ensureHelpdesk(context);
        const trickle = startTicketTrickle(context, scene, logger);
        stops.push(() => trickle.stop());
        const target = await ensureDemoTelephony(context, kontor.host, {
          url: kontor.url,
          dataDir: config.dataDir,
        });
        const calls = startCallsAtRandom(context, target, logger);
        stops.push(() => calls.stop());
        process.stdout.write(`
Kontor is running:   ${kontor.url}/graphql
In the browser:      ${kontor.url}/graphql#key=${keys.staff}
Ready in ${((performance.now() - started) / 1000).toFixed(1)} s with ${integration},
${counts}.

Keys, one for each kind of viewer (also in ${demoKeysFile(config.dataDir)}):

  staff     ${keys.staff}
  service   ${keys.service}
  partner   ${keys.partner}
  customer  ${keys.customer}

${await operationsToTry(context, kontor.url, keys)}
Ctrl-C stops it; the next start keeps the data.
`);
      } catch (error) {
        // Else what was started would keep a process alive that is of no use.
        await stop();
        throw error;
      }
    });
}
