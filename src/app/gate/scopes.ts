import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { operationOf, reachableDefinitions } from './operation.ts';

// A field says which scopes it needs by `@Extensions({ scope: 'customers:read' })`, several as an array
// (all of them are needed); a type says it once for all its fields. `none` opens a field to every viewer.
const openToEveryViewer = 'none';

/** One field of an operation and the scopes it needs; `scopes` is null where the schema states none. */
export interface Requirement {
  /** `Customer.name` */
  readonly coordinate: string;
  readonly scopes: readonly string[] | null;
  readonly node: FieldNode;
}

type FieldsType = GraphQLObjectType | GraphQLInterfaceType;
type AnyField = GraphQLField<unknown, unknown>;

/** The scopes that a field needs, its own or its type's; none for `scope: 'none'`; null when nobody stated any. */
export function scopeOf(field: AnyField, type: FieldsType): readonly string[] | null {
  const stated = statedScope(field.extensions['scope']) ?? statedScope(type.extensions['scope']);
  return stated && stated.filter((scope) => scope !== openToEveryViewer);
}

/** What an operation's fields need, each coordinate once; null when the document has no such operation. */
export function requiredScopes(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): readonly Requirement[] | null {
  const operation = operationOf(document, operationName);
  if (!operation) return null;
  const required = new Map<string, Requirement>();
  const typeInfo = new TypeInfo(schema);
  const collector = visitWithTypeInfo(typeInfo, {
    Field(node) {
      const type = typeInfo.getParentType();
      const field = typeInfo.getFieldDef();
      if (!field || !type || field.name.startsWith('__') || isIntrospectionType(type)) return;
      for (const owner of isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type]) {
        if (isObjectType(owner) || isInterfaceType(owner)) require(owner, field.name, node);
      }
    },
  });
  for (const definition of reachableDefinitions(document, operation)) visit(definition, collector);
  return [...required.values()];

  // A field selected on an interface can meet any of the implementing types, so it needs what each of
  // them states for it; where they all say the same, the interface's own entry stands for all.
  function require(owner: FieldsType, fieldName: string, node: FieldNode): void {
    const coordinate = `${owner.name}.${fieldName}`;
    const field = owner.getFields()[fieldName];
    if (!field || required.has(coordinate)) return;
    required.set(coordinate, { coordinate, scopes: scopeOf(field, owner), node });
  }
}

/** Coordinates of all fields that state no scope, neither themselves nor through their type: there should be none. */
export function fieldsWithoutScope(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !isIntrospectionType(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => scopeOf(field, type) === null)
        .map((field) => `${type.name}.${field.name}`),
    )
    .sort();
}

function statedScope(scope: unknown): readonly string[] | null {
  if (typeof scope === 'string') return [scope];
  if (Array.isArray(scope) && scope.length > 0 && scope.every((one) => typeof one === 'string')) return scope;
  if (scope === undefined) return null;
  throw new TypeError(`A scope is a string or a list of strings, not ${JSON.stringify(scope)}.`);
}
