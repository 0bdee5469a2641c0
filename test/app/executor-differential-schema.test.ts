import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {
  buildSchema,
  isInterfaceType,
  isObjectType,
  parse,
  printSchema,
  validate,
  type GraphQLSchema,
} from 'graphql';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';
import { seed, seedId } from '../../bench/seed.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { mixedIds } from '../golden/mixed-ids.ts';
import { seedCalls } from '../golden/seed-calls.ts';
import { seedKnowledge } from '../golden/seed-knowledge.ts';
import { seedTickets } from '../golden/seed-tickets.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createDifferential, type Differential } from '../support/differential.ts';
import { operationsOf } from '../support/random-operations.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';

// The same comparison as in executor-differential.test.ts, over the schema that is served, on real records.

let db: TestDatabase;
let schema: GraphQLSchema;
let differential: Differential;
let context = () => asSystem(db);
beforeEach(() => {
  context = () => asSystem(db);
});
beforeAll(async () => {
  db = await testDatabase();
  await seed(db, { customers: 12, interactions: 6, orders: 5, linesPerDocument: 2 });
  await seedKnowledge(db, 12);
  await seedTickets(db, 12);
  await seedCalls(db);
  schema = await buildKontorSchema();
  differential = createDifferential(schema, () => context(), withoutRunningTimes);
});
afterAll(() => db.drop());

/** How long a ticket is in its status grows by the second, here to years. */
function withoutRunningTimes(json: string): string {
  return json.replaceAll(/"P\d+DT[^"]*"/g, '"P…"');
}

const goldenFolder = path.join(import.meta.dirname, '../golden');
const goldenQueries = readdirSync(goldenFolder).filter((file) => file.endsWith('.graphql'));

describe('both executors answer alike', () => {
  it.each(goldenQueries)('to the golden query %s', async (file) => {
    const source = readFileSync(path.join(goldenFolder, file), 'utf8');
    const variables = { first: 12, ids: mixedIds(30) };
    const { differences, reason, reference } = await differential.compare({ source, variables });
    expect({ differences, reason, errors: reference.errors }).toEqual({ differences: [], reason: null });
  });
});

/** Arguments that lead to records, or at least are taken. */
const goodLiterals = {
  ID: (['Customer', 'Contact', 'Interaction', 'Order', 'Invoice', 'Product', 'Agent', 'Team'] as const).map(
    (type) => JSON.stringify(encodeId(type, seedId(type.toLowerCase() as Lowercase<typeof type>, 3))),
  ),
  String: ['"K-10001"', '"erp"', '"AU-0000001"', '"Spindel"'],
  Int: ['1', '2', '3'],
  DateTime: ['"2025-06-01T00:00:00Z"', '"2026-06-01T00:00:00+02:00"'],
  Date: ['"2025-06-01"'],
  Decimal: ['"12.50"'],
};
/** The same with some that are refused, by a scalar or by a service. */
const literals = {
  ID: [...goodLiterals.ID, '"nothing"'],
  String: [...goodLiterals.String, '""'],
  Int: [...goodLiterals.Int, '0', '101'],
  DateTime: [...goodLiterals.DateTime, '"tomorrow"'],
  Date: [...goodLiterals.Date, '"never"'],
  Decimal: [...goodLiterals.Decimal, '"much"'],
};

/** The schema's shape without arguments that would refuse nearly every page: cursors, and `last` beside `first`. */
function withoutCursors(): GraphQLSchema {
  const shape = buildSchema(printSchema(schema));
  for (const type of Object.values(shape.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      field.args = field.args.filter(({ name }) => !['after', 'before', 'last'].includes(name));
    }
  }
  return shape;
}

// The plugins are asked for in processes of their own, which there are none of here. And searches are counted: the
// second executor would report one more question than the first.
const options = { depth: 5, without: ['Query.plugins', 'Query.questionsWithoutArticle'] };
const viewers = fc.constantFrom(
  () => asSystem(db),
  () => asPartner(db, seedId('partner', 1)),
  () => asCustomer(db, seedId('customer', 4)),
);

describe('for any selection', () => {
  it('both executors answer alike, whoever asks', async () => {
    let compiled = 0;
    let answered = 0;
    const property = fc.asyncProperty(
      operationsOf(withoutCursors(), { ...options, literals: goodLiterals }),
      viewers,
      async (operation, contextOf) => {
        fc.pre(validate(schema, parse(operation.source)).length === 0);
        context = contextOf;
        const { differences, reason, reference } = await differential.compare(operation);
        expect(differences).toEqual([]);
        if (reason === null) compiled += 1;
        if (reference.data) answered += 1;
      },
    );
    await fc.assert(property, { numRuns: 150 });
    expect(compiled).toBeGreaterThan(75);
    expect(answered).toBeGreaterThan(75);
  });

  it('both executors refuse alike, whatever the arguments', async () => {
    const property = fc.asyncProperty(operationsOf(schema, { ...options, literals }), async (operation) => {
      fc.pre(validate(schema, parse(operation.source)).length === 0);
      const { differences } = await differential.compare(operation);
      expect(differences).toEqual([]);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
