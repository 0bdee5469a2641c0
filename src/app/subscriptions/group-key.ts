import { createHash } from 'node:crypto';
import { Kind, print, visit, type FieldNode, type SelectionSetNode } from 'graphql';
import type { Viewer } from '../../services/access/viewer.ts';
import type { Prepared } from '../gate/gate.ts';
import { fragmentsOf, reachableDefinitions } from '../gate/operation.ts';

// Where a subscriber continues is its own; apart from that, the same document with the same variables shows the same
// to viewers of the same rights.

interface Shape {
  /** The operation and its fragments, printed, without the cursor. */
  readonly text: string;
  /** The variables that it depends on. */
  readonly variables: readonly string[];
}

/** Parsed operations live as long as the gate's cache holds them, and so does what is known of them. */
const shapes = new WeakMap<Prepared, Shape>();

/** The same for all subscriptions that are shown the same. */
export function groupKey(prepared: Prepared, variables: Record<string, unknown>, viewer: Viewer): string {
  const { text, variables: names } = shapeOf(prepared);
  const values = names.map((name) => [name, Object.hasOwn(variables, name), sorted(variables[name])]);
  return createHash('sha256')
    .update(JSON.stringify([text, values, rightsOf(viewer)]))
    .digest('base64');
}

/**
 * The key itself is among the rights: what a viewer without an agent has said (feedback on an article) is known by
 * its key, and a key that ends must end those who came with it and nobody else.
 */
function rightsOf({ kind, keyId, name, scopes, reach, agentId, expiresAt }: Viewer): unknown {
  return [kind, keyId ?? name, [...scopes].toSorted(), sorted(reach), agentId, expiresAt];
}

function shapeOf(prepared: Prepared): Shape {
  let shape = shapes.get(prepared);
  if (!shape) shapes.set(prepared, (shape = readShape(prepared)));
  return shape;
}

function readShape({ document, operation }: Prepared): Shape {
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
    const withoutCursor = visit(definition, {
      Field: (field) => (rootFields.has(field) ? withoutAfter(field) : undefined),
      // Where a variable is used counts, not that it is there.
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
    });
    return print(withoutCursor);
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
