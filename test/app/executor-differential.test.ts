import fc from 'fast-check';
import { validate, parse, type GraphQLSchema } from 'graphql';
import { createDifferential, type Differential, type Operation } from '../support/differential.ts';
import { differentialSchema } from '../support/differential-schema.ts';
import { operationsOf } from '../support/random-operations.ts';

let schema: GraphQLSchema;
let differential: Differential;
beforeAll(async () => {
  schema = await differentialSchema();
  differential = createDifferential(schema);
});

async function expectAlikeAndCompiled(operation: Operation): Promise<void> {
  const { differences, reason } = await differential.compare(operation);
  expect({ differences, reason }).toEqual({ differences: [], reason: null });
}

describe('the compiled executor answers like graphql-js', () => {
  it.each([
    ['properties', '{ things { key title } }'],
    [
      'interfaces',
      '{ things { __typename key ... on Book { pages size } ... on Song { seconds } ... on Film { cost } } }',
    ],
    ['interfaces in interfaces', '{ things { twin { __typename twin { key ... on Book { pages } } } } }'],
    ['unions', '{ entries { __typename ... on Thing { title } ... on Note { text } } }'],
    [
      'fragments on several types',
      '{ things { ...T } entries { ...T } } fragment T on Thing { key ...B } fragment B on Book { notes { text } }',
    ],
    ['aliases', '{ a: thing(key: "b1") { k: key } b: thing(key: "s1") { k: key title: key } }'],
    ['fields selected twice', '{ thing { key } thing { title ... on Book { pages pages } } }'],
    ['lists of lists', '{ matrix }'],
    [
      'lists of promises, in time and out of it',
      '{ things { ... on Book { entries { __typename ... on Book { key } } } } }',
    ],
    ['iterables', '{ set }'],
    [
      'resolvers below resolvers',
      '{ thing { ... on Book { sequel { ... on Book { sequel { key } } } notes(first: 1) { text } } } }',
    ],
    ['enums, with inner values of every kind', '{ things { ... on Book { size } ... on Song { size } } }'],
    ['nothing but a type name', '{ __typename thing { __typename } }'],
  ])('for %s', (_, source) => expectAlikeAndCompiled({ source }));
});

describe('the compiled executor fails like graphql-js', () => {
  it.each([
    ['null for a field that must not be', '{ brokenThings { key title } }'],
    ['null for a field that must not be, in a list that may have holes', '{ holedThings { key title } }'],
    [
      'null for a field that must not be, selected twice',
      '{ holedThings { title } holedThings { title key } }',
    ],
    ['scalars that do not serialize', '{ priced { price } }'],
    [
      'scalars that do not serialize and must',
      '{ thing { ... on Book { mixed { key ... on Film { cost } } } } }',
    ],
    ['rows without type, or of a wrong one', '{ untyped { key } }'],
    ['a list that is none', '{ noList }'],
    ['a list that breaks', '{ brokenList }'],
    ['lists of lists with faults', '{ matrix }'],
    ['list items that fail in any order', '{ shyNotes { text must } }'],
    ['null up to the root', '{ note { mustNotFail(how: "error") } }'],
    [
      'null up to the root from an alias, with others',
      '{ set a: note { mustNotFail(how: "rejectedLate") } echo }',
    ],
    [
      'several failures in one object',
      '{ maybeNote { text a: mustNotFail(how: "null") b: mustNotFail(how: "rejected") c: fails(how: "error") } }',
    ],
  ])('for %s', (_, source) => expectAlikeAndCompiled({ source }));

  const ways = [
    'error',
    'domain',
    'coded',
    'located',
    'text',
    'nothing',
    'returned',
    'rejected',
    'rejectedWithText',
    'rejectedLate',
    'null',
    'undefined',
    'nullLater',
    'fine',
  ];
  it.each(ways)('where a resolver answers with %s', async (how) => {
    await expectAlikeAndCompiled({
      source: `query ($how: String) {
        set
        maybeNote(how: $how) { text }
        a: maybeNote { fails(how: $how) }
        b: maybeNote { mustNotFail(how: $how) text }
      }`,
      variables: { how },
    });
  });
});

