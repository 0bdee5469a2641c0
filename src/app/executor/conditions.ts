import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type DirectiveNode,
  type SelectionNode,
} from 'graphql';
import { reachableDefinitions, selectionsWithin } from '../gate/operation.ts';
import type { Prepared } from '../gate/gate.ts';

// graphql-jit compiles @skip and @include into conditions that it gets wrong where a fragment is spread
// twice. So each combination of their variables is compiled as a document of its own, without them.

/** The variables that decide what an operation selects, sorted. */
export function conditionVariables({ document, operation }: Prepared): readonly string[] {
  const names = new Set<string>();
  for (const { selectionSet } of reachableDefinitions(document, operation)) {
    for (const { directives = [] } of selectionsWithin(selectionSet)) {
      for (const directive of directives) {
        const condition = isCondition(directive) ? directive.arguments?.[0]?.value : undefined;
        if (condition?.kind === Kind.VARIABLE) names.add(condition.name.value);
      }
    }
  }
  return [...names].toSorted();
}

/** The selection as it stands under these variables: null when excluded, without its conditions when included. */
export function underConditions<Selection extends SelectionNode>(
  selection: Selection,
  variables: Readonly<Record<string, unknown>>,
): Selection | null {
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) return null;
  if (getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] === false) return null;
  // Always a copy: graphql-jit writes on the nodes it compiles.
  return { ...selection, directives: selection.directives?.filter((directive) => !isCondition(directive)) };
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name;
}
