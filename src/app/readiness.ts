import { errorCode } from '../shared/error-code.ts';
import { isUnavailable } from './database/unavailable.ts';

/**
 * Whether the process can serve, within a time: whoever asks must not wait for a database that does not answer.
 * One check runs at a time, so that asking again and again does not fill the pool's queue.
 */
export function createReadiness(check: () => Promise<unknown>, milliseconds: number): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  return async () => {
    running ??= check().finally(() => (running = null));
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => late.reject(new Error(`The database has not answered for ${milliseconds} ms.`)),
      milliseconds,
    );
    try {
      await Promise.race([running, late.promise]);
    } catch (error) {
      const code = errorCode(error);
      // What Node says of a refused connection to a name with two addresses is an empty message.
      if (isUnavailable(error) && typeof code === 'string') {
        throw new Error(`The database does not answer (${code}).`, { cause: error });
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}
