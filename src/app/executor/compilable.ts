import {
  doTypesOverlap,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../gate/operation.ts';

export interface Compilability {
  /** Why a document must not be compiled; null when it may. */
  reasonAgainst(document: DocumentNode, root: GraphQLObjectType): string | null;
}

/**
 * Knows what graphql-jit gets wrong or would take too long over. The budget is in steps of its compiler:
 * a field costs its depth, once for each type that the fields above it can have, once per spread of its fragment.
 */
export function createCompilability(schema: GraphQLSchema, budget: number): Compilability {
  const clashing = clashingCoordinates(schema);
  return { reasonAgainst };

  function reasonAgainst(document: DocumentNode, root: GraphQLObjectType): string | null {
    const fragments = fragmentsOf(document);
    let cost = 0;
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const reason = againstSelections(definition.selectionSet, root, 1);
      if (reason) return reason;
    }
    return null;

    function againstSelections(set: SelectionSetNode, type: GraphQLObjectType, depth: number): string | null {
      for (const selection of set.selections) {
        cost += depth;
        if (cost > budget) return `it costs more than ${budget} steps to compile`;
        const reason =
          selection.kind === Kind.FIELD
            ? againstField(selection, type, depth)
            : selection.kind === Kind.INLINE_FRAGMENT
              ? againstFragment(selection, type, depth)
              : againstFragment(fragments.get(selection.name.value), type, depth);
        if (reason) return reason;
      }
      return null;
    }

    function againstFragment(
      fragment: { typeCondition?: NamedTypeNode | undefined; selectionSet: SelectionSetNode } | undefined,
      type: GraphQLObjectType,
      depth: number,
    ): string | null {
      if (!fragment) return null;
      const condition = fragment.typeCondition && typeFromAST(schema, fragment.typeCondition);
      if (condition && !doTypesOverlap(schema, condition as GraphQLCompositeType, type)) return null;
      return againstSelections(fragment.selectionSet, type, depth);
    }

    function againstField(node: FieldNode, type: GraphQLObjectType, depth: number): string | null {
      const key = node.alias?.value ?? node.name.value;
      if (node.name.value === '__typename')
        return isUsableKey(key) || key === '__typename' ? null : unusable(key);
      const field = type.getFields()[node.name.value];
      if (!field) return 'it introspects the schema';
      if (!isUsableKey(key)) return unusable(key);
      if (clashing.has(`${type.name}.${field.name}`))
        return `${type.name}.${field.name} reads like another field`;
      if (!hasPrintableDefaults(field)) return `${type.name}.${field.name} has a default that is no JSON`;
      const target = getNamedType(field.type);
      if (!node.selectionSet || !isCompositeType(target)) return null;
      for (const possible of isAbstractType(target) ? schema.getPossibleTypes(target) : [target]) {
        const reason = againstSelections(node.selectionSet, possible, depth + 1);
        if (reason) return reason;
      }
      return null;
    }
  }
}

/**
 * graphql-jit joins response keys, list indexes (`idx0`) and type names with underscores into names under
 * which it keeps each field's `info`; two fields whose names come out alike would get the other's.
 */
function isUsableKey(key: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(key) && !/^idx\d+$/.test(key) && !(key in Object.prototype);
}

function unusable(key: string): string {
  return `the response key "${key}" can be taken for another`;
}

/** Fields whose type and own name, written together, read like another's: graphql-jit keeps resolvers under that. */
function clashingCoordinates(schema: GraphQLSchema): ReadonlySet<string> {
  const coordinates = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.keys(type.getFields()).map((name) => [`${type.name}.${name}`, type.name + name]),
    );
  const owners = new Map<string, string>();
  const clashing = new Set<string>();
  for (const [coordinate = '', joined = ''] of coordinates) {
    const owner = owners.get(joined);
    if (owner) clashing.add(owner).add(coordinate);
    owners.set(joined, coordinate);
    // Type names stand among the keys that isUsableKey keeps apart.
    if (!/^[A-Z][A-Za-z0-9]*\./.test(coordinate)) clashing.add(coordinate);
  }
  return clashing;
}

function hasPrintableDefaults({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.every(({ defaultValue }) => defaultValue === undefined || isPlainJson(defaultValue));
}

function isPlainJson(value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isPlainJson);
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && Object.values(value).every(isPlainJson);
}
