import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The operation a request means: the named one, or the only one; null when there is no such. */
export function operationOf(
  document: DocumentNode,
  operationName: string | null | undefined,
): OperationDefinitionNode | null {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operationName) return operations.find(({ name }) => name?.value === operationName) ?? null;
  return (operations.length === 1 && operations[0]) || null;
}

/** The operation and every fragment it reaches, each once. */
export function reachableDefinitions(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<OperationDefinitionNode | FragmentDefinitionNode> {
  const fragments = fragmentsOf(document);
  // Sets iterate over what is added on the way, so this follows the fragments of fragments.
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  for (const definition of reached) {
    for (const selection of selectionsWithin(definition.selectionSet)) {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : undefined;
      if (fragment) reached.add(fragment);
    }
  }
  return reached;
}

/** All that is selected, at every level; spreads are not followed. Some ten times as fast as `visit`, which looks at every name. */
export function* selectionsWithin(selectionSet: SelectionSetNode): Generator<SelectionNode, void> {
  const levels = [selectionSet];
  for (let level = levels.pop(); level; level = levels.pop()) {
    for (const selection of level.selections) {
      yield selection;
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet)
        levels.push(selection.selectionSet);
    }
  }
}

/** The names of the fields an operation starts with, through fragments. */
export function rootFieldNames(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<string> {
  const fragments = fragmentsOf(document);
  const names = new Set<string>();
  const levels = new Set<SelectionSetNode>([operation.selectionSet]);
  for (const level of levels) {
    for (const selection of level.selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) levels.add(selection.selectionSet);
      else levels.add(fragments.get(selection.name.value)?.selectionSet ?? level);
    }
  }
  return names;
}

export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}
