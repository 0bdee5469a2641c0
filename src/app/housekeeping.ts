import type { Logger } from 'pino';
import { forgetOldKeys } from '../services/idempotency.ts';
import { forgetHandledMessages, forgetSetAsideMessages } from '../services/integrations/forget-messages.ts';
import { forgetOldQuestions } from '../services/knowledge/questions.ts';
import { closeSilentCalls, type Silence } from '../services/telephony/close-silent-calls.ts';
import type { Database } from '../shared/database.ts';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

export interface HousekeepingOptions {
  readonly ingressRetentionDays: number;
  readonly callSilence: Silence;
}

interface Chore {
  readonly every: number;
  /** What is said when it did something. */
  readonly done: string;
  readonly failed: string;
  run(): Promise<number>;
}

/** What is done regularly because its time has passed; at the start and then again and again, in every process. */
export function startHousekeeping(
  db: Database,
  logger: Logger,
  { ingressRetentionDays, callSilence }: HousekeepingOptions,
): { stop(): Promise<void> } {
  const chores: readonly Chore[] = [
    {
      every: HOUR,
      done: 'Forgot old idempotency keys',
      failed: 'Old idempotency keys could not be deleted',
      run: () => forgetOldKeys(db),
    },
    {
      every: HOUR,
      done: 'Deleted old messages of the ingress',
      failed: 'Old messages of the ingress could not be deleted',
      run: () => forgetHandledMessages(db, ingressRetentionDays),
    },
    {
      every: HOUR,
      done: 'Deleted messages of the ingress that were set aside long ago',
      failed: 'Messages of the ingress that were set aside long ago could not be deleted',
      run: () => forgetSetAsideMessages(db),
    },
    {
      every: HOUR,
      done: 'Forgot old questions without an article',
      failed: 'Old questions without an article could not be deleted',
      run: () => forgetOldQuestions(db),
    },
    {
      every: MINUTE,
      done: 'Closed calls that were silent for long',
      failed: 'Silent calls could not be closed',
      run: () => closeSilentCalls(db, callSilence),
    },
  ];
  const started = chores.map((chore) => startChore(chore, logger));
  return { stop: async () => void (await Promise.all(started.map((chore) => chore.stop()))) };
}

function startChore({ every, done, failed, run }: Chore, logger: Logger): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const clean = (): void => {
    running = run().then(
      (count) => void (count > 0 && logger.info({ count }, done)),
      // The next time tries again.
      (error: unknown) => logger.warn({ err: error }, failed),
    );
  };
  clean();
  const timer = setInterval(clean, every);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
