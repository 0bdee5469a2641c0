import 'reflect-metadata';
import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  OperationTypeNode,
} from 'graphql';
import { fieldsWithoutScope } from '../../src/app/gate/scopes.ts';
import type { Viewer } from '../../src/services/access/viewer.ts';
import { nodeLoaders } from '../../src/services/nodes.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { typesIn } from './matrix/answers.ts';
import { fillFrom } from './matrix/fill.ts';
import { coordinate, documentOf, type Fill, type Route, routes } from './matrix/operations.ts';
import { neededBy, selectionFor } from './matrix/scopes.ts';
import { type Matrix, schema, startMatrix } from './matrix/setup.ts';
import { everyScope, viewerWith } from './matrix/world.ts';

// Generated from the schema: a new field, argument or type is tested as soon as it is there (issue 2 §3).

const everyRoute = routes(schema);
const nodeType = schema.getType('Node');
const nodeTypes = isInterfaceType(nodeType)
  ? schema
      .getPossibleTypes(nodeType)
      .map(({ name }) => name)
      .toSorted()
  : [];

// What plugins say of themselves, of which there are none here; no customer occurs in it.
const withoutSeed = ['Plugin', 'PluginStream'];

let matrix: Matrix;
beforeAll(async () => {
  matrix = await startMatrix();
});
afterAll(() => matrix.stop());

/** The global id of some record of the type. */
function someId(type: string): string {
  const { house, owners, partners } = matrix.world;
  const known: Record<string, string | undefined> = { ...house, ...owners[0]?.ids, Partner: partners[0]?.id };
  return encodeId(type, known[type] ?? '');
}

function withoutScopeOf(type: string): Viewer {
  return viewerWith(everyScope.filter((scope) => scope !== nodeLoaders[type]?.scope));
}

describe('a record of every type with a global id', () => {
  // A new type: one entry in test/access/matrix/seeds.ts.
  it.each(nodeTypes)('is there to be found by who may see everything: %s', async (type) => {
    const { data } = await matrix.runner.run(
      `{ node(id: "${someId(type)}") { __typename } }`,
      viewerWith(everyScope),
    );
    expect(data).toEqual({ node: { __typename: type } });
  });

  it.each(nodeTypes)('never existed for who has no scope for it: %s', async (type) => {
    const { data } = await matrix.runner.run(`{ node(id: "${someId(type)}") { id } }`, withoutScopeOf(type));
    expect(data).toEqual({ node: null });
  });
});

describe('the seeds', () => {
  it('have something of every type that a query can answer with', async () => {
    const fill = fillFrom(matrix.world.owners[0]!, matrix.world.house);
    const select = selectionFor(schema, everyScope);
    const shown = new Set<string>();
    const queries = everyRoute.filter(({ operation }) => operation === OperationTypeNode.QUERY);
    for (const route of queries) {
      if (typesOf(route).every(({ name }) => shown.has(name))) continue;
      const document = documentOf(route, fill, { selection: select(route.field, 1, fill) });
      const answer = await matrix.runner.run(document, viewerWith(everyScope));
      for (const type of typesIn(answer)) shown.add(type);
    }
    const expected = queries
      .map(({ field }) => getNamedType(field.type))
      .filter(isObjectType)
      .map(({ name }) => name);
    const missing = new Set(expected.filter((type) => !shown.has(type)));
    expect([...missing].toSorted()).toEqual(withoutSeed);
  });

  /** What a route and the level below it can answer with. */
  function typesOf({ field }: Route): readonly GraphQLObjectType[] {
    const own = possibleTypes(field.type);
    const below = own.flatMap((type) => Object.values(type.getFields()).map((each) => each.type));
    return [...own, ...below.flatMap(possibleTypes)];
  }

  function possibleTypes(output: GraphQLOutputType): readonly GraphQLObjectType[] {
    const type = getNamedType(output);
    if (isAbstractType(type)) return schema.getPossibleTypes(type);
    return isObjectType(type) ? [type] : [];
  }
});

describe('every field of the schema', () => {
  const literals: Record<string, string> = {
    Int: '1',
    Float: '1',
    Boolean: 'true',
    JSON: '{}',
    Date: '"2026-11-22"',
    DateTime: '"2026-11-22T09:30:00Z"',
    Duration: '"PT1H"',
    CurrencyCode: '"EUR"',
  };
  const fill: Fill = (_, type) => literals[type.name] ?? '"1"';

  it('states a scope', () => {
    expect(fieldsWithoutScope(schema)).toEqual([]);
  });

  it('is closed without a credential', () => {
    const open = everyRoute.filter((route) => matrix.runner.prepare(documentOf(route, fill), null).ok);
    expect(open.map(coordinate)).toEqual([]);
  });

  it('is open to who has just the scopes of the way there', () => {
    const closed = everyRoute.flatMap((route) => {
      const result = matrix.runner.prepare(
        documentOf(route, fill),
        viewerWith(neededBy(schema, route).keys()),
      );
      return result.ok
        ? []
        : [`${coordinate(route)}: ${result.errors.map(({ message }) => message).join(' ')}`];
    });
    expect(closed).toEqual([]);
  });

  it.each(everyScope)('that needs %s is closed without it, and no other', (scope) => {
    const viewer = viewerWith(everyScope.filter((each) => each !== scope));
    const expected = everyRoute.map((route) => [
      coordinate(route),
      [...(neededBy(schema, route).get(scope) ?? [])].toSorted(),
    ]);
    expect(everyRoute.map((route) => [coordinate(route), refusedIn(route, viewer)])).toEqual(expected);
  });

  function refusedIn(route: Route, viewer: Viewer): unknown[] {
    const result = matrix.runner.prepare(documentOf(route, fill), viewer);
    if (result.ok) return [];
    return result.errors
      .map(({ extensions }) => (extensions['code'] === 'FORBIDDEN' ? extensions['coordinate'] : extensions))
      .toSorted();
  }
});
