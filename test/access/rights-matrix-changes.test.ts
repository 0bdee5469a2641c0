import 'reflect-metadata';
import { OperationTypeNode } from 'graphql';
import type { Viewer } from '../../src/services/access/viewer.ts';
import { tracesIn, withoutQuestion } from './matrix/answers.ts';
import { fingerprints, inputWith, isForOutsiders, plainInput } from './matrix/changes.ts';
import { fillFrom } from './matrix/fill.ts';
import {
  coordinate,
  documentOf,
  type Fill,
  placesIn,
  requiredArguments,
  type Route,
  routes,
} from './matrix/operations.ts';
import type { Subscribed } from './matrix/run.ts';
import { neededBy, selectionFor } from './matrix/scopes.ts';
import { RECORDER } from './matrix/seeds.ts';
import { type Matrix, schema, startMatrix } from './matrix/setup.ts';
import {
  announceEverything,
  customerOf,
  everyScope,
  idProbes,
  logIsInOrder,
  type Outsider,
  outsiderScopes,
  partnerOf,
  textProbes,
  viewerWith,
} from './matrix/world.ts';

// The rights matrix of what changes and what is announced; see rights-matrix.test.ts.

const roots = routes(schema).filter(({ steps }) => steps.length === 1);
const mutations = roots.filter(({ operation }) => operation === OperationTypeNode.MUTATION);
const subscriptions = roots.filter(({ operation }) => operation === OperationTypeNode.SUBSCRIPTION);

const within = (scopes: readonly string[]) => (route: Route) =>
  [...neededBy(schema, route).keys()].every((scope) => scopes.includes(scope));
const named = (route: Route) => [coordinate(route), route] as const;

let matrix: Matrix;
let beginning: string;
let lastCursors: string[];
beforeAll(async () => {
  matrix = await startMatrix();
  const past = await cursorsAfter(null);
  beginning = past[0] ?? '';
  // Last, about the first owner: whoever has received of this has received all before.
  await announceEverything(matrix.db, matrix.world.owners[0]!, matrix.world.house);
  await logIsInOrder(matrix.db);
  lastCursors = await cursorsAfter(past.at(-1) ?? '');
});
afterAll(() => matrix.stop());

