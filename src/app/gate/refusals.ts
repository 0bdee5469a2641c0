import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { ErrorCode } from '../../shared/errors.ts';

export type RefusalStatus = 400 | 401 | 403;

/** Why an operation may not run, and the HTTP status that says so. */
export class Refused extends Error {
  readonly errors: readonly GraphQLError[];
  readonly status: RefusalStatus;

  constructor(errors: readonly GraphQLError[], status: RefusalStatus = 400) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
    this.status = status;
  }
}

export function noOperation(operationName: string | null | undefined): GraphQLError {
  return coded(
    'OPERATION_RESOLUTION_FAILURE',
    operationName
      ? `Unknown operation named "${operationName}".`
      : 'The document must have exactly one operation, or the request name one.',
  );
}

export function notServed({ operation }: OperationDefinitionNode, allow: readonly string[]): GraphQLError {
  return coded(
    'OPERATION_NOT_ALLOWED',
    `A ${operation} is not served here, only ${allow.join(' and ') || 'nothing'}.`,
  );
}

export function unauthenticated(): GraphQLError {
  return coded('UNAUTHENTICATED', 'This needs a credential: send an API key in the Authorization header.');
}

export function coded(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

export function withCode(code: ErrorCode, { message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}

export function tooDeepVariables(limit: number): GraphQLError {
  return coded('BAD_USER_INPUT', `The variables are nested deeper than ${limit} levels.`);
}
