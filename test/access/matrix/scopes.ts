import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
} from 'graphql';
import { scopeOf } from '../../../src/app/gate/scopes.ts';
import { type Fill, type Route, selectionOf } from './operations.ts';

/**
 * The scopes that a route takes, each with the fields on the way that need it. A field of an interface needs, beside
 * its own, what the types behind it state differently.
 */
export function neededBy(schema: GraphQLSchema, { steps }: Route): Map<string, Set<string>> {
  const needed = new Map<string, Set<string>>();
  for (const { type, field } of steps) {
    const own = scopeOf(field, type);
    if (own || !isInterfaceType(type)) need(`${type.name}.${field.name}`, own ?? []);
    if (!isInterfaceType(type)) continue;
    for (const possible of schema.getPossibleTypes(type)) {
      const theirs = possible.getFields()[field.name];
      const scopes = theirs && scopeOf(theirs, possible);
      if (scopes && String(scopes) !== String(own)) need(`${possible.name}.${field.name}`, scopes);
    }
  }
  return needed;

  function need(coordinate: string, scopes: readonly string[]): void {
    for (const scope of scopes) needed.set(scope, (needed.get(scope) ?? new Set()).add(coordinate));
  }
}

/** Selects all that these scopes may select below a field. */
export function selectionFor(schema: GraphQLSchema, scopes: readonly string[]) {
  return (
    field: GraphQLField<unknown, unknown>,
    depth: number,
    fill: Fill,
    further?: Set<string>,
  ): string => {
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return '';
    return selectionOf(schema, type, { depth, fill, isAllowed, further });
  };

  function isAllowed(type: Parameters<typeof scopeOf>[1], field: Parameters<typeof scopeOf>[0]): boolean {
    return (scopeOf(field, type) ?? []).every((scope) => scopes.includes(scope));
  }
}
