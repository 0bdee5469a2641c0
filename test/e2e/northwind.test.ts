import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestServer, type TestServer } from '../support/server.ts';
import { TableWatch } from '../support/table-watch.ts';
import { asSystem } from '../support/viewers.ts';

const source = path.resolve('../shared/data/northwind');
// Skipped visibly: the data are not ours to carry along.
const withData = existsSync(source) ? describe : describe.skip;

withData('Northwind, delivered through erp-csv', () => {
  let kontor: TestServer;
  let watch: TableWatch;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'northwind-'));
    await cp(source, folder, { recursive: true });
    kontor = await startTestServer();
    watch = await TableWatch.start(kontor.db, ['event_inbox']);
    await kontor.host.addIntegration(asSystem(kontor.db), {
      name: 'northwind',
      plugin: 'erp-csv',
      options: { folder, mapping: path.resolve('examples/northwind/mapping.json') },
      intervalSeconds: null,
    });
    await sync();
  });
  afterAll(async () => {
    await watch.stop();
    await kontor.stop();
    await rm(folder, { recursive: true });
  });

  async function sync() {
    const outcome = await kontor.host.sync(asSystem(kontor.db), { name: 'northwind' });
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', error: null });
    return outcome.counts;
  }

  const logCaughtUp = () => watch.until(async () => (await count('event_inbox')) === 0);

  /** Types of what was announced after a cursor, once the log has caught up; the run itself aside. */
  async function announcedAfter(cursor: string): Promise<string[]> {
    await logCaughtUp();
    const { data } = await kontor.request(
      'query ($after: String) { events(after: $after, first: 100) { nodes { type } } }',
      { after: cursor },
    );
    const types: string[] = data.events.nodes.map(({ type }: { type: string }) => type);
    return types.filter((type) => !type.startsWith('integration.'));
  }
  async function cursorOfNow(): Promise<string> {
    await logCaughtUp();
    return (await kontor.request('{ eventCursor }')).data.eventCursor;
  }
  const count = async (table: string, where = 'true') =>
    Number(
      (await kontor.db.query<{ count: string }>(`select count(*) from ${table} where ${where}`))[0]?.count,
    );

  it('is in: 91 customers, 830 orders with 2,155 lines, 77 products with stock', async () => {
    expect({
      customers: await count('customer'),
      orders: await count('commercial_document', `kind = 'ORDER'`),
      lines: await count('document_line'),
      products: await count('product'),
      stocked: await count('availability'),
      quarantined: await count('quarantined_record'),
    }).toEqual({ customers: 91, orders: 830, lines: 2155, products: 77, stocked: 77, quarantined: 0 });
  });

  it('sums to 1,265,792.76 after the rounding rule, freight 64,942.69, together 1,330,735.45', async () => {
    const [sums] = await kontor.db.query(
      `select sum((computed_totals->>'lineNetAmount')::numeric)::text as lines, sum((computed_totals->>'chargeAmount')::numeric)::text as freight,
              sum((computed_totals->>'taxExclusiveAmount')::numeric)::text as total
         from commercial_document where kind = 'ORDER'`,
    );
    expect(sums).toEqual({ lines: '1265792.76', freight: '64942.69', total: '1330735.45' });
  });

  it('answers a customer of it with contacts and orders', async () => {
    const { data, errors } = await kontor.request(
      `{ customer(reference: { integration: "northwind", externalId: "ALFKI" }) {
           name contacts { nodes { name role } } orders { totalCount } source { integration externalId stale } } }`,
    );
    expect([errors, data]).toEqual([
      undefined,
      {
        customer: {
          name: 'Alfreds Futterkiste',
          contacts: { nodes: [{ name: 'Maria Anders', role: 'Sales Representative' }] },
          orders: { totalCount: 6 },
          source: { integration: 'northwind', externalId: 'ALFKI', stale: false },
        },
      },
    ]);
  });

  it('changes and announces nothing in a second sync', async () => {
    const before = await cursorOfNow();
    await sync();
    expect(await announcedAfter(before)).toEqual([]);
  });

  it('changes one record and announces it once when one row changes', async () => {
    const before = await cursorOfNow();
    const file = path.join(folder, 'customers.csv');
    await writeFile(file, (await readFile(file, 'utf8')).replace('Obere Str. 57', 'Untere Str. 58'));
    await sync();
    const { data } = await kontor.request(
      `{ customer(reference: { integration: "northwind", externalId: "ALFKI" }) { version addresses { street } } }`,
    );
    expect(data.customer).toEqual({ version: 2, addresses: [{ street: 'Untere Str. 58' }] });
    expect(await announcedAfter(before)).toEqual(['customer.updated']);
  });
});
