import { Command } from 'commander';
import { readConfig } from '../../app/config.ts';
import { startKontor } from '../../app/kontor.ts';
import { createLogger } from '../../app/logger.ts';
import { stopOnSignals } from '../../app/shutdown.ts';

/** `kontor start`: the server. */
export function startCommand(): Command {
  return new Command('start')
    .description('Start the server: migrations, GraphQL over HTTP and WebSocket, plugins')
    .action(async () => {
      const config = readConfig();
      const logger = createLogger(config);
      const kontor = await startKontor(config, logger);
      stopOnSignals(kontor, logger, config.shutdownTimeoutMilliseconds);
      logger.info({ url: kontor.url }, 'Kontor is ready');
    });
}
