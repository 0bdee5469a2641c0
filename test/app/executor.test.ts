import { buildSchema, GraphQLError, parse, type GraphQLSchema } from 'graphql';
import { createExecutor, type CompileEvent, type ExecutorOptions } from '../../src/app/executor/executor.ts';
import { prepare } from '../support/differential.ts';

type Resolvers = Record<
  string,
  Record<string, (row: never, args: never, context: never, info: never) => unknown>
>;

function schemaOf(sdl: string, resolvers: Resolvers = {}): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName) as ReturnType<GraphQLSchema['getQueryType']>;
    for (const [name, resolve] of Object.entries(fields)) type!.getFields()[name]!.resolve = resolve as never;
  }
  return schema;
}

/** An executor that tells what it compiled. */
function watched(schema: GraphQLSchema, options: ExecutorOptions = {}) {
  const events: CompileEvent[] = [];
  const executor = createExecutor(schema, { ...options, onCompile: (event) => events.push(event) });
  const run = (source: string, variables?: Record<string, unknown>, operationName?: string) =>
    executor.execute({ prepared: prepare(schema, source, operationName), variables, contextValue: {} });
  return { run, events, executor };
}

const greeting = () =>
  schemaOf('type Query { hello(name: String): String } type Mutation { hello: String }', {
    Query: { hello: (_row, { name }: { name?: string }) => `Hello ${name ?? 'you'}` },
    Mutation: { hello: () => 'changed' },
  });

async function times(count: number, run: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < count; time += 1) await run();
}

describe('an operation', () => {
  it('is compiled from its second use on, once', async () => {
    const { run, events } = watched(greeting());
    await run('{ hello }');
    expect(events).toEqual([]);
    await times(3, () => run('{ hello }'));
    expect(events).toMatchObject([{ reason: null, operationName: null }]);
  });

  it('is told from another of the same document', async () => {
    const { run } = watched(greeting(), { compileFromUse: 1 });
    const source = 'query A { hello(name: "A") } query B { hello(name: "B") }';
    expect([await run(source, {}, 'A'), await run(source, {}, 'B'), await run(source, {}, 'A')]).toEqual([
      { data: { hello: 'Hello A' } },
      { data: { hello: 'Hello B' } },
      { data: { hello: 'Hello A' } },
    ]);
  });

  it('is compiled once for each combination of its conditions', async () => {
    const { run, events } = watched(greeting());
    const source = 'query ($a: Boolean!) { hello @include(if: $a) other: hello @skip(if: $a) }';
    await times(2, () => run(source, { a: true }));
    await times(2, () => run(source, { a: false }));
    await times(2, () => run(source, { a: true }));
    expect(events).toHaveLength(2);
  });

  it('is not compiled when it has too many conditions', async () => {
    const { run, events } = watched(greeting(), { compileFromUse: 1 });
    const names = ['a', 'b', 'c', 'd', 'e'];
    const source = `query (${names.map((name) => `$${name}: Boolean!`).join()}) {
      ${names.map((name) => `${name}: hello @include(if: $${name})`).join(' ')}
    }`;
    const result = await run(source, { a: true, b: false, c: false, d: false, e: true });
    expect([events, result.data]).toEqual([[], { a: 'Hello you', e: 'Hello you' }]);
  });

  it('is forgotten when others are asked for more', async () => {
    const { run, events } = watched(greeting(), { compileFromUse: 1, maxOperations: 1 });
    await run('{ hello }');
    await run('{ other: hello }');
    await run('{ hello }');
    expect(events).toHaveLength(3);
  });

  it('that will not be compiled is tried once', async () => {
    const { run, events } = watched(greeting(), { compileFromUse: 1, compileBudget: 2 });
    await times(3, () => run('{ a: hello b: hello c: hello }'));
    expect(events).toMatchObject([{ reason: 'it costs more than 2 steps to compile' }]);
  });

  it('is not compiled when it is a mutation', async () => {
    const { run, events } = watched(greeting(), { compileFromUse: 1 });
    expect(await run('mutation { hello }')).toEqual({ data: { hello: 'changed' } });
    expect(events).toEqual([]);
  });

  it('keeps its document as it came, for everyone else who reads it', async () => {
    const schema = greeting();
    const { executor } = watched(schema, { compileFromUse: 1 });
    const source = '{ ...F } fragment F on Query { hello(name: "x") @include(if: true) }';
    const prepared = prepare(schema, source);
    await executor.execute({ prepared, contextValue: {} });
    expect(prepared.document).toEqual(parse(source));
  });
});

describe('an input type that contains itself', () => {
  it('does not overflow the compiler', async () => {
    const schema = schemaOf(
      'input Filter { and: [Filter!] text: String } type Query { count(filter: Filter): String }',
      {
        Query: { count: (_row, args) => JSON.stringify(args) },
      },
    );
    const { run, events } = watched(schema, { compileFromUse: 1 });
    const source = 'query ($filter: Filter) { count(filter: $filter) }';
    expect(await run(source, { filter: { and: [{ text: 'x' }] } })).toEqual({
      data: { count: '{"filter":{"and":[{"text":"x"}]}}' },
    });
    expect(events).toMatchObject([{ reason: null }]);
  });
});

