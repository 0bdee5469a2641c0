import {
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
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
// A mutation says by `outsiders: true` that partners and customers may use it, too: every other refuses them whatever
// their scopes are, which the rights matrix tries with each (test/access/rights-matrix-refusals.test.ts).
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
      if (!isObjectType(type) && !isInterfaceType(type)) return;
      const own = scopeOf(field, type);
      if (isObjectType(type) || own) demand(type, field, node);
      if (!isInterfaceType(type)) return;
      // The row can be of any implementing type, so it takes what those state differently, too; an
      // interface may leave the stating to them altogether.
      for (const possible of schema.getPossibleTypes(type)) {
        const theirs = possible.getFields()[field.name];
        if (theirs && (!own || String(scopeOf(theirs, possible)) !== String(own))) {
          demand(possible, theirs, node);
        }
      }
    },
  });
  for (const definition of reachableDefinitions(document, operation)) visit(definition, collector);
  return [...required.values()];

  function demand(type: FieldsType, field: AnyField, node: FieldNode): void {
    const coordinate = `${type.name}.${field.name}`;
    if (!required.has(coordinate))
      required.set(coordinate, { coordinate, scopes: scopeOf(field, type), node });
  }
}

/**
 * Coordinates of all fields that state no scope, neither themselves nor through their type: there should be
 * none. An interface may leave it to the types behind it.
 */
export function fieldsWithoutScope(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type): type is FieldsType => isObjectType(type) || isInterfaceType(type))
    .filter((type) => !isIntrospectionType(type))
    .filter((type) => isObjectType(type) || schema.getPossibleTypes(type).length === 0)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => scopeOf(field, type) === null)
        .map((field) => `${type.name}.${field.name}`),
    )
    .toSorted();
}

function statedScope(scope: unknown): readonly string[] | null {
  if (typeof scope === 'string') return [scope];
  if (Array.isArray(scope) && scope.length > 0 && scope.every((one) => typeof one === 'string')) return scope;
  if (scope === undefined) return null;
  throw new TypeError(`A scope is a string or a list of strings, not ${JSON.stringify(scope)}.`);
}
