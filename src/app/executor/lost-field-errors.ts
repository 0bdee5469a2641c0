import { GraphQLError } from 'graphql';

interface LostErrorLog {
  warn(details: object, message: string): void;
}

/**
 * Keeps the process alive through a fault of graphql-js 16: when a list becomes null for one item while it
 * waits for another, nobody listens to the other any more, and its failure ends the process as an unhandled
 * rejection. Those are field errors (a GraphQLError with a path); every other unhandled rejection goes on to
 * end the process, as it would without this. Returns what takes it back.
 */
export function survivesLostFieldErrors(log: LostErrorLog): () => void {
  const onUnhandledRejection = (reason: unknown) => {
    if (!(reason instanceof GraphQLError) || !reason.path) throw reason;
    log.warn(
      { path: reason.path.join('.'), err: reason.originalError ?? reason },
      'A field failed after its list',
    );
  };
  process.on('unhandledRejection', onUnhandledRejection);
  return () => void process.off('unhandledRejection', onUnhandledRejection);
}
