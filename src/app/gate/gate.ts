import { createHash } from 'node:crypto';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../services/access/viewer.ts';
import { effectiveLimits, limitErrors, type GateLimits } from './limits.ts';
import { createErrorMask, type ErrorLog, type MaskError } from './mask-error.ts';
import { isNestedDeeper } from './nesting.ts';
import { operationOf, rootFieldNames } from './operation.ts';
import {
  coded,
  noOperation,
  notServed,
  Refused,
  tooDeepVariables,
  unauthenticated,
  withCode,
  type RefusalStatus,
} from './refusals.ts';
import { requiredScopes, type Requirement } from './scopes.ts';

export interface GateOptions {
  readonly schema: GraphQLSchema;
  readonly limits: GateLimits;
  /** Whether `__schema` and `__type` are answered: to everyone, with or without a credential. */
  readonly introspection: boolean;
  readonly logger: ErrorLog;
}

export interface PrepareRequest {
  readonly source: string;
  readonly operationName?: string | null | undefined;
  readonly viewer: Viewer | null;
  /** As they came: only how deep they are nested is looked at here. */
  readonly variables?: unknown;
  /** The kinds of operation that this way in serves. */
  readonly allow: readonly `${OperationTypeNode}`[];
}

/** An operation that may run. The same object for the same source and operation, as long as it is cached. */
export interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The operation's own name, also when the request did not say it. */
  readonly operationName: string | null;
  /** SHA-256 of the source. One document may hold several operations: caches need the name beside it. */
  readonly hash: string;
}

export type PrepareResult =
  | { readonly ok: true; readonly prepared: Prepared }
  | { readonly ok: false; readonly errors: readonly GraphQLError[]; readonly status: RefusalStatus };

export interface Gate {
  /** Whether an operation may run for a viewer; every transport asks here before it executes. */
  prepare(request: PrepareRequest): PrepareResult;
  /** Every error passes this on its way out. */
  readonly maskError: MaskError;
}

/** A document that was parsed and is within the limits; validated when first needed. */
interface ReadDocument {
  readonly hash: string;
  readonly document: DocumentNode;
  validationErrors?: readonly GraphQLError[];
  readonly operations: Map<OperationDefinitionNode, CheckedOperation>;
}

interface CheckedOperation {
  readonly prepared: Prepared;
  readonly requirements: readonly Requirement[];
}

// Far beyond any input of ours, far below what overflows a stack.
const MAX_VARIABLE_DEPTH = 64;