describe('a literal that graphql-jit would run as code', () => {
  // graphql-jit 0.8.9 writes dates into its code by replacing this marker in the JSON of all literals.
  const marker = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
  const global = globalThis as { intruded?: boolean };
  const attack = `${marker}(globalThis.intruded = true)`;

  afterEach(() => delete global.intruded);

  it.each([
    ['a string', `{ hello(name: "${attack}") }`],
    ['a block string', `{ hello(name: """${attack}""") }`],
    ['a default of a variable', `query ($name: String = "${attack}") { hello(name: $name) }`],
  ])('is only text, as %s', async (_, source) => {
    const { run, events } = watched(greeting(), { compileFromUse: 1 });
    expect(await run(source)).toEqual({ data: { hello: `Hello ${attack}` } });
    expect([events[0]?.reason, global.intruded]).toEqual([null, undefined]);
  });

  it('is only text inside of lists and input objects', async () => {
    const schema = schemaOf('input I { texts: [String] } type Query { echo(input: I): String }', {
      Query: { echo: (_row, { input }: { input: { texts: string[] } }) => input.texts[0] },
    });
    const { run } = watched(schema, { compileFromUse: 1 });
    const result = await run(`{ echo(input: { texts: ["${attack}"] }) }`);
    expect([result.data, global.intruded]).toEqual([{ echo: attack }, undefined]);
  });
});

describe('arguments', () => {
  it('are made anew for each request, so that a resolver may write on them', async () => {
    const schema = schemaOf('type Query { push(list: [Int]): Int }', {
      Query: { push: (_row, { list }: { list: number[] }) => list.push(0) },
    });
    const { run } = watched(schema, { compileFromUse: 1 });
    await run('{ push(list: [1]) }');
    expect(await run('{ push(list: [1]) }')).toEqual({ data: { push: 2 } });
  });
});

describe('variables that do not fit', () => {
  it('are refused with a code, before anything runs', async () => {
    const { run } = watched(greeting());
    const { data, errors } = await run('query ($name: String!) { hello(name: $name) }', { name: 7 });
    expect(data).toBeUndefined();
    expect(errors?.map(({ message, extensions }) => [extensions['code'], message])).toEqual([
      [
        'BAD_USER_INPUT',
        'Variable "$name" got invalid value 7; String cannot represent a non string value: 7',
      ],
    ]);
  });

  it('are refused in mutations, too', async () => {
    const schema = schemaOf('type Query { a: Int } type Mutation { set(a: Int!): Int }');
    const { errors } = await watched(schema).run('mutation ($a: Int!) { set(a: $a) }', {});
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });
});

describe('errors of compiled operations', () => {
  it("are graphql-js's own, with path, place and cause", async () => {
    const cause = new TypeError('No.');
    const schema = schemaOf('type Query { a: Int }', {
      Query: {
        a: () => {
          throw cause;
        },
      },
    });
    const { errors } = await watched(schema, { compileFromUse: 1 }).run('{\n  b: a }');
    expect(errors?.[0]).toBeInstanceOf(GraphQLError);
    expect(errors?.[0]?.constructor).toBe(GraphQLError);
    expect(errors?.[0]?.originalError).toBe(cause);
    expect(errors?.[0]?.toJSON()).toEqual({
      message: 'No.',
      path: ['b'],
      locations: [{ line: 2, column: 3 }],
    });
  });
});

describe('a row', () => {
  const sdl = 'type Query { rows: [Row] } type Row { name: String }';
  const rowsOf = (...rows: unknown[]) => schemaOf(sdl, { Query: { rows: () => Promise.resolve(rows) } });

  it.each([
    ['function', () => 'x'],
    ['promise', Promise.resolve('x')],
  ])('must not hold a %s, and says so at the first use', async (kind, name) => {
    const { run } = watched(rowsOf({ name }));
    const { errors } = await run('{ rows { name } }');
    expect(errors?.[0]?.message).toBe(
      `Row.name found a ${kind} in its row: rows hold plain values; give the field a resolver.`,
    );
  });

  it('whose getter fails becomes null without harm to the others', async () => {
    const broken = {
      get name(): string {
        throw new Error('The getter broke.');
      },
    };
    const { run } = watched(rowsOf({ name: 'a' }, broken, { name: 'c' }), { compileFromUse: 1 });
    const { data, errors } = await run('{ rows { name } }');
    expect([data, errors?.map(({ message, path }) => [message, path])]).toEqual([
      { rows: [{ name: 'a' }, null, { name: 'c' }] },
      [['The getter broke.', ['rows', 1]]],
    ]);
  });
});

describe('the event of a subscription', () => {
  it('is what its root field resolves from', async () => {
    const schema = schemaOf('type Query { a: Int } type Subscription { changed(id: ID): String }', {
      Subscription: { changed: ({ name }: { name: string }, { id }: { id: string }) => `${name} ${id}` },
    });
    const { executor } = watched(schema);
    const prepared = prepare(schema, 'subscription ($id: ID) { changed(id: $id) }');
    const rootValue = { name: 'Kontor' };
    expect(
      await executor.executeEvent({ prepared, variables: { id: '7' }, contextValue: {}, rootValue }),
    ).toEqual({
      data: { changed: 'Kontor 7' },
    });
  });
});
