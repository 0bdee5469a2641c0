import { getNamedType, isCompositeType, isEnumType, OperationTypeNode } from 'graphql';
import { tracesIn, withoutQuestion, wrongCounts } from './answers.ts';
import { fillFrom } from './fill.ts';
import { coordinate, documentOf, type Fill, type Place, placesIn, routes } from './operations.ts';
import { neededBy, selectionFor } from './scopes.ts';
import { type Matrix, schema, startMatrix } from './setup.ts';
import {
  everyScope,
  idProbes,
  type Outsider,
  outsiderScopes,
  type Probe,
  textProbes,
  type World,
} from './world.ts';

const everyRoute = routes(schema);

/** What an outsider of this kind is shown, by every field of the schema. Each kind is a test file of its own. */
export function testReadsOf(name: string, outsiderIn: (world: World) => Outsider): void {
  let matrix: Matrix;
  let outsider: Outsider;
  let fill: Fill;
  beforeAll(async () => {
    matrix = await startMatrix();
    outsider = outsiderIn(matrix.world);
    fill = fillFrom(outsider.own, matrix.world.house);
  });
  afterAll(() => matrix.stop());

  // What its credential can be given, and what it could if the scopes were wrong: reach alone must hold, too.
  describe.each([
    ['with the scopes it may have', outsiderScopes],
    ['even with every scope', everyScope],
  ])(`${name} %s`, (__, scopes) => {
    const select = selectionFor(schema, scopes);
    const queries = everyRoute
      .filter(({ operation }) => operation === OperationTypeNode.QUERY)
      .filter((route) => [...neededBy(schema, route).keys()].every((scope) => scopes.includes(scope)))
      .map((route) => [coordinate(route), route] as const);
    const withArguments = queries.filter(([, { field }]) => field.args.length > 0);

    it.each(queries.filter(([, { field }]) => isCompositeType(getNamedType(field.type))))(
      'sees nothing out of reach below %s',
      async (___, route) => {
        // Two levels of all there is, which is every way of three fields: what a resolver hands on to the next is tried.
        // Below that each type once more: all ways of four would take three times the CPU (142 s against 51 for a
        // customer; two levels alone take 42). What lies deeper is below another field, whose own test this is too.
        const answer = await run(
          documentOf(route, fill, { selection: select(route.field, 2, fill, new Set()) }),
        );
        expect({ traces: tracesIn(answer, outsider.traces), counts: wrongCounts(answer) }).toEqual({
          traces: [],
          counts: [],
        });
      },
    );

    it.each(withArguments)(
      'cannot tell what is out of reach from what never existed by the arguments of %s',
      async (___, route) => {
        const differences: unknown[] = [];
        for (const place of placesIn(route.field, fill)) {
          const document = documentOf(route, fill, {
            variables: `($value: ${place.variableType})`,
            args: place.argsWith('$value'),
            selection: select(route.field, 1, fill),
          });
          for (const probe of probesFor(place)) {
            const [foreign, unknown] = [
              await ask(document, probe.foreign),
              await ask(document, probe.unknown),
            ];
            const traces = tracesIn(foreign, outsider.traces);
            if (JSON.stringify(foreign) === JSON.stringify(unknown) && traces.length === 0) continue;
            differences.push({ place: place.path.join('.'), probe, foreign, unknown, traces });
          }
        }
        expect(differences).toEqual([]);
      },
    );

    it.each(withArguments)(
      'sees nothing out of reach whichever way %s is ordered and filtered',
      async (___, route) => {
        const selection = select(route.field, 1, fill);
        const seen: unknown[] = [];
        for (const place of placesIn(route.field, fill)) {
          for (const value of choicesFor(place)) {
            const answer = await run(documentOf(route, fill, { args: place.argsWith(value), selection }));
            const [traces, counts] = [tracesIn(answer, outsider.traces), wrongCounts(answer)];
            if (traces.length + counts.length > 0)
              seen.push({ place: place.path.join('.'), value, traces, counts });
          }
        }
        expect(seen).toEqual([]);
      },
    );

    function run(document: string, variables?: Record<string, unknown>): Promise<unknown> {
      return matrix.runner.run(document, { ...outsider.viewer, scopes: new Set(scopes) }, variables);
    }

    async function ask(document: string, value: string): Promise<unknown> {
      return withoutQuestion(await run(document, { value }), value);
    }

    function probesFor({ type, path }: Place): readonly Probe[] {
      if (type.name === 'ID') return idProbes(outsider, matrix.world);
      return type.name === 'String' && !isCursor(path) ? textProbes(outsider) : [];
    }
  });
}

function choicesFor({ type }: Place): readonly string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  return type.name === 'Boolean' ? ['true', 'false', 'null'] : [];
}

function isCursor(path: readonly string[]): boolean {
  return path.at(-1) === 'after' || path.at(-1) === 'before';
}
