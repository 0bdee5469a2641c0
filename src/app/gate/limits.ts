import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ErrorCode } from '../../shared/errors.ts';

export interface GateLimits {
  /** How deep fields may be nested; `__typename` is free, introspection has a bound of its own. */
  maxDepth: number;
  /** The document's length in bytes, checked before it is parsed. */
  maxQueryBytes: number;
  /** Aliased fields, counted wherever a fragment is spread. Default 100. */
  maxAliases?: number | undefined;
  /** Fields of one operation's root. Default 30. */
  maxRootFields?: number | undefined;
  /** Selected fields, counted wherever a fragment is spread. Default 2,000. */
  maxFields?: number | undefined;
  /** Lexical tokens of the document: bounds what parsing and validation may cost. Default 8,000. */
  maxTokens?: number | undefined;
}

export type EffectiveLimits = { readonly [Limit in keyof GateLimits]-?: number };

export function effectiveLimits(limits: GateLimits): EffectiveLimits {
  return {
    maxDepth: limits.maxDepth,
    maxQueryBytes: limits.maxQueryBytes,
    maxAliases: limits.maxAliases ?? 100,
    maxRootFields: limits.maxRootFields ?? 30,
    maxFields: limits.maxFields ?? 2_000,
    maxTokens: limits.maxTokens ?? 8_000,
  };
}

// The deepest that tools send: `ofType` nine levels below the type of a field's argument.
const maxIntrospectionDepth = 20;

interface Measure {
  /** Fields on this level itself. */
  width: number;
  depth: number;
  introspectionDepth: number;
  fields: number;
  aliases: number;
}

/**
 * What a document asks for at most, seen from its text alone: it comes before validation, whose own cost
 * grows with the square of the fields. Every fragment is measured once, so the measuring is linear.
 */
export function limitErrors(document: DocumentNode, limits: EffectiveLimits): GraphQLError[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Measure>();
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .flatMap((operation) => excesses(operation, measureOf(operation.selectionSet)));

  function measureOf(selectionSet: SelectionSetNode): Measure {
    const total: Measure = { width: 0, depth: 0, introspectionDepth: 0, fields: 0, aliases: 0 };
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) add(total, measureOfField(selection));
      else if (selection.kind === Kind.INLINE_FRAGMENT) add(total, measureOf(selection.selectionSet));
      else add(total, measureOfFragment(selection.name.value));
    }
    return total;
  }

  function measureOfField({ name, alias, selectionSet }: FieldNode): Measure {
    const below = selectionSet ? measureOf(selectionSet) : nothing;
    const isIntrospection = name.value === '__schema' || name.value === '__type';
    const depth = name.value === '__typename' ? 0 : below.depth + 1;
    return {
      width: 1,
      depth: isIntrospection ? 0 : depth,
      introspectionDepth: isIntrospection ? depth : below.introspectionDepth,
      fields: below.fields + 1,
      aliases: below.aliases + (alias ? 1 : 0),
    };
  }

  function measureOfFragment(name: string): Measure {
    const known = measured.get(name);
    if (known) return known;
    // A fragment that comes back to itself meets this here; validation refuses it by name.
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const measure = fragment ? measureOf(fragment.selectionSet) : nothing;
    measured.set(name, measure);
    return measure;
  }

  function excesses(operation: OperationDefinitionNode, measure: Measure): GraphQLError[] {
    const errors: GraphQLError[] = [];
    const check = (code: ErrorCode, what: string, actual: number, allowed: number) => {
      if (actual <= allowed) return;
      const found = Number.isSafeInteger(actual) ? String(actual) : 'far more';
      errors.push(
        new GraphQLError(`${what}: ${found}, at most ${allowed} are allowed.`, {
          nodes: operation,
          extensions: { code },
        }),
      );
    };
    check('QUERY_TOO_DEEP', 'Levels of nested fields', measure.depth, limits.maxDepth);
    check(
      'QUERY_TOO_DEEP',
      'Levels of nested introspection',
      measure.introspectionDepth,
      maxIntrospectionDepth,
    );
    check('QUERY_TOO_COMPLEX', 'Fields', measure.fields, limits.maxFields);
    check('QUERY_TOO_COMPLEX', 'Aliases', measure.aliases, limits.maxAliases);
    check('QUERY_TOO_COMPLEX', 'Root fields', measure.width, limits.maxRootFields);
    return errors;
  }
}

const nothing: Measure = Object.freeze({ width: 0, depth: 0, introspectionDepth: 0, fields: 0, aliases: 0 });

function add(total: Measure, part: Measure): void {
  total.width += part.width;
  total.depth = Math.max(total.depth, part.depth);
  total.introspectionDepth = Math.max(total.introspectionDepth, part.introspectionDepth);
  total.fields += part.fields;
  total.aliases += part.aliases;
}
