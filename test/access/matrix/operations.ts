import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  OperationTypeNode,
} from 'graphql';

type FieldsType = GraphQLObjectType | GraphQLInterfaceType;
type AnyField = GraphQLField<unknown, unknown>;

export interface Step {
  readonly type: FieldsType;
  readonly field: AnyField;
}

/** One field of the schema and the shortest way there from a root. */
export interface Route {
  readonly operation: OperationTypeNode;
  readonly steps: readonly Step[];
  /** The field itself: that of the last step. */
  readonly field: AnyField;
}

/** Literals for what an input requires, by name of the argument or input field; `field` is whose argument it is. */
export type Fill = (name: string, type: GraphQLNamedType, field: AnyField) => string;

/**
 * Every field of every type, once, with a short way there: what the schema gets new is in it by itself. Ways begin
 * at lists where they can: those show all that a viewer reaches, where `viewer.customer` may be nobody.
 */
export function routes(schema: GraphQLSchema): Route[] {
  const found: Route[] = [];
  const seen = new Set<string>();
  for (const operation of Object.values(OperationTypeNode)) {
    const root = schema.getRootType(operation);
    if (!root) continue;
    const first = fieldsOf(root, { operation, steps: [] });
    const isList = ({ field }: Route) => getNamedType(field.type).name.endsWith('Connection');
    for (const start of [first.filter(isList), first.filter((route) => !isList(route))]) {
      const queue = [...start];
      for (const route of queue) {
        found.push(route);
        for (const type of typesBehind(getNamedType(route.field.type))) {
          if (seen.has(type.name)) continue;
          seen.add(type.name);
          queue.push(...fieldsOf(type, route));
        }
      }
    }
  }
  return found;

  function typesBehind(type: GraphQLNamedType): FieldsType[] {
    if (isObjectType(type)) return [type];
    if (!isAbstractType(type)) return [];
    return [...(isInterfaceType(type) ? [type] : []), ...schema.getPossibleTypes(type)];
  }
}

function fieldsOf(type: FieldsType, { operation, steps }: Pick<Route, 'operation' | 'steps'>): Route[] {
  return Object.values(type.getFields()).map((field) => ({
    operation,
    steps: [...steps, { type, field }],
    field,
  }));
}

export function coordinate({ steps }: Route): string {
  const last = steps.at(-1);
  return last ? `${last.type.name}.${last.field.name}` : '';
}

/** A document that takes the route; `args` and `selection` are those of its last field. */
export function documentOf(
  { operation, steps }: Route,
  fill: Fill,
  {
    variables = '',
    args,
    selection = '__typename',
  }: { variables?: string; args?: string; selection?: string } = {},
): string {
  const text = steps.reduceRight((inner, { field }, place) => {
    const isLast = place === steps.length - 1;
    const target = getNamedType(field.type);
    const next = steps[place + 1]?.type;
    const typed = next && next !== target ? `... on ${next.name} { ${inner} }` : inner;
    const below = isObjectType(target) || isAbstractType(target) ? ` { ${isLast ? selection : typed} }` : '';
    return `${field.name}${isLast && args !== undefined ? args : requiredArguments(field, fill)}${below}`;
  }, '');
  return `${operation}${variables} { ${text} }`;
}

export function requiredArguments(field: AnyField, fill: Fill): string {
  return listed(
    field.args.filter(isRequiredArgument).map((each) => `${each.name}: ${literal(each, fill, field)}`),
  );
}

function listed(given: readonly string[]): string {
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function literal({ name, type }: GraphQLArgument | GraphQLInputField, fill: Fill, field: AnyField): string {
  const named = getNamedType(type);
  const value = isInputObjectType(named)
    ? `{ ${Object.values(named.getFields())
        .filter(isRequiredInputField)
        .map((each) => `${each.name}: ${literal(each, fill, field)}`)
        .join(', ')} }`
    : isEnumType(named)
      ? (named.getValues()[0]?.name ?? '')
      : fill(name, named, field);
  return isListType(isNonNullType(type) ? type.ofType : type) ? `[${value}]` : value;
}

/** A place in a field's arguments that takes a value: `filter.partnerId`. */
export interface Place {
  readonly path: readonly string[];
  readonly type: GraphQLNamedType;
  /** The arguments with a value in that place, and besides only what is required. */
  argsWith(value: string): string;
  /** The type a variable in that place must have. */
  readonly variableType: string;
}

export function placesIn(field: AnyField, fill: Fill): Place[] {
  return field.args.flatMap((argument) =>
    placesBelow(argument, fill, field, 4).map((place) => ({
      ...place,
      argsWith: (value: string) =>
        listed(
          field.args
            .filter((each) => each === argument || isRequiredArgument(each))
            .map(
              (each) =>
                `${each.name}: ${each === argument ? place.argsWith(value) : literal(each, fill, field)}`,
            ),
        ),
    })),
  );
}

function placesBelow(
  input: GraphQLArgument | GraphQLInputField,
  fill: Fill,
  field: AnyField,
  depth: number,
): Place[] {
  const named = getNamedType(input.type);
  const nullable: GraphQLInputType = isNonNullType(input.type) ? input.type.ofType : input.type;
  const inList = (value: string) => (isListType(nullable) ? `[${value}]` : value);
  if (!isInputObjectType(named)) {
    const inner = isListType(nullable) ? nullable.ofType : input.type;
    return [{ path: [input.name], type: named, argsWith: inList, variableType: String(inner) }];
  }
  if (depth === 0) return [];
  const fields = Object.values(named.getFields());
  return fields.flatMap((member) =>
    placesBelow(member, fill, field, depth - 1).map((place) => ({
      ...place,
      path: [input.name, ...place.path],
      argsWith: (value: string) =>
        inList(
          `{ ${fields
            .filter((each) => each === member || isRequiredInputField(each))
            .map(
              (each) =>
                `${each.name}: ${each === member ? place.argsWith(value) : literal(each, fill, field)}`,
            )
            .join(', ')} }`,
        ),
    })),
  );
}

export interface SelectionOptions {
  /** How many levels of records below the type itself. */
  readonly depth: number;
  readonly fill: Fill;
  readonly isAllowed: (type: FieldsType, field: AnyField) => boolean;
  /** Types shown once more below the last level, each in one place; those shown are added. */
  readonly further?: Set<string>;
}

/** Everything below a type, without optional arguments; each type at most twice on the way down. */
export function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  options: SelectionOptions,
  above: readonly string[] = [],
  alias = '',
): string {
  if (above.filter((name) => name === type.name).length > 1) return '__typename';
  const way = [...above, type.name];
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    const inner = possible.map(
      (each) => `... on ${each.name} { ${selectionOf(schema, each, options, way, `${each.name}_`)} }`,
    );
    return ['__typename', ...inner].join(' ');
  }
  if (!isObjectType(type)) return '';
  const selections = Object.values(type.getFields()).flatMap((field) => {
    if (!options.isAllowed(type, field)) return [];
    // Kinds of one interface have fields of one name and different types: an alias keeps them apart.
    const name = `${alias && `${alias}${field.name}: `}${field.name}${requiredArguments(field, options.fill)}`;
    const target = getNamedType(field.type);
    if (!isObjectType(target) && !isAbstractType(target)) return [name];
    if (options.depth <= 0) {
      const { further } = options;
      if (options.depth < 0 || !further || further.has(target.name)) return [];
      further.add(target.name);
    }
    const below = selectionOf(schema, target, { ...options, depth: options.depth - 1 }, way);
    return [`${name} { ${below} }`];
  });
  return ['__typename', ...selections].join(' ');
}
