import 'reflect-metadata';
import { buildSchema as buildFromSdl, getIntrospectionQuery, parse, type GraphQLSchema } from 'graphql';
import {
  Arg,
  buildSchema,
  createUnionType,
  Extensions,
  Field,
  ID,
  InterfaceType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { createGate, type Gate, type GateOptions, type PrepareRequest } from '../../src/app/gate/gate.ts';
import { fieldsWithoutScope, requiredScopes } from '../../src/app/gate/scopes.ts';
import { finishSchema } from '../../src/app/schema/finish-schema.ts';
import type { Viewer } from '../../src/services/access/viewer.ts';

@InterfaceType()
abstract class Node {
  @Field(() => ID)
  @Extensions({ scope: 'none' })
  id!: string;
}

@InterfaceType({ implements: Node })
abstract class CommercialDocument extends Node {
  @Field(() => String)
  number!: string;

  @Field(() => String)
  @Extensions({ scope: 'documents:read' })
  total!: string;
}

@Extensions({ scope: 'orders:read' })
@ObjectType({ implements: [CommercialDocument, Node], simpleResolvers: true })
class Order extends CommercialDocument {}

@Extensions({ scope: 'invoices:read' })
@ObjectType({ implements: [CommercialDocument, Node], simpleResolvers: true })
class Invoice extends CommercialDocument {
  @Field(() => String)
  @Extensions({ scope: ['invoices:read', 'finance:read'] })
  dunningLevel!: string;

  @Field(() => Customer)
  customer!: unknown;
}

@Extensions({ scope: 'customers:read' })
@ObjectType({ implements: Node, simpleResolvers: true })
class Customer extends Node {
  @Field(() => String)
  name!: string;

  @Field(() => Customer)
  parent!: unknown;

  @Field(() => [Invoice])
  invoices!: unknown[];
}

@ObjectType({ simpleResolvers: true })
class Forgotten {
  @Field(() => String)
  secret!: string;
}

const SearchResult = createUnionType({ name: 'SearchResult', types: () => [Customer, Invoice] as const });

@Resolver()
class Root {
  @Query(() => Customer)
  @Extensions({ scope: 'customers:read' })
  customer(@Arg('id', () => ID, { nullable: true }) _id?: string): unknown {
    return {};
  }

  @Query(() => CommercialDocument)
  @Extensions({ scope: 'none' })
  document(): unknown {
    return {};
  }

  @Query(() => [SearchResult])
  @Extensions({ scope: 'none' })
  search(): unknown[] {
    return [];
  }

  @Query(() => Forgotten)
  @Extensions({ scope: 'none' })
  forgotten(): unknown {
    return {};
  }

  @Mutation(() => String)
  @Extensions({ scope: 'customers:write' })
  renameCustomer(): string {
    return '';
  }
}

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = finishSchema(await buildSchema({ resolvers: [Root], orphanedTypes: [Order], validate: false }));
});

const all = ['query', 'mutation', 'subscription'] as const;
const allScopes = [
  'customers:read',
  'documents:read',
  'orders:read',
  'invoices:read',
  'finance:read',
  'customers:write',
];

function viewerWith(...scopes: string[]): Viewer {
  return {
    kind: 'SERVICE',
    keyId: null,
    name: 'test',
    scopes: new Set(scopes),
    reach: { kind: 'ALL' },
    agentId: null,
    expiresAt: null,
  };
}

interface Asking extends Partial<PrepareRequest> {
  gate?: Partial<GateOptions>;
}

function gateWith(options: Partial<GateOptions> = {}): Gate {
  return createGate({
    schema,
    limits: { maxDepth: 10, maxQueryBytes: 20_000 },
    introspection: true,
    logger: { error: () => undefined },
    ...options,
  });
}

function prepare(source: string, { gate, ...request }: Asking = {}) {
  return gateWith(gate).prepare({ source, viewer: viewerWith(...allScopes), allow: all, ...request });
}

