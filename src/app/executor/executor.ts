import {
  execute,
  getVariableValues,
  GraphQLError,
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Prepared } from '../gate/gate.ts';
import { createCompiler, type CompiledOperation } from './compile.ts';
import { conditionVariables } from './conditions.ts';
import { plainProperty } from './plain-property.ts';

export interface ExecutorOptions {
  /** From which use on an operation is compiled. Default 2: what is asked once is not worth it. */
  readonly compileFromUse?: number;
  /** How many steps compiling may take; larger operations run on graphql-js. Default 2,500. */
  readonly compileBudget?: number;
  /** How many operations are remembered, compiled or not. Default 500. */
  readonly maxOperations?: number;
  /** Told once about each operation that was compiled, or why it will not be. */
  readonly onCompile?: (event: CompileEvent) => void;
}

export interface CompileEvent {
  readonly operationName: string | null;
  readonly hash: string;
  readonly milliseconds: number;
  /** Why it stays on graphql-js; null when it was compiled. */
  readonly reason: string | null;
}

export interface ExecuteRequest {
  /** From the gate, of the same schema. */
  readonly prepared: Prepared;
  /** As they came; they are coerced here. */
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly contextValue: unknown;
  readonly rootValue?: unknown;
}

export interface Executor {
  /** Runs a query or mutation. Never rejects because of what resolvers do. */
  execute(request: ExecuteRequest): Promise<ExecutionResult>;
  /** Runs a subscription's operation for one event: `rootValue` is what its root field resolves from. */
  executeEvent(request: ExecuteRequest): Promise<ExecutionResult>;
}

/** What is known of one operation; a variant for each combination of its @skip and @include variables. */
interface Known {
  readonly conditions: readonly string[];
  readonly variants: Map<string, Variant>;
}

interface Variant {
  uses: number;
  /** Undefined until it was tried; null when it must stay on graphql-js. */
  compiled: CompiledOperation | null | undefined;
}

// Twice as many variants with each: beyond this nobody calls them all often enough.
const maxConditions = 4;

/**
 * Answers queries with compiled code from their second use on, everything else with graphql-js. Both give
 * the same answers (test/app/executor-differential.test.ts). Mutations stay on graphql-js: they must run
 * one after the other, and are not where the time goes.
 */
export function createExecutor(schema: GraphQLSchema, options: ExecutorOptions = {}): Executor {
  const { compileFromUse = 2, compileBudget = 2_500, maxOperations = 500, onCompile } = options;
  const compile = createCompiler(schema, compileBudget);
  const operations = new LRUCache<string, Known>({ max: maxOperations });

  return {
    execute: async (request) => (await runCompiled(request)) ?? interpret(request),
    executeEvent: async (request) => interpret(request),
  };

  function runCompiled(request: ExecuteRequest): Promise<ExecutionResult> | ExecutionResult | null {
    const { prepared, variables, contextValue, rootValue } = request;
    if (prepared.operation.operation !== OperationTypeNode.QUERY) return null;
    const { coerced, errors } = getVariableValues(
      schema,
      prepared.operation.variableDefinitions ?? [],
      variables ?? {},
      { maxErrors: 20 },
    );
    if (errors) return { errors: errors.map(asBadInput) };
    const compiled = compiledFor(prepared, coerced);
    return compiled && compiled.run(rootValue, contextValue, coerced);
  }

  function compiledFor(prepared: Prepared, coerced: Record<string, unknown>): CompiledOperation | null {
    const { conditions, variants } = known(prepared);
    const values = conditions.map((name) => coerced[name]);
    // Null for @skip(if:): graphql-js knows what to say.
    if (conditions.length > maxConditions || !values.every((value) => typeof value === 'boolean'))
      return null;
    const key = values.join();
    let variant = variants.get(key);
    if (!variant) variants.set(key, (variant = { uses: 0, compiled: undefined }));
    variant.uses += 1;
    if (variant.uses < compileFromUse) return null;
    if (variant.compiled === undefined) variant.compiled = tryToCompile(prepared, coerced);
    return variant.compiled;
  }

  function known(prepared: Prepared): Known {
    const key = `${prepared.hash} ${prepared.operationName}`;
    let operation = operations.get(key);
    if (!operation) {
      operation = { conditions: conditionVariables(prepared), variants: new Map() };
      operations.set(key, operation);
    }
    return operation;
  }

  function tryToCompile(prepared: Prepared, conditions: Record<string, unknown>): CompiledOperation | null {
    const started = performance.now();
    const result = compile(prepared, conditions);
    onCompile?.({
      operationName: prepared.operationName,
      hash: prepared.hash,
      milliseconds: performance.now() - started,
      reason: result.compiled ? null : result.reason,
    });
    return result.compiled;
  }

  async function interpret({ prepared, variables, contextValue, rootValue }: ExecuteRequest) {
    const { document, operation } = prepared;
    const result = await execute({
      schema,
      document,
      operationName: operation.name?.value,
      variableValues: variables,
      contextValue,
      rootValue,
      fieldResolver: operation.operation === OperationTypeNode.QUERY ? plainProperty : undefined,
    });
    if (!result.errors) return result;
    // Without data, the request itself was wrong; the document is valid, so it was its variables.
    const isRequestError = !('data' in result);
    const errors = result.errors.map((error) =>
      isRequestError || isArgumentError(error) ? asBadInput(error) : error,
    );
    return { ...result, errors };
  }
}

/** graphql-js's complaint about an argument whose variables do not fit it: made while executing, without a code. */
function isArgumentError(error: GraphQLError): boolean {
  return (
    (error.originalError ?? error) instanceof GraphQLError &&
    /^Argument "\w+" (?:of (?:required|non-null) type|has invalid value) /.test(error.message)
  );
}

function asBadInput(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    originalError: error.originalError,
    // A scalar may have said it more exactly.
    extensions: { code: 'BAD_USER_INPUT', ...error.extensions },
  });
}
