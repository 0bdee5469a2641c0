import fc from 'fast-check';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Operation } from './differential.ts';

export interface RandomOperationOptions {
  /** How deep selections nest. Default 4. */
  readonly depth?: number;
  /** Literals to try for a scalar, as GraphQL text; by default numbers for numbers, words otherwise. */
  readonly literals?: Readonly<Record<string, readonly string[]>>;
  /** How many of ten arguments that may be left out are given. Default 5. */
  readonly optionalArguments?: number;
  /** Fields to leave out, as `Type.field`. */
  readonly without?: readonly string[];
}

const defaultLiterals: Readonly<Record<string, readonly string[]>> = {
  Int: ['0', '1', '3'],
  Float: ['0.5', '2'],
  Boolean: ['true', 'false'],
  String: ['"fine"', '"error"', '"null"', '"rejected"', '""'],
  ID: ['"b"', '"s"', '5'],
};

const conditions = [
  ...Array.from({ length: 12 }, () => ''),
  '@include(if: $yes)',
  '@skip(if: $yes)',
  '@include(if: $no)',
  '@skip(if: false)',
];

/** Random queries over a schema: aliases, fragments, conditions and arguments. A few are invalid (name conflicts). */
export function operationsOf(
  schema: GraphQLSchema,
  options: RandomOperationOptions = {},
): fc.Arbitrary<Operation> {
  const { depth = 4, optionalArguments = 5, without = [] } = options;
  const literals = { ...defaultLiterals, ...options.literals };
  const condition = fc.constantFrom(...conditions);

  return fc
    .record({
      selections: selectionSet(schema.getQueryType()!, depth),
      yes: fc.constantFrom(undefined, true, false),
      no: fc.boolean(),
    })
    .map(({ selections, yes, no }) => ({
      // Both variables are used, whatever the selections say.
      source: `query Random($yes: Boolean = true, $no: Boolean!) { last: __typename @skip(if: $yes) @include(if: $no) ${selections} }`,
      variables: { no, ...(yes !== undefined && { yes }) },
    }));

  function selectionSet(type: GraphQLCompositeType, levels: number): fc.Arbitrary<string> {
    return fc.array(selection(type, levels), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
  }

  function selection(type: GraphQLCompositeType, levels: number): fc.Arbitrary<string> {
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const usable = fields.filter(
      (field) =>
        !without.includes(`${type.name}.${field.name}`) &&
        (levels > 1 || !isCompositeType(getNamedType(field.type))),
    );
    const choices: fc.Arbitrary<string>[] = [
      fc.constant('__typename'),
      ...usable.map((field) => lazily(() => fieldSelection(field, levels))),
    ];
    if (isAbstractType(type)) {
      const inner = fc.constantFrom(...schema.getPossibleTypes(type));
      choices.push(
        fc
          .tuple(inner, condition)
          .chain(([possible, when]) =>
            lazily(() => selectionSet(possible, levels)).map(
              (set) => `... on ${possible.name} ${when} { ${set} }`,
            ),
          ),
      );
    }
    return fc.oneof(...choices);
  }

  function fieldSelection(field: GraphQLField<unknown, unknown>, levels: number): fc.Arbitrary<string> {
    const target = getNamedType(field.type);
    const below = isCompositeType(target)
      ? lazily(() => selectionSet(target, levels - 1)).map((set) => ` { ${set} }`)
      : fc.constant('');
    const aliased = fc.boolean();
    return fc.tuple(argumentsOf(field), condition, below, aliased).map(([args, when, set, alias]) => {
      // The alias follows from the arguments, so that what has one name can be merged.
      const name = args === '' && !alias ? field.name : `${field.name}${nameOf(args)}: ${field.name}`;
      return `${name}${args} ${when}${set}`;
    });
  }

  function argumentsOf(field: GraphQLField<unknown, unknown>): fc.Arbitrary<string> {
    const parts = field.args.map((argument) =>
      fc
        .tuple(fc.integer({ min: 1, max: 10 }), literalOf(argument.type, 2))
        .map(([die, value]) =>
          die <= optionalArguments || isRequiredArgument(argument) ? `${argument.name}: ${value}` : '',
        ),
    );
    return fc.tuple(...parts).map((given) => {
      const present = given.filter((part) => part !== '');
      return present.length > 0 ? `(${present.join(', ')})` : '';
    });
  }

  function literalOf(type: GraphQLInputType, levels: number): fc.Arbitrary<string> {
    if (isNonNullType(type)) return literalOf(type.ofType, levels);
    if (isListType(type)) {
      return fc
        .array(literalOf(type.ofType, levels), { maxLength: 2 })
        .map((items) => `[${items.join(', ')}]`);
    }
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
    if (!isInputObjectType(type)) return fc.constantFrom(...(literals[type.name] ?? ['"1"']));
    const fields = Object.values(type.getFields()).filter(
      (field) => levels > 0 || isRequiredInputField(field),
    );
    return fc
      .tuple(
        ...fields.map((field) =>
          fc
            .tuple(
              fc.boolean(),
              lazily(() => literalOf(field.type, levels - 1)),
            )
            .map(([wanted, value]) =>
              wanted || isRequiredInputField(field) ? `${field.name}: ${value}` : '',
            ),
        ),
      )
      .map((given) => `{ ${given.filter((part) => part !== '').join(', ')} }`);
  }
}

function lazily(make: () => fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.constant(null).chain(make);
}

/** A name that differs where arguments differ: letters and digits only. */
function nameOf(args: string): string {
  let hash = 7;
  for (const character of args) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return `X${hash.toString(36)}`;
}
