import { createHash } from 'node:crypto';
import { type FieldNode, type GraphQLSchema, Kind, print, type SelectionSetNode, visit } from 'graphql';
import type { Viewer } from '../../services/access/viewer.ts';
import type { Prepared } from '../gate/gate.ts';
import { fragmentsOf, reachableDefinitions } from '../gate/operation.ts';

// Where a subscriber continues is its own; apart from that, the same document with the same variables shows the same
// to viewers of the same rights. Most arguments of subscriptions only say which events are wanted: their fields have the
// extension `argumentsChoose`, and who differs in nothing else is shown the same of an event that both want.

export interface GroupKey {
  /** The same for all subscriptions that are shown the same of an event. */
  readonly shown: string;
  /** The same for those among them that want the same events. */
  readonly choice: string;
}

interface Shape {
  /** The operation and its fragments, printed, without arguments that say nothing here. */
  readonly text: string;
  /** The variables that it depends on. */
  readonly variables: readonly string[];
}

type Shapes = { readonly [Part in keyof GroupKey]: Shape };

/** Parsed operations live as long as the gate's cache holds them, and so does what is known of them. */
const shapes = new WeakMap<Prepared, Shapes>();

export function groupKey(
  schema: GraphQLSchema,
  prepared: Prepared,
  variables: Record<string, unknown>,
  viewer: Viewer,
): GroupKey {
  let known = shapes.get(prepared);
  if (!known) shapes.set(prepared, (known = shapesOf(schema, prepared)));
  const { shown, choice } = known;
  const rights = rightsOf(viewer);
  return {
    shown: digest([shown.text, valuesOf(shown, variables), rights]),
    choice: digest([choice.text, valuesOf(choice, variables)]),
  };
}

function valuesOf({ variables: names }: Shape, variables: Record<string, unknown>): unknown {
  return names.map((name) => [name, Object.hasOwn(variables, name), sorted(variables[name])]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64');
}

/**
 * The key itself is among the rights: what a viewer without an agent has said (feedback on an article) is known by
 * its key, and a key that ends must end those who came with it and nobody else.
 */
function rightsOf({ kind, keyId, name, scopes, reach, agentId, expiresAt }: Viewer): unknown {
  return [kind, keyId ?? name, [...scopes].toSorted(), sorted(reach), agentId, expiresAt];
}

function shapesOf(schema: GraphQLSchema, prepared: Prepared): Shapes {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  return {
    choice: readShape(prepared, withoutAfter),
    shown: readShape(prepared, (field) =>
      fields[field.name.value]?.extensions['argumentsChoose'] === true
        ? { ...field, arguments: [] }
        : withoutAfter(field),
    ),
  };
}

function readShape({ document, operation }: Prepared, rootField: (field: FieldNode) => FieldNode): Shape {
  const rootFields = new Set<FieldNode>();
  const levels = new Set<SelectionSetNode>([operation.selectionSet]);
  const fragments = fragmentsOf(document);
  for (const level of levels) {
    for (const selection of level.selections) {
      if (selection.kind === Kind.FIELD) rootFields.add(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) levels.add(selection.selectionSet);
      else levels.add(fragments.get(selection.name.value)?.selectionSet ?? level);
    }
  }
  const variables = new Set<string>();
  const texts = [...reachableDefinitions(document, operation)].map((definition) => {
    const withoutSome = visit(definition, {
      Field: (field) => (rootFields.has(field) ? rootField(field) : undefined),
      // Where a variable is used counts, not that it is there.
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
    });
    return print(withoutSome);
  });
  return { text: texts.join('\n'), variables: [...variables] };
}

function withoutAfter(field: FieldNode): FieldNode {
  return { ...field, arguments: field.arguments?.filter(({ name }) => name.value !== 'after') };
}

/** Objects that differ in the order of their keys alone become the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}
