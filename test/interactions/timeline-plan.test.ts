import pg from 'pg';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { timelineBranches } from '../../src/services/interactions/timeline-branches.ts';
import { timelineStatement } from '../../src/services/interactions/timeline-statement.ts';
import { newId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
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
  // Tickets and calls can be listed by time alone, too: with two customers the planner would expect half of all to be of one.
  const others = Array.from({ length: 200 }, () => newId());
  await db.query(
    `insert into customer (id, name, addresses, phones, emails, tags)
    select unnest($1::uuid[]), 'Customer', '[]', '[]', '[]', '{}'`,
    [[busy, quiet, ...others]],
  );
  // 110,000 entries, most of one customer and some of another, so that the planner cannot just take the whole table.
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
  await db.query(
    `insert into ticket (id, type, number, subject, customer_id, channel, tags, status_id, state, opened_at)
     select gen_random_uuid(), (array['SERVICE_REQUEST', 'COMPLAINT', 'SUGGESTION'])[1 + n % 3], 'T' || n, 'It leaks',
       case when n % 5 = 0 then $1::uuid else ($2::uuid[])[1 + n % 200] end, 'PHONE', '{}', s.id, 'OPEN', timestamptz '2020-01-01' + n * interval '5 hours'
       from generate_series(1, 6000) n, (select id from ticket_status where state = 'OPEN') s`,
    [busy, others],
  );
  await db.query(
    `insert into ticket_message (id, ticket_id, customer_id, kind, body, attachments, happened_at)
     select gen_random_uuid(), t.id, t.customer_id, k.kind, 'It leaks', '[]', t.opened_at
       from ticket t, unnest(array['PUBLIC_REPLY', 'INTERNAL_NOTE', 'SYSTEM']) k(kind)`,
  );
  const pbx = await insert(db, 'integration', { name: 'pbx' });
  await db.query(
    `insert into call (id, integration_id, external_call_id, direction, status, customer_id, started_at, happened_at, last_event_at)
     select gen_random_uuid(), $3, n, 'INBOUND', 'COMPLETED', case when n % 5 = 0 then $1::uuid else ($2::uuid[])[1 + n % 200] end, at, at, at
       from (select n, timestamptz '2020-01-01' + n * interval '3 hours' as at from generate_series(1, 12000) n) calls`,
    [busy, others, pbx],
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
  const { text, values } = timelineStatement(timelineBranches, [busy], {}, window, systemViewer('test'));
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
  'the timeline at 110,000 entries, %s',
  (mode) => {
    const first = null;
    const deep = ['2022-06-01 12:00:00+00', newId()];

    it.each([
      ['the first page', first],
      ['a page in the middle', deep],
    ])('walks an index in every branch: %s', async (_, after) => {
      const found = await scans(after, mode);
      expect(found.map((node) => `${node['Node Type']} ${node['Index Name']}`).toSorted()).toEqual([
        'Index Scan call_customer_index',
        ...Array(4).fill('Index Scan commercial_document_customer_index'),
        'Index Scan interaction_customer_id_happened_at_id_index',
        ...Array(3).fill('Index Scan ticket_message_timeline_index'),
        ...Array(3).fill('Index Scan ticket_timeline_index'),
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