/** The one place where documents are parsed, validated, limited and checked against a viewer's scopes. */
export function createGate({ schema, introspection, logger, ...options }: GateOptions): Gate {
  const limits = effectiveLimits(options.limits);
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const documents = new LRUCache<string, ReadDocument | Refused>({
    max: 1_000,
    // A parsed document takes some thirty times its source.
    maxSize: 2_000_000,
    sizeCalculation: (_, source) => source.length + 1,
  });

  return { prepare, maskError: createErrorMask(logger) };

  function prepare(request: PrepareRequest): PrepareResult {
    try {
      return { ok: true, prepared: admit(request) };
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      return { ok: false, errors: refusal.errors, status: refusal.status };
    }
  }

  function admit({ source, operationName, viewer, allow, variables }: PrepareRequest): Prepared {
    if (isNestedDeeper(variables, MAX_VARIABLE_DEPTH))
      throw new Refused([tooDeepVariables(MAX_VARIABLE_DEPTH)]);
    // Strangers must not be able to push the viewers' documents out of the cache.
    const read = documents.get(source) ?? readDocument(source, viewer !== null);
    if (read instanceof Refused) throw read;
    const operation = operationOf(read.document, operationName);
    if (!operation) throw new Refused([noOperation(operationName)]);
    if (!allow.includes(operation.operation)) throw new Refused([notServed(operation, allow)]);
    // Before validation, whose messages tell which fields exist.
    if (!viewer && !isPublic(read.document, operation)) throw new Refused([unauthenticated()], 401);
    const checked = checkOperation(read, operation);
    if (viewer) {
      const errors = forbidden(checked.requirements, viewer);
      if (errors.length > 0) throw new Refused(errors, 403);
    }
    return checked.prepared;
  }

  function readDocument(source: string, keep: boolean): ReadDocument | Refused {
    if (source.length > limits.maxQueryBytes || Buffer.byteLength(source) > limits.maxQueryBytes) {
      return new Refused([
        coded('QUERY_TOO_LARGE', `The document is longer than ${limits.maxQueryBytes} bytes.`),
      ]);
    }
    const document = parseWithinLimits(source);
    const errors = document instanceof GraphQLError ? [document] : limitErrors(document, limits);
    const read =
      document instanceof GraphQLError || errors.length > 0
        ? new Refused(errors)
        : { hash: createHash('sha256').update(source).digest('hex'), document, operations: new Map() };
    if (keep) documents.set(source, read);
    return read;
  }

  function parseWithinLimits(source: string): DocumentNode | GraphQLError {
    try {
      return parse(source, { maxLexicalTokens: limits.maxTokens });
    } catch (error) {
      // The parser recurses: nesting beyond the stack is a document too deep, not a fault of ours.
      if (error instanceof RangeError) return coded('QUERY_TOO_DEEP', 'The document is nested too deeply.');
      if (!(error instanceof GraphQLError)) throw error;
      const tooLong = /^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(error.message);
      return tooLong
        ? coded('QUERY_TOO_LARGE', `The document has more than ${limits.maxTokens} lexical tokens.`)
        : withCode('GRAPHQL_PARSE_FAILED', error);
    }
  }

  function isPublic(document: DocumentNode, operation: OperationDefinitionNode): boolean {
    return [...rootFieldNames(document, operation)].every(
      (name) => name === '__typename' || (introspection && (name === '__schema' || name === '__type')),
    );
  }

  function validateOnce(document: DocumentNode): readonly GraphQLError[] {
    const errors = allErrors(document);
    return errors.map((error) =>
      // graphql-js gives up on documents whose overlapping selections take too long to compare.
      error.message === 'Validation aborted.'
        ? coded(
            'QUERY_TOO_COMPLEX',
            'The selections overlap too often to be compared: select each field once.',
          )
        : withCode('GRAPHQL_VALIDATION_FAILED', error),
    );
  }

  function allErrors(document: DocumentNode): readonly GraphQLError[] {
    try {
      return validate(schema, document, rules, { maxErrors: 20, hideSuggestions: !introspection });
    } catch (error) {
      // graphql-js throws instead of reporting for `subscription { field @skip(if: $variable) }`.
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }

  function checkOperation(read: ReadDocument, operation: OperationDefinitionNode): CheckedOperation {
    const { document, hash } = read;
    read.validationErrors ??= validateOnce(document);
    if (read.validationErrors.length > 0) throw new Refused(read.validationErrors);
    let checked = read.operations.get(operation);
    if (!checked) {
      const operationName = operation.name?.value ?? null;
      const requirements = requiredScopes(schema, document, operationName) ?? [];
      checked = { prepared: { document, operation, operationName, hash }, requirements };
      read.operations.set(operation, checked);
    }
    return checked;
  }
}

function forbidden(requirements: readonly Requirement[], viewer: Viewer): GraphQLError[] {
  return requirements.flatMap(({ coordinate, scopes, node }) => {
    const missing = scopes?.filter((scope) => !viewer.scopes.has(scope));
    if (missing?.length === 0) return [];
    const message = missing
      ? `${coordinate} needs the scope ${missing.join(' and ')}, which your credential does not have.`
      : `${coordinate} states no scope, so it is open to nobody.`;
    return new GraphQLError(message, {
      nodes: node,
      extensions: { code: 'FORBIDDEN', coordinate, scopes: missing ?? [] },
    });
  });
}
