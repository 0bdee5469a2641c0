import type { Logger } from 'pino';
import { forgetOldKeys } from '../services/idempotency.ts';
import type { Database } from '../shared/database.ts';

const HOUR = 60 * 60 * 1000;

/** What is deleted regularly because its time has passed; at the start and then once an hour, in every process. */
export function startHousekeeping(db: Database, logger: Logger): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const clean = (): void => {
    running = forgetOldKeys(db).then(
      (count) => void (count > 0 && logger.info({ count }, 'Forgot old idempotency keys')),
      // The next hour tries again.
      (error: unknown) => logger.warn({ err: error }, 'Old idempotency keys could not be deleted'),
    );
  };
  clean();
  const timer = setInterval(clean, HOUR);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
