import {
  getNamedType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
  OperationTypeNode,
} from 'graphql';
import { fieldsWithoutScope, scopeOf } from '../../src/app/gate/scopes.ts';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';
import { createFeed, type Feed } from '../../src/events/feed.ts';
import { startSequencer } from '../../src/events/sequencer.ts';
import { scopesForOutsiders } from '../../src/services/access/scopes.ts';
import { nodeLoaders } from '../../src/services/nodes.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { tracesIn, withoutQuestion, wrongCounts } from './matrix/answers.ts';
import { fillFrom } from './matrix/fill.ts';
import {
  coordinate,
  documentOf,
  type Fill,
  type Place,
  placesIn,
  type Route,
  routes,
  selectionOf,
} from './matrix/operations.ts';
import { createRunner, type Runner } from './matrix/run.ts';
import { houseSeeds, ownerSeeds } from './matrix/seeds.ts';
import {
  buildWorld,
  customerOf,
  everyScope,
  idProbes,
  type Outsider,
  partnerOf,
  type Probe,
  textProbes,
  viewerWith,
  type World,
} from './matrix/world.ts';

// Generated from the schema: a new field, argument or type is tested as soon as it is there (issue 2 §3).

const schema: GraphQLSchema = await buildKontorSchema();
const everyRoute = routes(schema);
const queryRoutes = everyRoute.filter(({ operation }) => operation === OperationTypeNode.QUERY);
const nodeTypes = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => name);

let db: TestDatabase;
let feed: Feed;
let runner: Runner;
let world: World;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  db = await testDatabase();
  world = await buildWorld(db);
  const sequencer = startSequencer(db);
  feed = createFeed(db);
  stops.push(
    () => feed.stop(),
    () => sequencer.stop(),
    () => db.drop(),
  );
  runner = createRunner(schema, db, feed);
  await logIsInOrder();
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

/** Everything announced has its position: queries of the log show it. */
async function logIsInOrder(): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ waiting: string }>('select count(*) as waiting from event_inbox');
    if (row?.waiting === '0') return;
    await db.query('select pg_sleep(0.02)');
  }
}

describe('the seeds', () => {
  it('have a record of every type with a global id', () => {
    expect([...Object.keys(ownerSeeds), ...Object.keys(houseSeeds), 'Partner']).toEqual(
      expect.arrayContaining(nodeTypes),
    );
  });

  it.each(nodeTypes)('are found by who may see everything: %s', async (type) => {
    const fill = fillFrom(world.owners[0]!, world.house);
    const id = fill(type, schema.getType('ID')!, schema.getQueryType()!.getFields()['node']!);
    const { data } = await runner.run(`{ node(id: ${id}) { __typename } }`, viewerWith(everyScope));
    expect(data).toEqual({ node: { __typename: type } });
  });
});

describe('every field of the schema', () => {
  const fill: Fill = (_, type) =>
    ({
      Int: '1',
      Float: '1',
      Boolean: 'true',
      JSON: '{}',
      DateTime: '"2026-11-22T09:30:00Z"',
      Date: '"2026-11-22"',
    })[type.name] ?? '"1"';

  it('states a scope', () => {
    expect(fieldsWithoutScope(schema)).toEqual([]);
  });

  it('is closed without a credential', () => {
    const open = everyRoute.filter((route) => runner.prepare(documentOf(route, fill), null).ok);
    expect(open.map(coordinate)).toEqual([]);
  });

  it('is open to who has just the scopes of the way there', () => {
    const closed = everyRoute.flatMap((route) => {
      const result = runner.prepare(documentOf(route, fill), viewerWith(neededBy(route).keys()));
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
      [...(neededBy(route).get(scope) ?? [])].toSorted(),
    ]);
    const actual = everyRoute.map((route) => [coordinate(route), refusedIn(route, viewer)]);
    expect(actual).toEqual(expected);
  });

  function refusedIn(route: Route, viewer: ReturnType<typeof viewerWith>): string[] {
    const result = runner.prepare(documentOf(route, fill), viewer);
    if (result.ok) return [];
    return result.errors
      .map(
        ({ extensions }) =>
          `${extensions['code'] === 'FORBIDDEN' ? '' : extensions['code']}${extensions['coordinate']}`,
      )
      .toSorted();
  }
});

/** The scopes that a route takes, each with the fields on the way that need it. */
function neededBy({ steps }: Route): Map<string, Set<string>> {
  const needed = new Map<string, Set<string>>();
  for (const { type, field } of steps) {
    const own = scopeOf(field, type);
    const stating = isInterfaceType(type)
      ? [...(own ? [type] : []), ...schema.getPossibleTypes(type)]
      : [type];
    for (const each of stating) {
      const theirs = each.getFields()[field.name];
      for (const scope of (theirs && scopeOf(theirs, each)) ?? []) {
        const fields = needed.get(scope) ?? new Set();
        needed.set(scope, fields.add(`${each.name}.${field.name}`));
      }
    }
  }
  return needed;
}