describe('the compiled executor reads arguments like graphql-js', () => {
  it.each([
    ['defaults', '{ echo }'],
    [
      'literals of every kind',
      '{ echo(text: "a\\"b\\u2028`${1}", number: -5, must: false, id: 7, size: ODD, sizes: [SMALL, LARGE], amount: "99") }',
    ],
    ['null literals', '{ echo(text: null, number: null, filter: null) }'],
    ['input objects', '{ echo(filter: { text: "x", size: SMALL, numbers: [1, 2], above: 5 }) }'],
    [
      'input objects within themselves',
      '{ echo(filter: { or: [{ or: [{ text: "deep" }] }, { first: null }] }) }',
    ],
    ['single values for lists', '{ echo(sizes: LARGE, filters: { numbers: 3 }) }'],
    ['block strings', '{ echo(text: """\n  indented\n    more\n""") }'],
    ['text that looks like a template', '{ echo(text: "__context.data \'+1+\' */ </script>") }'],
  ])('for %s', (_, source) => expectAlikeAndCompiled({ source }));

  const source = `query ($text: String, $number: Int = 9, $size: Size, $amount: Amount, $filter: Filter, $list: [Int]) {
    a: echo(text: $text, number: $number, size: $size, amount: $amount, filter: $filter)
    b: echo(filter: { text: $text, first: $number, size: $size, above: $amount, numbers: $list, or: [$filter, { numbers: [1, $number] }] })
    c: echo(filters: [$filter, { text: $text }], sizes: [$size])
  }`;
  it.each([
    ['omitted variables', {}],
    ['null variables', { text: null, number: null, size: null, amount: null, filter: null, list: null }],
    [
      'given variables',
      {
        text: 't',
        number: 1,
        size: 'ODD',
        amount: '12',
        filter: { size: 'SMALL', above: '3', or: [{}] },
        list: [1, null],
      },
    ],
    ['variables that are lists of one', { list: 4, filter: { or: { text: 'x' } } }],
  ])('for %s', (_, variables) => expectAlikeAndCompiled({ source, variables }));

  it('for variables that the operation does not know', () =>
    expectAlikeAndCompiled({ source: '{ echo }', variables: { other: 1 } }));
});

describe('the compiled executor refuses variables like graphql-js', () => {
  async function expectBothToRefuse(operation: Operation): Promise<void> {
    const { differences, compiled } = await differential.compare(operation);
    expect(differences).toEqual([]);
    expect(compiled.errors?.map(({ extensions }) => extensions['code'])).toContain('BAD_USER_INPUT');
  }

  it.each([
    ['of a wrong type', 'query ($n: Int) { echo(number: $n) }', { n: 'x' }],
    ['that are missing', 'query ($f: Filter!) { required(filter: $f, ids: []) }', {}],
    ['with unknown fields', 'query ($f: Filter!) { required(filter: $f, ids: []) }', { f: { nope: 1 } }],
    ['that a scalar refuses', 'query ($a: Amount) { echo(amount: $a) }', { a: 'much' }],
    [
      'several at once',
      'query ($a: Amount, $n: Int) { echo(amount: $a, number: $n) }',
      { a: 'much', n: 'x' },
    ],
    ['that are null where a default stands in', 'query ($m: Boolean = true) { echo(must: $m) }', { m: null }],
    ['that are null inside a list', 'query ($i: ID = 1) { required(filter: {}, ids: [$i]) }', { i: null }],
    ['that are null for a condition', 'query ($c: Boolean = true) { echo @skip(if: $c) }', { c: null }],
  ])('%s', (_, source, variables) => expectBothToRefuse({ source, variables }));
});

describe('the compiled executor includes and skips like graphql-js', () => {
  const source = `query ($a: Boolean!, $b: Boolean = true) {
    thing @include(if: $a) { key title @skip(if: $b) }
    thing { ...T @include(if: $b) ... on Book @skip(if: $a) { ...T pages } }
    entries { ...T ... @include(if: false) { __typename } }
    empty: note { text @skip(if: true) }
  }
  fragment T on Thing { __typename @include(if: $a) key @skip(if: $a) twin { key } }`;
  it.each([{ a: true }, { a: false }, { a: true, b: false }, { a: false, b: false }, { a: true, b: true }])(
    'under %j',
    (variables) => expectAlikeAndCompiled({ source, variables }),
  );

  it('when all of it is skipped', () =>
    expectAlikeAndCompiled({ source: '{ thing @skip(if: true) { key } }' }));
});

describe('an operation that graphql-jit would answer wrongly', () => {
  it.each([
    ['introspects the schema', '{ __schema { queryType { name } } }', 'it introspects the schema'],
    [
      'has names that can be mixed up',
      '{ a: note { b_c: fails(how: "fine") } c_a: note { b: fails } }',
      'the response key "b_c" can be taken for another',
    ],
    [
      'has names that JavaScript knows',
      '{ __proto__: echo hasOwnProperty: echo }',
      'the response key "__proto__" can be taken for another',
    ],
    [
      'has names like list indexes',
      '{ idx0: things { key } }',
      'the response key "idx0" can be taken for another',
    ],
    [
      'is larger than the budget',
      `{ things { ${'twin { '.repeat(9)} key ${'}'.repeat(9)} } }`,
      'it costs more than 2500 steps to compile',
    ],
  ])('stays on graphql-js when it %s', async (_, source, why) => {
    const { differences, reason } = await differential.compare({ source });
    expect({ differences, reason }).toEqual({ differences: [], reason: why });
  });

  it('stays on graphql-js when it is a mutation', async () => {
    const source = 'mutation ($t: String) { change(filter: { text: $t }) }';
    const { differences, compiled } = await differential.compare({ source });
    expect(differences).toEqual([]);
    expect(compiled.data).toEqual({ change: '{"first":5}' });
  });
});

describe('for any selection', () => {
  it('both executors answer alike', async () => {
    let compiled = 0;
    await fc.assert(
      fc.asyncProperty(operationsOf(schema), async (operation) => {
        fc.pre(validate(schema, parse(operation.source)).length === 0);
        const { differences, reason } = await differential.compare(operation);
        if (reason === null) compiled += 1;
        expect(differences).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(compiled).toBeGreaterThan(200);
  });
});
