import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import csv from '../../src/plugins/erp-csv/index.ts';
import { recordSchemas } from '../../src/plugins/kit/index.ts';
import { type CsvFolder, csvFolders, csvIntegration, customersMapping } from './csv-folder.ts';

const folderWith = csvFolders();

describe('the example folder with German formats', () => {
  let workDir: string;
  let example: Omit<CsvFolder, 'remove'>;

  beforeAll(async () => {
    workDir = await mkdtemp(join(tmpdir(), 'erp-csv-example-'));
    example = csvIntegration(resolve('examples/csv'), workDir);
  });

  afterAll(() => rm(workDir, { recursive: true }));

  it('has nothing to complain about', async () => {
    expect(await example.check()).toEqual({ problems: [], upstream: expect.stringContaining('4 CSV files') });
  });

  it.each(['customers', 'products', 'availability', 'orders'])(
    'delivers three %s that fit the canonical records',
    async (stream) => {
      const records = Object.values(await example.records(stream));
      const schema = recordSchemas[csv.streams[stream]!.record];
      expect(records.map((record) => schema.safeParse(record).success)).toEqual([true, true, true]);
    },
  );

  it('reads decimals, dates, codes and rows of other files', async () => {
    expect((await example.records('orders'))['AB-2']).toEqual({
      number: 'AB-2',
      customerExternalId: 'D1002',
      issueDate: '2026-03-09',
      requestedOn: '2026-04-20',
      status: 'CONFIRMED',
      currency: 'EUR',
      allowanceCharges: [
        { kind: 'CHARGE', amount: '480.00', reason: 'Fracht', taxCategory: 'S', taxRate: '19' },
      ],
      lines: [
        {
          lineId: '10',
          productExternalId: '10-0010',
          productNumber: '10-0010',
          name: 'Ständerbohrmaschine HD 40',
          quantity: '1',
          netPrice: '4780.00',
          allowanceCharges: [{ kind: 'ALLOWANCE', amount: '119.5', percentage: '2.5', reason: 'Rabatt' }],
          taxCategory: 'S',
          taxRate: '19',
          fulfilment: { ordered: '1' },
        },
      ],
    });
  });
});

describe('how a file is written', () => {
  it('may be windows-1252, with a quote of its own and lines above the header', async () => {
    const made = await folderWith({
      'customers.csv': Buffer.from("Export vom 1.3.\nid;name\n1;'Müller; Söhne'\n", 'latin1'),
      'mapping.json': customersMapping({
        csv: { encoding: 'windows-1252', delimiter: ';', quote: "'", skipLines: 1 },
      }),
    });
    expect(await made.records('customers')).toMatchObject({ '1': { name: 'Müller; Söhne' } });
  });

  it('may have a byte order mark, CRLF and no header', async () => {
    const made = await folderWith({
      'customers.csv': '\uFEFF1,Acme\r\n2,Bolt\r\n',
      'mapping.json': customersMapping({ csv: { columns: ['id', 'name'] } }),
    });
    expect(Object.keys(await made.records('customers'))).toEqual(['1', '2']);
  });

  it('is refused when it is not in the encoding that was stated', async () => {
    const made = await folderWith({
      'customers.csv': Buffer.from('id,name\n1,Müller\n', 'latin1'),
      'mapping.json': customersMapping({}),
    });
    await expect(made.pull('customers')).rejects.toThrow('customers.csv is not utf-8; set "encoding"');
  });
});

describe('a row that is wrong', () => {
  it('is rejected with file, line, column and reason, and the others go on', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name,class\n1,Acme,A\n2,"Bolt\nand Nut",Z\n3,,B\n4,Cog,B\n',
      'mapping.json': customersMapping({ fields: { customerClass: 'class' } }),
    });
    expect(Object.keys(await made.records('customers'))).toEqual(['1', '4']);
    expect(await made.rejections('customers')).toEqual([
      'customers.csv:3: column "class" → customerClass: "Z" is not one of A, B, C; use a value map',
      expect.stringMatching(/^customers.csv:5: column "name" → name: .*expected string/),
    ]);
  });

  it('is rejected when it is cut off or too long', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name,class\n1,Acme\n2,Bolt,B,C\n',
      'mapping.json': customersMapping({}),
    });
    expect(await made.rejections('customers')).toEqual([
      'customers.csv:2: the row has 2 values, the header 3 columns',
      'customers.csv:3: the row has 4 values, the header 3 columns',
    ]);
  });

  it('is rejected when it has no key', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name\n,Acme\n',
      'mapping.json': customersMapping({}),
    });
    expect(await made.rejections('customers')).toEqual(['customers.csv:2: column "id": the key is empty']);
  });

  it('rejects the whole document when it is one of its lines', async () => {
    const made = await ordersFolder('A,1,two,9.80\nA,2,1,1\n');
    expect(await made.rejections('orders')).toEqual([
      expect.stringContaining('lines.csv:2: column "qty" → quantity: "two" is not a number'),
    ]);
  });
});

describe('rows of another file', () => {
  it('become the lines of their order, in the file’s order', async () => {
    const made = await ordersFolder('B,1,1,5\nA,1,2,9.80\nX,1,1,1\nA,2,3,1\n');
    expect(await made.records('orders')).toMatchObject({
      A: {
        lines: [
          { lineId: '1', quantity: '2' },
          { lineId: '2', quantity: '3' },
        ],
      },
      B: { lines: [{ lineId: '1', quantity: '1' }] },
    });
  });

  it('bring the order again when only they have changed', async () => {
    const made = await ordersFolder('A,1,2,9.80\n');
    const cursor = (await made.pull('orders')).at(-1)?.cursor;
    await made.write({ 'lines.csv': 'order,pos,qty,price\nA,1,5,9.80\n' });
    const again = (await made.pull('orders', cursor)).flatMap((batch) => batch.upserts ?? []);
    expect(again[0]).toMatchObject({ externalId: 'A', record: { lines: [{ quantity: '5' }] } });
  });
});

describe('the documentation', () => {
  it('shows the example mapping as it is', async () => {
    const docs = await readFile('docs/connectors/erp-csv.md', 'utf8');
    expect(docs).toContain(await readFile('examples/csv/mapping.json', 'utf8'));
  });
});

function ordersFolder(lines: string): Promise<CsvFolder> {
  return folderWith({
    'orders.csv': 'order,customer,date\nA,1,2026-03-01\nB,1,2026-03-02\n',
    'lines.csv': `order,pos,qty,price\n${lines}`,
    'mapping.json': {
      defaults: { currency: 'EUR' },
      streams: {
        orders: {
          file: 'orders.csv',
          key: 'order',
          fields: { number: 'order', customerExternalId: 'customer', issueDate: 'date' },
          children: {
            lines: {
              file: 'lines.csv',
              key: 'order',
              fields: { lineId: 'pos', name: { value: 'Item' }, quantity: 'qty', netPrice: 'price' },
            },
          },
        },
      },
    },
  });
}
