// One table for every code a caller can meet: in `userErrors` (domain refusals) and in `errors`
// (requests that could not be served). `docs/errors.md` lists exactly these; a test compares them.

const domainErrors = {
  INVALID: 'A value of the input is missing, malformed or outside what is allowed; `field` names it.',
  NOT_FOUND: 'There is no such record, or you may not see it: the two answer alike.',
  CONFLICT: 'The record has changed since you read it (`expectedVersion` is not the current version).',
  FORBIDDEN: 'Your credential does not permit this.',
  ALREADY_EXISTS: 'Another record already has a value that must be unique; `field` names it.',
  NOT_ALLOWED: 'The record is in a state in which this cannot be done.',
  LIMIT_EXCEEDED: 'The request asks for more than is allowed at once.',
  CURSOR_EXPIRED:
    'The cursor is too old, or belongs to a database that was restored since; read the current state and continue from its `eventCursor`.',
  INTEGRATION_FAILED: 'The connected system did not do what it was asked, or did not answer in time.',
  IDEMPOTENCY_KEY_REUSED: 'The `Idempotency-Key` was already used with a different request.',
} as const;

const requestErrors = {
  BAD_USER_INPUT: 'A variable or argument does not have the value its type asks for.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request that this server understands.',
  UNAUTHENTICATED: 'The request came without a valid credential.',
  GRAPHQL_PARSE_FAILED: 'The document is not syntactically valid GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE:
    'The document has no operation of the given name, or several and no name was given.',
  OPERATION_NOT_ALLOWED:
    'This kind of operation is not served here: mutations need POST, subscriptions a WebSocket.',
  QUERY_TOO_LARGE: 'The document is longer than the server accepts.',
  QUERY_TOO_DEEP: 'The selection is nested deeper than the server accepts.',
  QUERY_TOO_COMPLEX:
    'The document selects more fields, aliases or root fields than the server accepts in one request.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Persisted queries are not supported: send the whole document.',
  UNAVAILABLE:
    'The database is busy, restarting or out of reach; the same request may succeed in a moment. A mutation may have run all the same: repeat it with the `Idempotency-Key` of the first attempt.',
  INTERNAL_SERVER_ERROR:
    'Something failed that should not have; the message carries the id under which it was logged.',
} as const;

/** Codes of refusals that the domain expects: in mutations these are `userErrors`. */
export type DomainErrorCode = keyof typeof domainErrors;

/** Every code that may stand in `extensions.code` of an entry of `errors`. */
export type ErrorCode = DomainErrorCode | keyof typeof requestErrors;

export const domainErrorDescriptions: Readonly<Record<DomainErrorCode, string>> = domainErrors;

export const errorDescriptions: Readonly<Record<ErrorCode, string>> = { ...domainErrors, ...requestErrors };

/** The codes as values: `DomainErrorCode.NOT_FOUND`; also what the GraphQL enum is registered from. */
export const DomainErrorCode = Object.freeze(
  Object.fromEntries(Object.keys(domainErrors).map((code) => [code, code])),
) as { readonly [Code in DomainErrorCode]: Code };

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorDescriptions, code);
}

/**
 * A refusal that the caller is meant to read. Inside a mutation it becomes an entry of `userErrors`,
 * elsewhere an error with this code. The message says what is wrong and what would be right.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: DomainErrorCode;
  /** Path to the faulty value in the input (`['addresses', '0', 'city']`); empty when none is to blame. */
  readonly field: readonly string[];

  constructor(code: DomainErrorCode, message: string, field: readonly string[] | string = []) {
    super(message);
    this.code = code;
    this.field = typeof field === 'string' ? field.split('.') : field;
  }
}
