import type { GraphQLFieldResolver } from 'graphql';

/**
 * What a field without a resolver answers in a query: the row's property, as the compiled code reads it.
 * graphql-js's default would call functions and wait for promises; the compiled code would print nothing
 * where they stand, so they are refused on an operation's first use already.
 */
export const plainProperty: GraphQLFieldResolver<unknown, unknown> = (row, _args, _context, info) => {
  const value: unknown = (row as Record<string, unknown> | null | undefined)?.[info.fieldName];
  if (
    typeof value === 'function' ||
    typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
  ) {
    throw new Error(
      `${info.parentType.name}.${info.fieldName} found a ${typeof value === 'function' ? 'function' : 'promise'} ` +
        'in its row: rows hold plain values; give the field a resolver.',
    );
  }
  return value;
};
