import {
  getNullableType,
  isEnumType,
  isNonNullType,
  Kind,
  TypeInfo,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type SelectionNode,
  type ValueNode,
} from 'graphql';
import type { Prepared } from '../gate/gate.ts';
import { reachableDefinitions } from '../gate/operation.ts';
import { coercedVariable } from './coerced-value.ts';
import { underConditions } from './conditions.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface Specialized {
  /** The operation and its fragments for one combination of conditions, its arguments lifted out. */
  readonly document: DocumentNode;
  /** The variables to run it with, from the coerced ones; null when graphql-js must report what is wrong with them. */
  variablesFor(coerced: Variables): Variables | null;
}

/** An argument's value that the compiled code takes from a variable of ours. */
interface Lifted {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly node: ValueNode;
}

/**
 * Prepares an operation for graphql-jit. Argument values stay in the document only where they are numbers,
 * booleans, null or names of our enums; everything else becomes a variable that graphql-js evaluates for each
 * request, because graphql-jit
 *
 * - prints literals into the code it generates, and what a string literal says can run there: a document
 *   with `"__MAGIC_DATE__…"` executes whatever follows (version 0.8.9, see the executor's test);
 * - turns an omitted variable inside an input object into null;
 * - squeezes the values of custom scalars through JSON.
 */
export function specialize(schema: GraphQLSchema, prepared: Prepared, conditions: Variables): Specialized {
  const taken = new Set(prepared.operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  let prefix = 'argument';
  while ([...taken].some((name) => name.startsWith(prefix))) prefix += '_';
  const lifted: Lifted[] = [];
  const mustNotBeNull = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  const select = (selection: SelectionNode) => underConditions(selection, conditions);
  const transform = visitWithTypeInfo(typeInfo, {
    Field: select,
    InlineFragment: select,
    FragmentSpread: select,
    Argument(node) {
      const type = typeInfo.getArgument()?.type;
      return type && !typeInfo.getDirective() ? liftArgument(node, type) : undefined;
    },
  });
  const reachable = reachableDefinitions(prepared.document, prepared.operation);
  const definitions = [...reachable].map((definition) => visit(definition, transform));
  const variableDefinitions = [...taken, ...lifted.map(({ name }) => name)].map(coercedVariable);
  return {
    document: {
      kind: Kind.DOCUMENT,
      definitions: definitions.map((definition) =>
        definition.kind === Kind.OPERATION_DEFINITION ? { ...definition, variableDefinitions } : definition,
      ),
    },
    variablesFor,
  };

  function liftArgument(node: ArgumentNode, type: GraphQLInputType): ArgumentNode | undefined {
    const { value } = node;
    if (value.kind === Kind.VARIABLE) {
      if (isNonNullType(type)) mustNotBeNull.add(value.name.value);
      return undefined;
    }
    if (isPrintable(value, type)) return undefined;
    const name = `${prefix}${lifted.length}`;
    lifted.push({ name, type, node: value });
    return {
      ...node,
      value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name }, loc: value.loc },
    };
  }

  function variablesFor(coerced: Variables): Variables | null {
    for (const name of mustNotBeNull) if (coerced[name] == null) return null;
    if (lifted.length === 0) return coerced;
    const variables: Record<string, unknown> = { ...coerced };
    for (const { name, type, node } of lifted) {
      // Anew for each request: a resolver may write on its arguments.
      const value = valueFromAST(node, type, coerced);
      if (value === undefined) return null;
      variables[name] = value;
    }
    return variables;
  }
}

/** Whether graphql-jit may print the literal: what it means is a number, boolean or null, or named by our own enum. */
function isPrintable(node: ValueNode, type: GraphQLInputType): boolean {
  const value = valueFromAST(node, type);
  if (node.kind === Kind.ENUM) return isEnumType(getNullableType(type)) && typeof value === 'string';
  return value === null || typeof value === 'boolean' || Number.isFinite(value);
}
