import type { RequestContext } from '../../src/services/context.ts';
import { listMissedCalls, settleMissedCalls } from '../../src/services/telephony/missed-calls.ts';
import type { Transaction } from '../../src/services/transaction.ts';
import { newId } from '../../src/shared/ids.ts';
import { onConnection } from '../events/support/writers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';

// Each of these indexes holds few of all calls by a rule that the statement must say, too: if one of them changes alone,
// PostgreSQL reads all calls, and nothing else shows it.

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The statements that are sent meanwhile; they find nothing. */
async function sent(work: (query: RequestContext['db']['query']) => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  await work((text: string, values: readonly unknown[] = []) => {
    statements.push({ text, values });
    return Promise.resolve([]);
  });
  return statements;
}

/** The plan where reading a whole table is the last resort, as it is where there are many rows. */
function planOf({ text, values }: Statement): Promise<string> {
  return onConnection(db, async (session) => {
    await session.query('set enable_seqscan = off');
    const plan = await session.query(`explain ${text}`, values);
    await session.query('reset enable_seqscan');
    return plan.map((row) => Object.values(row)[0]).join('\n');
  });
}

describe('missed calls', () => {
  it('that still wait are listed from an index that holds no others', async () => {
    const [statement] = await sent((query) => {
      const context = asSystem(db);
      return listMissedCalls({ ...context, db: Object.assign(Object.create(db), { query }) }, {});
    });
    expect(await planOf(statement!)).toContain('call_waiting_index');
  });

  it('are settled through an index of conversations and one of what was missed', async () => {
    const [statement] = await sent((query) => settleMissedCalls({ query } as Transaction, newId()));
    const plan = await planOf(statement!);
    expect(plan).toContain('call_talk_index');
    expect(plan).toContain('call_missed_index');
  });
});
