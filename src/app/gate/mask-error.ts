import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, isErrorCode } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { isUnavailable } from '../database/unavailable.ts';

/** What the mask writes unforeseen errors to; pino's loggers fit. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

export type MaskError = (error: unknown) => GraphQLFormattedError;

/**
 * Decides what of an error leaves the house. What the caller is meant to read (a known code, a
 * DomainError) passes; a database that does not answer is told as that; everything else is logged, once however many fields it reached, under an id, and
 * the caller gets that id and no word of what happened.
 */
export function createErrorMask(log: ErrorLog): MaskError {
  // The same failure can come back at many paths (one batch, many rows) and through several callers.
  const idOfFailure = new WeakMap<object, string>();

  return (error) => {
    const graphqlError = error instanceof GraphQLError ? error : null;
    const causes = causesOf(error);
    const refusal = causes.find((cause) => cause instanceof DomainError);
    if (refusal) {
      const field = refusal.field.length > 0 ? { field: refusal.field } : {};
      return format(graphqlError, refusal.message, { code: refusal.code, ...field });
    }
    if (graphqlError && isForeseen(graphqlError)) {
      // `http` is Apollo's own: what it says stands in the response's status and headers.
      const { stacktrace: _, exception: __, http: ___, ...extensions } = graphqlError.extensions;
      return format(graphqlError, graphqlError.message, extensions);
    }
    const failure = causes.at(-1);
    if (isUnavailable(failure)) {
      const id = logOnce(failure, error, 'The database did not answer an operation');
      return format(graphqlError, 'The database is busy or restarting; try again.', {
        code: 'UNAVAILABLE',
        id,
      });
    }
    const id = logOnce(failure, error, 'Unforeseen error while answering an operation');
    return format(graphqlError, `Internal error (id ${id})`, { code: 'INTERNAL_SERVER_ERROR', id });
  };

  function logOnce(failure: unknown, error: unknown, what: string): string {
    const key = typeof failure === 'object' && failure !== null ? failure : { failure };
    const known = idOfFailure.get(key);
    if (known) return known;
    const id = newId();
    idOfFailure.set(key, id);
    const path = error instanceof GraphQLError ? error.path?.join('.') : undefined;
    log.error({ errorId: id, path, err: failure }, what);
    return id;
  }
}

// Frameworks label whatever they do not know INTERNAL_SERVER_ERROR before we see it: that is not foreseen.
function isForeseen({ extensions }: GraphQLError): boolean {
  return isErrorCode(extensions['code']) && extensions['code'] !== 'INTERNAL_SERVER_ERROR';
}

/** The error and what it wraps, outermost first. */
function causesOf(error: unknown): readonly unknown[] {
  const causes = new Set<unknown>();
  for (let cause = error; cause != null && !causes.has(cause);) {
    causes.add(cause);
    cause = cause instanceof GraphQLError ? cause.originalError : undefined;
  }
  return [...(causes.size > 0 ? causes : [error])];
}

function format(
  error: GraphQLError | null,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLFormattedError {
  return {
    message,
    ...(error?.locations && { locations: error.locations }),
    ...(error?.path && { path: error.path }),
    extensions,
  };
}
