import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createExecutor, type Executor } from '../../src/app/executor/executor.ts';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';
import { seed } from '../../bench/seed.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { prepare } from '../support/differential.ts';
import { recordStatements } from '../support/recorded-statements.ts';
import { asSystem } from '../support/viewers.ts';
import { asGolden } from './format.ts';
import { mixedIds } from './mixed-ids.ts';
import { seedCalls } from './seed-calls.ts';
import { seedKnowledge } from './seed-knowledge.ts';
import { seedTickets } from './seed-tickets.ts';

// Beside each query stands the SQL that it may send, level by level. A change of what is sent shows as a diff:
// `UPDATE_GOLDEN=1 npm test -- test/golden` writes the files anew, and the review reads them.

let db: TestDatabase;
let executor: Executor;
beforeAll(async () => {
  db = await testDatabase();
  await seed(db, { customers: 120, interactions: 8, orders: 6, linesPerDocument: 3 });
  await seedKnowledge(db, 120);
  await seedTickets(db, 120);
  await seedCalls(db);
  executor = createExecutor(await buildKontorSchema());
});
afterAll(() => db.drop());

/** The variables with which a query shows so many records. */
const variablesFor = (count: number) => ({ first: count, ids: mixedIds(count) });

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => path.basename(file, '.graphql'));

describe.each(names)('%s', (name) => {
  const source = readFileSync(path.join(import.meta.dirname, `${name}.graphql`), 'utf8');
  const file = path.join(import.meta.dirname, `${name}.sql`);

  async function statementsFor(count: number): Promise<string> {
    const prepared = prepare(await buildKontorSchema(), source);
    const { result, levels } = await recordStatements(db, () =>
      executor.execute({ prepared, variables: variablesFor(count), contextValue: asSystem(db) }),
    );
    expect(result.errors).toBeUndefined();
    // An update of the files must not let one statement for each parent in.
    expect(levels).toEqual(levels.map((level) => [...new Set(level)]));
    return asGolden(levels);
  }

  it('sends the SQL that stands beside it', async () => {
    const sent = await statementsFor(1);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, sent);
    expect(sent).toBe(readFileSync(file, 'utf8'));
  });

  it('sends nothing else when it is asked again and runs compiled', async () => {
    await statementsFor(1);
    expect(await statementsFor(1)).toBe(readFileSync(file, 'utf8'));
  });

  it('sends the same statements for 100 records as for 1', async () => {
    expect(await statementsFor(100)).toBe(readFileSync(file, 'utf8'));
  });
});
