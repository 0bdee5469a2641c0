import { GraphQLScalarType, GraphQLSchema, Kind, type VariableDefinitionNode } from 'graphql';

/**
 * The type of every variable in a document that is compiled: values are coerced by graphql-js before, so
 * graphql-jit must take them as they are. (Its own coercion differs from graphql-js's, would run twice,
 * and overflows the stack on input types that contain themselves.)
 */
const CoercedValue = new GraphQLScalarType({
  name: 'KontorCoercedValue',
  parseValue: (value) => value,
});

/** The schema to compile against: the same types, and `CoercedValue`. */
export function withCoercedValue(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...config.types, CoercedValue], assumeValid: true });
}

export function coercedVariable(name: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: CoercedValue.name } },
  };
}
