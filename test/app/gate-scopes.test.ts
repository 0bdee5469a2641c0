import { buildSchema, parse } from 'graphql';
import { fieldsWithoutScope, requiredScopes } from '../../src/app/gate/scopes.ts';
import type { Viewer } from '../../src/services/access/viewer.ts';
import { all, gateWith, messages, prepare, schema, verdict, viewerWith } from './small-gate.ts';

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
    const broken = buildSchema('type Query { a: String }');
    broken.getQueryType()!.getFields()['a']!.extensions = { scope: 42 };
    expect(() => fieldsWithoutScope(broken)).toThrow('A scope is a string or a list of strings, not 42.');
  });
});
