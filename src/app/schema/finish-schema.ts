import { isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { encodeIdWithPrefix, idPrefix, typeNameOfPrefix } from '../../shared/ids.ts';
import { ambiguousScopes } from './ambiguous-scopes.ts';

/**
 * What type-graphql's `buildSchema` leaves to us, done once, in place, before the schema is served: abstract types
 * find a row's type by its `__typename`, the `id` of every `Node` goes out as a TypeID, connections count on demand.
 */
export function finishSchema(schema: GraphQLSchema): GraphQLSchema {
  const { classExtensions, fieldExtensions } = getMetadataStorage();
  const conflicts = ambiguousScopes(classExtensions, fieldExtensions);
  if (conflicts.length > 0) throw new Error(conflicts.join('\n'));
  for (const type of Object.values(schema.getTypeMap())) {
    // type-graphql makes every `resolveType` async, which the compiled executor cannot wait for.
    if (isAbstractType(type)) type.resolveType = typeNameOfRow;
    if (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')) encodeIdsOf(type);
    if (isObjectType(type) && type.name.endsWith('Connection')) countOnlyWhenSelected(type);
  }
  return schema;
}

/**
 * Never throws: in the compiled executor a throw would miss the field it belongs to. Both executors
 * print the name they cannot find in their error, so the name says what is wrong.
 */
function typeNameOfRow(row: unknown): string {
  const typeName = (row as { __typename?: unknown } | null)?.__typename;
  if (typeof typeName === 'string') return typeName;
  const keys = typeof row === 'object' && row !== null ? Object.keys(row).join(', ') : typeof row;
  return `none: the row has no __typename, only ${keys || 'nothing'}`;
}

function encodeIdsOf(type: GraphQLObjectType): void {
  const prefix = idPrefix(type.name);
  if (typeNameOfPrefix(prefix) !== type.name) {
    throw new Error(
      `${type.name} cannot be told from its ids' prefix "${prefix}", which reads as ${typeNameOfPrefix(prefix)}: ` +
        'name it in PascalCase, without digits and with acronyms as words (ApiKey, not APIKey).',
    );
  }
  const id = type.getFields()['id'];
  if (!id) throw new Error(`${type.name} implements Node but has no field "id".`);
  id.resolve = (row: { id: string }) => encodeIdWithPrefix(prefix, row.id);
}

function countOnlyWhenSelected(type: GraphQLObjectType): void {
  const totalCount = type.getFields()['totalCount'];
  if (totalCount) totalCount.resolve = (page: { countTotal(): Promise<number> }) => page.countTotal();
}
