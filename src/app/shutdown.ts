import type { Logger } from 'pino';

/**
 * SIGTERM and SIGINT end the process in order, but no later than the timeout (`KONTOR_SHUTDOWN_TIMEOUT_MS`): then what
 * is still under way is cut off, and the exit code is 1. A second signal cuts off at once.
 */
export function stopOnSignals(
  running: { stop(): Promise<void> },
  logger: Logger,
  timeoutMilliseconds: number,
): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'Stopping');
    setTimeout(() => {
      logger.error({ timeoutMilliseconds }, 'Not everything ended in time: cut off');
      process.exit(1);
    }, timeoutMilliseconds).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'Stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