describe('a record whose type the viewer has no scope for', () => {
  it.each(nodeTypes)('answers node(id) as if it never existed: %s', async (type) => {
    const scope = nodeLoaders[type]?.scope;
    const viewer = viewerWith(everyScope.filter((each) => each !== scope));
    const fill = fillFrom(world.owners[0]!, world.house);
    const id = fill(type, schema.getType('ID')!, schema.getQueryType()!.getFields()['node']!);
    const { data } = await runner.run(`{ node(id: ${id}) { id } }`, viewer);
    expect(data).toEqual({ node: null });
  });
});

describe.each([
  ['a partner', partnerOf],
  ['a customer', customerOf],
])('%s', (_, outsiderIn) => {
  let outsider: Outsider;
  let fill: Fill;
  beforeAll(() => {
    outsider = outsiderIn(world);
    fill = fillFrom(outsider.own, world.house);
  });

  // What its credential can be given, and what it could if the scopes were wrong: reach alone must hold, too.
  describe.each([
    ['with the scopes it may have', [...scopesForOutsiders]],
    ['even with every scope', everyScope],
  ])('%s', (__, scopes) => {
    let viewer: Outsider['viewer'];
    beforeAll(() => {
      viewer = { ...outsider.viewer, scopes: new Set(scopes) };
    });

    const mayAsk = (route: Route) => [...neededBy(route).keys()].every((scope) => scopes.includes(scope));
    const rootRoutes = queryRoutes.filter((route) => route.steps.length === 1 && mayAsk(route));
    const probed = queryRoutes
      .filter(mayAsk)
      .map((route) => ({ route, field: route.steps.at(-1)!.field }))
      .filter(({ field }) => field.args.length > 0);

    it.each(rootRoutes.map((route) => [coordinate(route), route] as const))(
      'sees nothing out of reach below %s',
      async (___, route) => {
        const selection = selectionAllowed(getNamedType(route.steps[0]!.field.type).name);
        const answer = await runner.run(documentOf(route, fill, { selection }), viewer);
        expect({ traces: tracesIn(answer, outsider.traces), wrongCounts: wrongCounts(answer.data) }).toEqual({
          traces: [],
          wrongCounts: [],
        });
      },
    );

    it.each(probed.map(({ route }) => [coordinate(route), route] as const))(
      'cannot tell what is out of reach from what never existed by the arguments of %s',
      async (___, route) => {
        const { field } = route.steps.at(-1)!;
        const differences: unknown[] = [];
        for (const place of placesIn(field, fill)) {
          const document = documentOf(route, fill, {
            variables: `($value: ${place.variableType})`,
            args: place.argsWith('$value'),
            selection: shallow(getNamedType(field.type).name),
          });
          for (const probe of probesFor(place)) {
            const answers = [await ask(document, probe.foreign), await ask(document, probe.unknown)];
            const [foreign, unknown] = answers.map((answer) => JSON.stringify(answer));
            if (foreign !== unknown)
              differences.push({ place: place.path.join('.'), probe, foreign, unknown });
            const traces = tracesIn(answers, outsider.traces);
            if (traces.length > 0) differences.push({ place: place.path.join('.'), probe, traces });
          }
        }
        expect(differences).toEqual([]);
      },
    );

    it.each(probed.map(({ route }) => [coordinate(route), route] as const))(
      'sees nothing out of reach whichever way %s is ordered and filtered',
      async (___, route) => {
        const { field } = route.steps.at(-1)!;
        const selection = shallow(getNamedType(field.type).name);
        const seen: unknown[] = [];
        for (const place of placesIn(field, fill)) {
          for (const value of choicesFor(place)) {
            const answer = await runner.run(
              documentOf(route, fill, { args: place.argsWith(value), selection }),
              viewer,
            );
            const traces = tracesIn(answer, outsider.traces);
            const counts = wrongCounts(answer.data);
            if (traces.length + counts.length > 0)
              seen.push({ place: place.path.join('.'), value, traces, counts });
          }
        }
        expect(seen).toEqual([]);
      },
    );

    async function ask(document: string, value: string): Promise<unknown> {
      return withoutQuestion(await runner.run(document, viewer, { value }), value);
    }

    function probesFor({ type, path }: Place): readonly Probe[] {
      if (type.name === 'ID') return idProbes(outsider, world);
      if (type.name !== 'String' || isCursor(path)) return [];
      return textProbes(outsider);
    }

    function choicesFor({ type, path }: Place): readonly string[] {
      if (isEnumType(type)) return type.getValues().map(({ name }) => name);
      if (type.name === 'Boolean') return ['true', 'false', 'null'];
      if (isCursor(path)) return ['"bm90aGluZw"'];
      return [];
    }

    function isCursor(path: readonly string[]): boolean {
      return path.at(-1) === 'after' || path.at(-1) === 'before';
    }

    function selectionAllowed(type: string): string {
      return selectionOf(schema, schema.getType(type)!, 6, fill, [], '', isAllowed);
    }

    function shallow(type: string): string {
      return selectionOf(schema, schema.getType(type)!, 2, fill, [], '', isAllowed) || '__typename';
    }

    function isAllowed(type: Parameters<typeof scopeOf>[1], field: Parameters<typeof scopeOf>[0]): boolean {
      return (scopeOf(field, type) ?? []).every((scope) => scopes.includes(scope));
    }
  });
});

void isObjectType;
void encodeId;
void newId;
