import pg from 'pg';
import { timelineBranches } from '../../src/services/interactions/timeline-branches.ts';
import { timelineStatement } from '../../src/services/interactions/timeline-statement.ts';
import { newId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const LIMIT = 20;

let db: TestDatabase;
let client: pg.Client;
const busy = newId();

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: PlanNode[];
}

beforeAll(async () => {
  db = await testDatabase();
  const quiet = newId();
  await db.query(
    `insert into customer (id, name, addresses, phones, emails, tags)
    select unnest($1::uuid[]), 'Customer', '[]', '[]', '[]', '{}'`,
    [[busy, quiet]],
  );
  // 100,000 entries, most of one customer and some of another, so that the planner cannot just take the whole table.
  await db.query(
    `insert into interaction (id, customer_id, kind, subject, happened_at, attachments)
     select gen_random_uuid(), case when n % 20 = 0 then $2::uuid else $1::uuid end, 'CALL', 'Call', timestamptz '2020-01-01' + n * interval '30 minutes', '[]'
       from generate_series(1, 60000) n`,
    [busy, quiet],
  );
  await db.query(
    `insert into commercial_document (id, kind, customer_id, number, issue_date, happened_at, currency, status,
       allowance_charges, tax_subtotals, computed_totals, shown_totals, computed_tax_subtotals, issues, lines_hash)
     select gen_random_uuid(), (array['QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE'])[1 + n % 4], case when n % 20 < 2 then $2::uuid else $1::uuid end, 'N' || n,
       date '2020-01-01' + n / 20, timestamptz '2020-01-01' + n / 20 * interval '1 day', 'EUR', 'OPEN', '[]', '[]', '{}', '{}', '[]', '[]', ''
       from generate_series(1, 40000) n`,
    [busy, quiet],
  );
  await db.query('analyze');
  client = new pg.Client(db.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await db.drop();
});

/** The plan as it ran. Prepared statements get a plan for their values at first, and later perhaps a general one. */
async function planOf(
  after: readonly string[] | null,
  mode: 'force_custom_plan' | 'force_generic_plan',
): Promise<PlanNode> {
  const window = { limit: LIMIT, backward: false, after, before: null };
  const { text, values } = timelineStatement(timelineBranches, [busy], {}, window, () => 'true');
  await client.query(`set plan_cache_mode = ${mode}`);
  await client.query('set jit = off');
  await client.query(`prepare page as ${text}`);
  const literals = values.map((value) =>
    client.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value)),
  );
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    `explain (analyze, format json) execute page(${literals.join(', ')})`,
  );
  await client.query('deallocate page');
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (!plan) throw new Error('PostgreSQL answered no plan.');
  return plan;
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

async function scans(after: readonly string[] | null, mode: 'force_custom_plan' | 'force_generic_plan') {
  return nodesOf(await planOf(after, mode)).filter((node) => node['Relation Name']);
}

describe.each(['force_custom_plan', 'force_generic_plan'] as const)(
  'the timeline at 100,000 entries, %s',
  (mode) => {
    const first = null;
    const deep = ['2022-06-01 12:00:00+00', newId()];

    it.each([
      ['the first page', first],
      ['a page in the middle', deep],
    ])('walks an index in every branch: %s', async (_, after) => {
      const found = await scans(after, mode);
      expect(found.map((node) => `${node['Node Type']} ${node['Index Name']}`).toSorted()).toEqual([
        ...Array(4).fill('Index Scan commercial_document_customer_index'),
        'Index Scan interaction_customer_id_happened_at_id_index',
      ]);
    });

    it.each([
      ['the first page', first],
      ['a page in the middle', deep],
    ])('reads no more than a page of each branch: %s', async (_, after) => {
      const read = (await scans(after, mode)).map((node) => node['Actual Rows']);
      expect(Math.max(...read)).toBeLessThanOrEqual(LIMIT + 1);
    });
  },
);
