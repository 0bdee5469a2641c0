import { createHash } from 'node:crypto';
import {
  execute,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { createExecutor, type CompileEvent } from '../../src/app/executor/executor.ts';
import { operationOf } from '../../src/app/gate/operation.ts';
import type { Prepared } from '../../src/app/gate/gate.ts';

export interface Operation {
  readonly source: string;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
}

export interface Comparison {
  /** What differs, one sentence each; empty when both executors answered alike. */
  readonly differences: readonly string[];
  /** Why the compiled executor left this to graphql-js; null when it ran compiled code. */
  readonly reason: string | null;
  readonly reference: ExecutionResult;
  readonly compiled: ExecutionResult;
}

export interface Differential {
  compare(operation: Operation): Promise<Comparison>;
}

/** Runs operations with graphql-js and with our executor, which compiles from the first use on. */
export function createDifferential(
  schema: GraphQLSchema,
  contextValue: () => unknown = () => ({}),
  /** Takes out of an answer what depends on the moment it was asked for. */
  timeless: (json: string) => string = (json) => json,
): Differential {
  const events = new Map<string, CompileEvent>();
  const executor = createExecutor(schema, {
    compileFromUse: 1,
    onCompile: (event) => events.set(event.hash, event),
  });

  return {
    async compare({ source, variables, operationName }) {
      const prepared = prepare(schema, source, operationName);
      const [reference, compiled] = [
        // A copy: graphql-js goes on adding errors of fields it no longer waits for.
        copyOf(
          await execute({
            schema,
            document: prepared.document,
            operationName,
            variableValues: variables,
            contextValue: contextValue(),
          }),
        ),
        await executor.execute({ prepared, variables, contextValue: contextValue() }),
      ];
      const event = events.get(prepared.hash);
      return {
        differences: differencesBetween(reference, compiled, timeless),
        reason: event ? event.reason : 'it was not tried',
        reference,
        compiled,
      };
    },
  };
}

/** What the gate would hand over, for schemas without scopes. Throws on invalid documents. */
export function prepare(schema: GraphQLSchema, source: string, operationName?: string): Prepared {
  const document = parse(source);
  const errors = validate(schema, document);
  const operation = operationOf(document, operationName);
  if (errors.length > 0 || !operation) throw new Error(`${errors.join('\n')} in:\n${source}`);
  const hash = createHash('sha256').update(source).digest('hex');
  return { document, operation, operationName: operation.name?.value ?? null, hash };
}

function copyOf({ data, errors }: ExecutionResult): ExecutionResult {
  return { ...(data !== undefined && { data }), ...(errors && { errors: [...errors] }) };
}

/**
 * Data must be equal to the byte. Errors must be equal where a field became null for its own error. Where
 * null went up to a parent, the specification leaves open which of the errors below are reported, and
 * graphql-js's choice depends on timing: there must be some, and one in common.
 */
export function differencesBetween(
  reference: ExecutionResult,
  compiled: ExecutionResult,
  timeless: (json: string) => string = (json) => json,
): string[] {
  const differences: string[] = [];
  const [referenceData, compiledData] = [reference.data, compiled.data].map(
    (data) => data && timeless(JSON.stringify(data)),
  );
  if (referenceData !== compiledData) differences.push(`data: ${referenceData} !== ${compiledData}`);
  const expected = errorsByNull(reference);
  const actual = errorsByNull(compiled);
  for (const place of new Set([...expected.keys(), ...actual.keys()])) {
    const theirs = expected.get(place) ?? [];
    const ours = actual.get(place) ?? [];
    const common = theirs.filter((error) => ours.includes(error));
    const ofTheFieldItself = [...theirs, ...ours].every((error) => error.startsWith(`at ${place}: `));
    const alike = ofTheFieldItself
      ? common.length === theirs.length && common.length === ours.length
      : common.length > 0 || (place === '' && theirs.length > 0 && ours.length > 0);
    if (!alike) differences.push(`errors at null "${place}": ${theirs.join(' | ')} !== ${ours.join(' | ')}`);
  }
  return differences;
}

/** The errors as text, by the path of the null they led to. */
function errorsByNull({ data, errors = [] }: ExecutionResult): Map<string, string[]> {
  const byNull = new Map<string, string[]>();
  for (const error of errors) {
    const place = pathOfNull(data, error.path ?? []).join('.');
    byNull.set(place, [...(byNull.get(place) ?? []), textOf(error)].toSorted());
  }
  return byNull;
}

function pathOfNull(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value == null) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

function textOf({ path, message, locations, extensions, originalError }: GraphQLError): string {
  // The classes that complaints of the executors themselves come in, which nobody can see.
  const cause = /^(Error|GraphQLError)?$/.test(originalError?.name ?? '') ? '' : originalError?.name;
  const places = locations?.map(({ line, column }) => `${line}:${column}`).join();
  const code = extensions['code'] === 'BAD_USER_INPUT' ? undefined : extensions['code'];
  const { code: _, ...others } = extensions;
  return `at ${path?.join('.') ?? ''}: ${message} ${JSON.stringify([code, others])} (${places}) ${cause}`;
}