describe.each([
  ['a partner', partnerOf],
  ['a customer', customerOf],
])('%s', (_, outsiderIn) => {
  let outsider: Outsider;
  let fill: Fill;
  beforeAll(() => {
    outsider = outsiderIn(matrix.world);
    fill = fillFrom(outsider.own, matrix.world.house);
  });

  describe.each([
    ['with the scopes it may have', outsiderScopes],
    ['even with every scope', everyScope],
  ])('%s', (__, scopes) => {
    const select = selectionFor(schema, scopes);
    const viewer = (): Viewer => ({ ...outsider.viewer, scopes: new Set(scopes) });

    it.each(mutations.filter(within(scopes)).map(named))(
      'changes nothing out of reach, nor learns of it, by the arguments of %s',
      async (___, route) => {
        // Events of the tests before must have come to rest.
        await logIsInOrder(matrix.db);
        const before = await fingerprints(matrix.db);
        const document = mutationDocument(route);
        const differences: unknown[] = [];
        for (const place of placesIn(route.field, fill)) {
          const isReference = place.path.at(-1) === 'externalId';
          if (place.type.name !== 'ID' && !isReference) continue;
          for (const probe of isReference ? textProbes(outsider) : idProbes(outsider, matrix.world)) {
            const ask = async (value: string) => {
              const input = inputWith(place, value, route.field, outsider.own, fill);
              return withoutQuestion(await matrix.runner.run(document, viewer(), { input }), value);
            };
            const [foreign, unknown] = [await ask(probe.foreign), await ask(probe.unknown)];
            const traces = tracesIn(foreign, outsider.traces);
            if (JSON.stringify(foreign) === JSON.stringify(unknown) && traces.length === 0) continue;
            differences.push({ place: place.path.join('.'), probe, foreign, unknown, traces });
          }
        }
        expect(differences).toEqual([]);
        expect(await fingerprints(matrix.db)).toEqual(before);
      },
    );

    it.each(subscriptions.filter(within(scopes)).map(named))(
      'gets nothing out of reach by %s',
      async (___, route) => {
        const document = documentOf(route, fill, {
          args: withAfter(route, fill),
          selection: select(route.field, 2, fill),
        });
        const received = await untilTheLast(await matrix.runner.subscribe(document, viewer()));
        expect([received.length > 0, tracesIn(received, outsider.traces)]).toEqual([true, []]);
      },
    );

    it.each(subscriptions.filter(within(scopes)).map(named))(
      'gets nothing by asking for what is out of reach in the arguments of %s',
      async (___, route) => {
        const streams: Subscribed[] = [];
        for (const place of placesIn(route.field, fill).filter(({ type }) => type.name === 'ID')) {
          const document = documentOf(route, fill, {
            variables: `($value: ${place.variableType})`,
            args: place.argsWith('$value'),
            selection: select(route.field, 2, fill),
          });
          for (const { foreign } of idProbes(outsider, matrix.world)) {
            streams.push(await matrix.runner.subscribe(document, viewer(), { value: foreign }));
          }
        }
        const open = streams.filter((stream) => 'next' in stream);
        const firsts = open.map((stream) => stream.next());
        await somethingHappensEverywhere();
        for (const stream of open) await stream.end();
        const refusals = streams.flatMap((stream) => ('refusal' in stream ? [stream.refusal] : []));
        // What is refused repeats the id that was asked for.
        const received = [...(await Promise.all(firsts)), ...refusals.map(({ data }) => data)];
        expect(received.filter((answer) => answer != null)).toEqual([]);
      },
    );

    function mutationDocument(route: Route): string {
      return documentOf(route, fill, {
        variables: `($input: ${String(route.field.args[0]?.type)})`,
        args: '(input: $input)',
        selection: select(route.field, 2, fill),
      });
    }
  });

  it.each(mutations.filter(within(outsiderScopes)).filter(isForOutsiders).map(named))(
    'may do with its own what it may not with the records of others: %s',
    async (___, route) => {
      const document = documentOf(route, fill, {
        variables: `($input: ${String(route.field.args[0]?.type)})`,
        args: '(input: $input)',
        selection: '__typename userErrors { code message field }',
      });
      const input = plainInput(route.field, outsider.own, fill);
      const author = { ...outsider.viewer, keyId: RECORDER };
      expect(await matrix.runner.run(document, author, { input })).toEqual({
        data: { [route.field.name]: { __typename: expect.any(String), userErrors: [] } },
      });
    },
  );

  it('receives what is its own', async () => {
    const stream = await matrix.runner.subscribe(
      `subscription { events(after: ${JSON.stringify(beginning)}) { cursor data } }`,
      outsider.viewer,
    );
    expect(tracesIn(await untilTheLast(stream), [outsider.own.mark])).toEqual([outsider.own.mark]);
  });
});

function withAfter({ field }: Route, fill: Fill): string {
  const place = placesIn(field, fill).find(({ path }) => path.join() === 'after');
  return place?.argsWith(JSON.stringify(beginning)) ?? requiredArguments(field, fill);
}

/** Events of every type about everybody, until one who follows all has received the last. */
async function somethingHappensEverywhere(): Promise<void> {
  const { db, world, runner } = matrix;
  const { data } = await runner.run('{ eventCursor }', viewerWith(everyScope));
  const stream = await runner.subscribe('subscription { events { cursor } }', viewerWith(everyScope));
  for (const owner of world.owners) await announceEverything(db, owner, world.house);
  await logIsInOrder(db);
  const last = (await cursorsAfter(String(data?.['eventCursor']))).at(-1) ?? '';
  await untilTheLast(stream, [last]);
}

/** What a subscription shows until it has passed the last thing that happened. */
async function untilTheLast(stream: Subscribed, last = lastCursors): Promise<unknown[]> {
  if ('refusal' in stream) return [stream.refusal];
  const received: unknown[] = [];
  for (;;) {
    const answer = await stream.next();
    if (answer === null) return received;
    received.push(answer);
    if (tracesIn(answer, last).length === 0) continue;
    await stream.end();
    return received;
  }
}

interface LogPage {
  readonly nodes: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

/** The cursors of all events after one; from the beginning of the log without. */
async function cursorsAfter(after: string | null): Promise<string[]> {
  const { data } = await matrix.runner.run(
    'query ($after: String) { events(first: 100, after: $after) { nodes { cursor } pageInfo { endCursor hasNextPage } } }',
    viewerWith(everyScope),
    { after },
  );
  const { nodes, pageInfo } = (data as unknown as { events: LogPage }).events;
  const cursors = nodes.map(({ cursor }) => cursor);
  return pageInfo.hasNextPage ? [...cursors, ...(await cursorsAfter(pageInfo.endCursor))] : cursors;
}
