import { isLeafType, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Prepared } from '../gate/gate.ts';
import { withCoercedValue } from './coerced-value.ts';
import { createCompilability } from './compilable.ts';
import { rebuildError, serializerOf } from './jit-errors.ts';
import { repairJitRuntime } from './jit-runtime.ts';
import { specialize } from './specialize.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface CompiledOperation {
  /** Null when graphql-js has to say what is wrong with the variables. */
  run(rootValue: unknown, contextValue: unknown, coerced: Variables): Promise<ExecutionResult> | null;
}

/** Compiles an operation for one combination of its conditions, or says why not. */
export type Compile = (
  prepared: Prepared,
  conditions: Variables,
) => { compiled: CompiledOperation } | { compiled: null; reason: string };

export function createCompiler(schema: GraphQLSchema, budget: number): Compile {
  repairJitRuntime();
  const jitSchema = withCoercedValue(schema);
  const compilability = createCompilability(schema, budget);
  const customSerializers = Object.fromEntries(
    Object.values(schema.getTypeMap())
      .filter(isLeafType)
      .map((type) => [type.name, serializerOf(type)]),
  );

  return (prepared, conditions) => {
    const root = schema.getRootType(prepared.operation.operation);
    if (!root) return { compiled: null, reason: 'the schema has no such operations' };
    const { document, variablesFor } = specialize(schema, prepared, conditions);
    const reason = compilability.reasonAgainst(document, root);
    if (reason) return { compiled: null, reason };
    // Stacks of errors that are made while answering cost more than the answering; causes keep theirs.
    const options = { customSerializers, disablingCapturingStackErrors: true };
    const query = compileQuery(jitSchema, document, prepared.operation.name?.value, options);
    if (!isCompiledQuery(query)) {
      return {
        compiled: null,
        reason: query.errors?.map(({ message }) => message).join(' ') ?? 'no reason given',
      };
    }
    return {
      compiled: {
        run(rootValue, contextValue, coerced) {
          const variables = variablesFor(coerced);
          return variables && answer(query.query(rootValue, contextValue, variables), prepared);
        },
      },
    };
  };

  async function answer(
    running: Promise<ExecutionResult> | ExecutionResult,
    { document }: Prepared,
  ): Promise<ExecutionResult> {
    const { data, errors } = await running;
    return errors ? { errors: errors.map((error) => rebuildError(error, schema, document)), data } : { data };
  }
}
