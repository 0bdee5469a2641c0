import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { seed } from '../../bench/seed.ts';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createDifferential, type Differential } from '../support/differential.ts';
import { operationsOf } from '../support/random-operations.ts';
import { asSystem } from '../support/viewers.ts';
import { mixedIds } from '../golden/mixed-ids.ts';

const schema = await buildKontorSchema();
const golden = path.join(import.meta.dirname, '../golden');
const queries = readdirSync(golden).filter((file) => file.endsWith('.graphql'));

let db: TestDatabase;
let differential: Differential;
beforeAll(async () => {
  db = await testDatabase();
  await seed(db, { customers: 12, interactions: 3, orders: 3, linesPerDocument: 2 });
  differential = createDifferential(schema, () => asSystem(db));
});
afterAll(() => db.drop());

describe("Kontor's own schema", () => {
  it.each(queries)('answers %s alike on both executors, compiled', async (file) => {
    const source = readFileSync(path.join(golden, file), 'utf8');
    const { differences, reason, compiled } = await differential.compare({
      source,
      variables: { first: 10, ids: mixedIds(10) },
    });
    expect({ differences, reason, errors: compiled.errors }).toEqual({
      differences: [],
      reason: null,
      errors: undefined,
    });
  });

  it('answers random queries alike on both executors', async () => {
    const literals = {
      Int: ['1', '3', '7'],
      ID: mixedIds(6).map((id) => JSON.stringify(id)),
      String: ['"a"', '""', '"Müller"'],
    };
    await fc.assert(
      fc.asyncProperty(
        operationsOf(schema, { depth: 5, optionalArguments: 1, literals }),
        async (operation) => {
          fc.pre(validate(schema, parse(operation.source)).length === 0);
          // It writes down what nobody answered, and the report of that would differ between the two.
          fc.pre(!operation.source.includes('searchArticles'));
          expect((await differential.compare(operation)).differences).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
