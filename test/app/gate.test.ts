import { getIntrospectionQuery } from 'graphql';
import { all, gateWith, messages, nested, prepare, verdict, viewerWith } from './small-gate.ts';

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
