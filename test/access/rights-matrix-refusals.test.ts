import 'reflect-metadata';
import { tmpdir } from 'node:os';
import { OperationTypeNode } from 'graphql';
import { createPluginHost } from '../../src/plugins/host/plugin-host.ts';
import { fingerprints, isForOutsiders, plainInput } from './matrix/changes.ts';
import { fillFrom } from './matrix/fill.ts';
import { documentOf, routes } from './matrix/operations.ts';
import { createRunner, type Runner } from './matrix/run.ts';
import { neededBy } from './matrix/scopes.ts';
import { type Matrix, schema, startMatrix } from './matrix/setup.ts';
import { customerOf, everyScope, outsiderScopes, partnerOf } from './matrix/world.ts';

// Generated from the schema: a new mutation refuses partners and customers, or says `outsiders: true` and is tried with
// their own records (rights-matrix-changes).

const mutations = routes(schema).filter(
  ({ operation, steps }) => operation === OperationTypeNode.MUTATION && steps.length === 1,
);
const forUsOnly = mutations
  .filter((route) => !isForOutsiders(route))
  .map((route) => [route.field.name, route] as const);

let matrix: Matrix;
let runner: Runner;
let before: Record<string, string>;
beforeAll(async () => {
  matrix = await startMatrix();
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const { db, feed } = matrix;
  // The host's own mutations answer for themselves: it runs no plugin before it knows who asks.
  const host = createPluginHost({ db, secretKey: Buffer.alloc(32), dataDir: tmpdir(), logger });
  runner = createRunner(schema, db, feed, host);
  before = await fingerprints(db);
});
afterAll(() => matrix.stop());

describe.each([
  ['a partner', partnerOf],
  ['a customer', customerOf],
])('%s, even with every scope and for its own records,', (_, outsiderIn) => {
  it.each(forUsOnly)('is refused %s', async (name, route) => {
    const { viewer, own } = outsiderIn(matrix.world);
    const fill = fillFrom(own, matrix.world.house);
    const document = documentOf(route, fill, {
      variables: `($input: ${String(route.field.args[0]?.type)})`,
      args: '(input: $input)',
      selection: 'userErrors { code message }',
    });
    const input = plainInput(route.field, own, fill);
    expect(await runner.run(document, { ...viewer, scopes: new Set(everyScope) }, { input })).toEqual({
      data: {
        [name]: {
          userErrors: [
            { code: 'FORBIDDEN', message: expect.stringMatching(/^Only our own people and services may /) },
          ],
        },
      },
    });
  });

  it('has changed nothing by that', async () => {
    expect(await fingerprints(matrix.db)).toEqual(before);
  });
});

describe('a mutation that refuses outsiders although they may have its scopes', () => {
  const within = mutations.filter((route) =>
    [...neededBy(schema, route).keys()].every((scope) => outsiderScopes.includes(scope)),
  );

  it('says so in its description', () => {
    const saysSo = within.filter(({ field }) =>
      /own people and services( only)?\.$/i.test(field.description ?? ''),
    );
    expect(saysSo).toEqual(within.filter((route) => !isForOutsiders(route)));
  });
});

function ignore(): void {
  // What the host would log is no part of this.
}