/** `[status, code, code, …]` of a refusal; `['ok']` otherwise. */
function verdict(source: string, asking?: Asking): unknown[] {
  const result = prepare(source, asking);
  return result.ok ? ['ok'] : [result.status, ...result.errors.map(({ extensions }) => extensions['code'])];
}

function messages(source: string, asking?: Asking): string[] {
  const result = prepare(source, asking);
  return result.ok ? [] : result.errors.map(({ message }) => message);
}

function nested(depth: number, leaf = 'name'): string {
  return `{customer{${'parent{'.repeat(depth - 2)}${leaf}${'}'.repeat(depth)}`;
}

describe('an operation that may run', () => {
  it('comes back parsed, with its name and the hash of its source', () => {
    const result = prepare('query Names { customer { name } }');
    expect(result).toMatchObject({
      ok: true,
      prepared: {
        operationName: 'Names',
        operation: { operation: 'query' },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it('is the same object the next time, so that it can be compared cheaply', () => {
    const gate = gateWith();
    const [first, second] = [1, 2].map(() =>
      gate.prepare({ source: '{ customer { name } }', viewer: viewerWith('customers:read'), allow: all }),
    );
    expect(first?.ok && second?.ok && first.prepared === second.prepared).toBe(true);
  });

  it('is found by name in a document of several', () => {
    const result = prepare('query A { customer { name } } query B { customer { id } }', {
      operationName: 'B',
    });
    expect(result.ok && result.prepared.operationName).toBe('B');
  });
});

describe('a document that is no valid operation', () => {
  it.each([
    ['a syntax error', '{ customer { name }', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ customer { nmae } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no operation', 'fragment F on Customer { name }', 'OPERATION_RESOLUTION_FAILURE'],
    ['an empty text', '', 'GRAPHQL_PARSE_FAILED'],
  ])('%s', (_, source, code) => {
    expect(verdict(source)).toEqual([400, code]);
  });

  it('has no operation of the name that was asked for', () => {
    expect(messages('query A { customer { name } }', { operationName: 'B' })).toEqual([
      'Unknown operation named "B".',
    ]);
  });

  it('has several operations and nobody said which', () => {
    expect(verdict('query A { customer { id } } query B { customer { id } }')).toEqual([
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ]);
  });

  it('keeps the places of its faults', () => {
    const result = prepare('{\n  customer { nmae }\n}');
    expect(!result.ok && result.errors[0]?.locations).toEqual([{ line: 2, column: 14 }]);
  });

  it('is refused alike from the cache', () => {
    const gate = gateWith();
    const ask = () => gate.prepare({ source: '{ customer { nmae } }', viewer: viewerWith(), allow: all });
    expect(ask()).toEqual(ask());
  });
});

describe('a kind of operation that is not served', () => {
  it('is refused by name', () => {
    expect(messages('mutation { renameCustomer }', { allow: ['query'] })).toEqual([
      'A mutation is not served here, only query.',
    ]);
  });
});

describe('a document over the limits', () => {
  it('is refused for its bytes before it is read', () => {
    const umlauts = `{ customer { name } } # ${'ü'.repeat(15_000)}`;
    expect(verdict(umlauts)).toEqual([400, 'QUERY_TOO_LARGE']);
  });

  it('is refused for its tokens while it is read', () => {
    const limits = { maxDepth: 10, maxQueryBytes: 20_000, maxTokens: 50 };
    expect(verdict(`{ customer { ${'name '.repeat(60)} } }`, { gate: { limits } })).toEqual([
      400,
      'QUERY_TOO_LARGE',
    ]);
  });

  it('is refused for its depth, in 300 bytes of 30 levels', () => {
    const source = nested(30);
    expect(source.length).toBeLessThan(300);
    expect(messages(source)).toEqual(['Levels of nested fields: 30, at most 10 are allowed.']);
  });

  it('may be as deep as the limit', () => {
    expect(verdict(nested(10))).toEqual(['ok']);
    expect(verdict(nested(11, '__typename'))).toEqual(['ok']);
  });

  it('is refused for depth that hides in fragments', () => {
    const links = Array.from(
      { length: 20 },
      (_, n) => `fragment F${n} on Customer { parent { ...F${n + 1} } }`,
    );
    const source = `{ customer { ...F0 } } ${links.join(' ')} fragment F20 on Customer { name }`;
    expect(verdict(source)).toEqual([400, 'QUERY_TOO_DEEP']);
  });

  it('is refused for depth in an operation that was not asked for', () => {
    const source = `query Harmless { customer { name } } query Deep ${nested(30)}`;
    expect(verdict(source, { operationName: 'Harmless' })).toEqual([400, 'QUERY_TOO_DEEP']);
  });

  it('is refused when it nests beyond what the parser can follow', () => {
    const gate = { limits: { maxDepth: 10, maxQueryBytes: 1_000_000, maxTokens: 500_000 } };
    expect(verdict(`{ customer(id: ${'['.repeat(200_000)} ) }`, { gate })).toEqual([400, 'QUERY_TOO_DEEP']);
  });

  it('ends at fragments that come back to themselves', () => {
    const source =
      '{ customer { ...A } } fragment A on Customer { parent { ...B } } fragment B on Customer { parent { ...A } }';
    expect(verdict(source)).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('is refused for its aliases', () => {
    const aliases = Array.from({ length: 101 }, (_, n) => `a${n}: name`).join(' ');
    expect(messages(`{ customer { ${aliases} } }`)).toEqual(['Aliases: 101, at most 100 are allowed.']);
  });

  it('is refused for the fields at its root', () => {
    const roots = Array.from({ length: 31 }, (_, n) => `r${n}: customer { name }`).join(' ');
    expect(messages(`{ ${roots} }`)).toEqual(['Root fields: 31, at most 30 are allowed.']);
  });

  it('is refused for fields at its root that hide in fragments', () => {
    const roots = Array.from({ length: 31 }, (_, n) => `r${n}: customer { name }`).join(' ');
    expect(verdict(`{ ...R ...R } fragment R on Query { ${roots} }`)).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  it('is refused at once for fragments that double their work forty times', () => {
    const bomb = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on Customer { ...F${n + 1} ...F${n + 1} }`,
    );
    const source = `{ customer { ...F0 } } ${bomb.join(' ')} fragment F40 on Customer { a: name }`;
    expect(messages(source)).toEqual([
      'Fields: 1099511627777, at most 2000 are allowed.',
      'Aliases: 1099511627776, at most 100 are allowed.',
    ]);
  });
});

describe('a document whose selections overlap too often', () => {
  it('is refused before it costs much', () => {
    const source = `{ customer { ${'parent { name } '.repeat(990)} } }`;
    expect(verdict(source)).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });
});

describe('introspection', () => {
  it('answers the query that tools send', () => {
    expect(verdict(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).toEqual(['ok']);
  });

  it('is bounded although it does not count as depth', () => {
    const source = `{ __schema { types { ${'ofType {'.repeat(30)} name ${'}'.repeat(30)} } } }`;
    expect(messages(source)).toEqual(['Levels of nested introspection: 33, at most 20 are allowed.']);
  });

  it('is refused where it is switched off', () => {
    expect(verdict('{ __schema { types { name } } }', { gate: { introspection: false } })).toContain(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });
});

describe('without a credential', () => {
  const viewer = null;

  it('only the type name is answered', () => {
    expect(verdict('{ __typename }', { viewer })).toEqual(['ok']);
    expect(verdict('{ ...F } fragment F on Query { __typename }', { viewer })).toEqual(['ok']);
    expect(verdict('{ __typename customer { __typename } }', { viewer })).toEqual([401, 'UNAUTHENTICATED']);
    expect(verdict('{ ... { ...F } } fragment F on Query { document { id } }', { viewer })).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
  });

  it('introspection is answered where it is switched on', () => {
    const source = '{ __schema { queryType { name } } __type(name: "Customer") { name } }';
    expect(verdict(source, { viewer })).toEqual(['ok']);
    expect(verdict(source, { viewer, gate: { introspection: false } })).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('nobody learns which fields exist', () => {
    expect(verdict('{ customr { nmae } }', { viewer })).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('a mutation is refused, whatever it asks for', () => {
    expect(verdict('mutation { renameCustomer }', { viewer })).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('limits hold as they do for others', () => {
    expect(verdict(nested(30), { viewer })).toEqual([400, 'QUERY_TOO_DEEP']);
  });
});

describe('scopes', () => {
  const as = (...scopes: string[]) => ({ viewer: viewerWith(...scopes) });

  it('are inherited from the type', () => {
    expect(verdict('{ customer { name } }', as('customers:read'))).toEqual(['ok']);
    expect(messages('{ customer { name } }', as())).toEqual([
      'Query.customer needs the scope customers:read, which your credential does not have.',
      'Customer.name needs the scope customers:read, which your credential does not have.',
    ]);
  });

  it('name the field and what is missing, for machines too', () => {
    const result = prepare('{ customer { name } }', as());
    expect(!result.ok && [result.status, result.errors[1]?.extensions]).toEqual([
      403,
      { code: 'FORBIDDEN', coordinate: 'Customer.name', scopes: ['customers:read'] },
    ]);
  });

  it('are all needed where a field states several', () => {
    const source = '{ customer { invoices { dunningLevel } } }';
    expect(messages(source, as('customers:read', 'invoices:read'))).toEqual([
      'Invoice.dunningLevel needs the scope finance:read, which your credential does not have.',
    ]);
  });

  it('are those of the fields, wherever a fragment hides them', () => {
    const source =
      '{ search { ...I } } fragment I on Invoice { customer { ...C } } fragment C on Customer { name }';
    expect(messages(source, as('invoices:read'))).toEqual([
      'Customer.name needs the scope customers:read, which your credential does not have.',
    ]);
  });

  it('of an interface field are those of every type behind it that states others', () => {
    const required = requiredScopes(schema, parse('{ document { number } }'), null);
    expect(required?.map(({ coordinate, scopes }) => `${coordinate} ${scopes?.join()}`).toSorted()).toEqual([
      'Invoice.number invoices:read',
      'Order.number orders:read',
      'Query.document ',
    ]);
    expect(verdict('{ document { number } }', as('documents:read', 'orders:read'))).toEqual([
      403,
      'FORBIDDEN',
    ]);
  });

  it('of an interface field that every type shares are asked for once', () => {
    expect(verdict('{ document { total } }', as('documents:read'))).toEqual(['ok']);
  });

  it('of one type behind an interface are enough for its own fragment', () => {
    expect(verdict('{ document { ... on Invoice { number } } }', as('invoices:read'))).toEqual(['ok']);
  });

  it('are not needed for what is open to every viewer, and for type names', () => {
    expect(verdict('{ document { id __typename } search { __typename } }', as())).toEqual(['ok']);
  });

  it('are judged for each viewer, not remembered from the last one', () => {
    const gate = gateWith();
    const ask = (viewer: Viewer) => gate.prepare({ source: '{ customer { name } }', viewer, allow: all }).ok;
    expect([ask(viewerWith('customers:read')), ask(viewerWith()), ask(viewerWith('customers:read'))]).toEqual(
      [true, false, true],
    );
  });

  it('are judged for the operation that runs, not for its neighbours', () => {
    const source = 'query A { document { id } } query B { customer { name } }';
    expect(verdict(source, { operationName: 'A', ...as() })).toEqual(['ok']);
    expect(verdict(source, { operationName: 'B', ...as() })).toContain('FORBIDDEN');
  });

  it('that nobody stated open a field to nobody', () => {
    expect(messages('{ forgotten { secret } }')).toEqual([
      'Forgotten.secret states no scope, so it is open to nobody.',
    ]);
    expect(fieldsWithoutScope(schema)).toEqual(['Forgotten.secret']);
  });

  it('of nonsense stop the program instead of opening a field', () => {
    const broken = buildFromSdl('type Query { a: String }');
    broken.getQueryType()!.getFields()['a']!.extensions = { scope: 42 };
    expect(() => fieldsWithoutScope(broken)).toThrow('A scope is a string or a list of strings, not 42.');
  });
});
