import { requestContext, type RequestContext } from '../../src/services/context.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { listDocuments, listDocumentsOf } from '../../src/services/erp/documents.ts';
import { listOpenItems } from '../../src/services/erp/open-items.ts';
import { newId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

// 40,000 documents of one customer and of 20 others: lists must walk an index in its order and stop at the page. Each
// customer has many more than a page: with few, fetching all and sorting them would be as good, and versions differ.

let db: TestDatabase;
const busy = newId();

beforeAll(async () => {
  db = await testDatabase();
  await db.query(
    `insert into customer (id, name, addresses, phones, emails, tags)
     select id, 'Customer', '[]', '[]', '[]', '{}'
       from (select $1::uuid as id union all select gen_random_uuid() from generate_series(1, 20)) customers`,
    [busy],
  );
  await db.query(
    `insert into commercial_document (id, kind, customer_id, number, issue_date, happened_at, currency, status,
       allowance_charges, tax_subtotals, computed_totals, shown_totals, computed_tax_subtotals, issues, lines_hash,
       due_date, open_amount)
     select gen_random_uuid(), (array['QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE'])[1 + n % 4],
       case when n % 8 < 4 then $1::uuid else (array(select id from customer where id <> $1))[1 + n % 20] end, 'N' || n,
       date '2020-01-01' + n / 20, timestamptz '2020-01-01' + n / 20 * interval '1 day', 'EUR', 'OPEN', '[]', '[]',
       '{}', '{}', '[]', '[]', '', date '2020-02-01' + n / 20, case when n % 10 = 2 then 10.00 else 0.00 end
       from generate_series(1, 40000) n`,
    [busy],
  );
  await db.query('analyze');
});
afterAll(() => db.drop());

/** The scans in the plan of a read's first statement. */
async function scansOf(read: (context: RequestContext) => Promise<unknown>): Promise<string[]> {
  const statements: { text: string; values: readonly unknown[] }[] = [];
  const query: TestDatabase['query'] = (text, values = []) => {
    statements.push({ text, values });
    return db.query(text, values);
  };
  await read(requestContext({ ...db, query }, systemViewer('test')));
  const { text, values } = statements[0] ?? { text: '', values: [] };
  const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values]);
  return rows.flatMap((row) => /(Index|Bitmap|Seq) .*Scan.* on \w+/.exec(row['QUERY PLAN'])?.[0] ?? []);
}

describe('a list of documents walks an index', () => {
  it('of all of a kind, by time', async () => {
    expect(await scansOf((context) => listDocuments(context, 'ORDER', {}))).toEqual([
      'Index Scan Backward using commercial_document_time_index on commercial_document',
    ]);
  });

  it('of all of a kind, by number', async () => {
    const args = { orderBy: { field: 'NUMBER', direction: 'ASC' } } as const;
    expect(await scansOf((context) => listDocuments(context, 'ORDER', args))).toEqual([
      'Index Scan using commercial_document_number_index on commercial_document',
    ]);
  });

  it('of a customer', async () => {
    expect(await scansOf((context) => listDocumentsOf(context, 'INVOICE', busy, {}))).toEqual([
      'Index Scan Backward using commercial_document_customer_index on commercial_document',
    ]);
  });

  it('of a customer, as far as they are open', async () => {
    expect(await scansOf((context) => listOpenItems(context, { customerId: busy }, {}))).toEqual([
      'Index Scan using commercial_document_open_item_index on commercial_document',
    ]);
  });
});
