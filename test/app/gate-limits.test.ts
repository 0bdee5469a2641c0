import { nested, messages, verdict } from './small-gate.ts';

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
