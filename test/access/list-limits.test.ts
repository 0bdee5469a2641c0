import 'reflect-metadata';
import { isEnumType, OperationTypeNode } from 'graphql';
import { MOST_IN_LIST } from '../../src/services/reads/filters.ts';
import { fillFrom } from './matrix/fill.ts';
import {
  coordinate,
  documentOf,
  type Fill,
  type Place,
  placesIn,
  type Route,
  routes,
} from './matrix/operations.ts';
import { type Matrix, schema, startMatrix } from './matrix/setup.ts';
import { everyScope, viewerWith } from './matrix/world.ts';

// Generated from the schema: a new list in an argument has the bound, or this fails.

const listOf = (place: Place) => place.argsWith('§').includes('[§]');
const withLists = routes(schema)
  .filter(({ operation }) => operation !== OperationTypeNode.MUTATION)
  .flatMap((route) =>
    placesIn(route.field, () => '""')
      .filter(listOf)
      .map(({ path }) => [`${coordinate(route)}(${path.join('.')})`, route, path] as const),
  );

let matrix: Matrix;
beforeAll(async () => {
  matrix = await startMatrix();
});
afterAll(() => matrix.stop());

describe('a list that says what to read', () => {
  it('is there to be tested', () => expect(withLists.length).toBeGreaterThan(20));

  it.each(withLists)('is refused where it is too long: %s', async (_, route, path) => {
    expect(await refusalOf(route, path, MOST_IN_LIST + 1)).toEqual([
      expect.objectContaining({
        message: `\`${path.join('.')}\` may have at most 100 entries, got 101.`,
        extensions: expect.objectContaining({ code: 'LIMIT_EXCEEDED', field: path }),
      }),
    ]);
  });

  it.each(withLists)('is answered up to that: %s', async (_, route, path) => {
    expect(await refusalOf(route, path, MOST_IN_LIST)).toEqual([]);
  });

  /** What is said against a list of so many entries, each of them a good one. */
  async function refusalOf(route: Route, path: readonly string[], length: number) {
    const fill = fillFrom(matrix.world.owners[0]!, matrix.world.house);
    const place = placesIn(route.field, fill).find((each) => each.path.join() === path.join())!;
    const entries = Array<string>(length).fill(valueIn(place, route, fill));
    const document = documentOf(route, fill, { args: place.argsWith(entries.join(', ')) });
    const viewer = viewerWith(everyScope);
    if (route.operation === OperationTypeNode.QUERY) {
      return errorsIn(await matrix.runner.run(document, viewer));
    }
    const stream = await matrix.runner.subscribe(document, viewer);
    if ('refusal' in stream) return errorsIn(stream.refusal);
    await stream.end();
    return [];
  }

  function valueIn({ type, path }: Place, route: Route, fill: Fill): string {
    if (isEnumType(type)) return type.getValues()[0]!.name;
    const name = path.at(-1)!;
    return name === 'types' ? '"customer.created"' : fill(name, type, route.field);
  }
});

/** The same refusal of several parents is one. */
function errorsIn({ errors = [] }: { readonly errors?: readonly { readonly message: string }[] }) {
  return [...new Map(errors.map((error) => [error.message, error])).values()];
}
