import { mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import csv from '../../src/plugins/erp-csv/index.ts';
import { recordSchemas } from '../../src/plugins/kit/index.ts';
import { type CsvFolder, csvFolder, csvIntegration, customersMapping } from './csv-folder.ts';

const folders: CsvFolder[] = [];

async function folderWith(files: Parameters<typeof csvFolder>[0]): Promise<CsvFolder> {
  const made = await csvFolder(files);
  folders.push(made);
  return made;
}

afterEach(async () => {
  for (const made of folders.splice(0)) await made.remove();
});

/** One customer from one row, with the given extra columns and fields. */
async function customer(columns: Record<string, string>, fields: object, top: object = {}): Promise<unknown> {
  const header = ['id', 'name', ...Object.keys(columns)].join(';');
  const row = ['1', 'Acme', ...Object.values(columns)].join(';');
  const defaults = { csv: { delimiter: ';' }, ...(top as { defaults?: object }).defaults };
  const made = await folderWith({
    'customers.csv': `${header}\n${row}\n`,
    'mapping.json': customersMapping({ fields }, { ...top, defaults }),
  });
  expect(await made.rejections('customers')).toEqual([]);
  return (await made.records('customers'))['1'];
}

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

describe('a field', () => {
  it('takes a column, trimmed, and is left out where the cell is empty', async () => {
    const record = await customer({ vat: '  DE123 ', lang: ' ' }, { vatId: 'vat', language: 'lang' });
    expect(record).toEqual({ customerNumber: '1', name: 'Acme', vatId: 'DE123' });
  });

  it('takes a constant', async () => {
    expect(await customer({}, { kind: { value: 'PERSON' } })).toMatchObject({ kind: 'PERSON' });
  });

  it('joins columns by a template and closes the gaps that empty ones leave', async () => {
    const fields = { name: { template: '{first} {middle} {last}' } };
    expect(await customer({ first: 'Ada', middle: '', last: 'Lovelace' }, fields)).toMatchObject({
      name: 'Ada Lovelace',
    });
  });

  it('translates by a named value map, with a word for everything else', async () => {
    const fields = { customerClass: { column: 'group', map: 'classes', otherwise: 'C' } };
    const top = { valueMaps: { classes: { gold: 'A', silver: 'B' } } };
    expect(await customer({ group: 'silver' }, fields, top)).toMatchObject({ customerClass: 'B' });
    expect(await customer({ group: 'tin' }, fields, top)).toMatchObject({ customerClass: 'C' });
  });

  it('reads yes and no in the words that exports use', async () => {
    expect(await customer({ locked: 'Ja' }, { archived: 'locked' })).toMatchObject({ archived: true });
    expect(await customer({ locked: '0' }, { archived: 'locked' })).toMatchObject({ archived: false });
  });

  it('has a default for empty cells and words that mean nothing', async () => {
    const fields = { language: { column: 'lang', ignore: ['-'], default: 'de' } };
    expect(await customer({ lang: '-' }, fields)).toMatchObject({ language: 'de' });
  });

  it('splits a cell into a list', async () => {
    const fields = { tags: { column: 'tags', split: '|' } };
    expect(await customer({ tags: 'a | b||c' }, fields)).toMatchObject({ tags: ['a', 'b', 'c'] });
  });

  it('is set only if a condition holds', async () => {
    const fields = { customerClass: { value: 'A', onlyIf: { column: 'turnover', notEquals: ['', '0'] } } };
    expect(await customer({ turnover: '9' }, fields)).toMatchObject({ customerClass: 'A' });
    expect(await customer({ turnover: '0' }, fields)).not.toHaveProperty('customerClass');
  });

  it('leaves out a telephone without a number instead of refusing the row', async () => {
    const fields = { 'phones[0].kind': { value: 'FAX' }, 'phones[0].raw': 'fax', 'phones[1].raw': 'tel' };
    expect(await customer({ fax: '', tel: '040 1' }, fields, { defaults: { country: 'DE' } })).toMatchObject({
      phones: [{ raw: '040 1', defaultCountry: 'DE' }],
    });
  });
});

describe('decimals', () => {
  const formats = (decimalPoint: string, thousands: string) => ({ formats: { decimalPoint, thousands } });
  const read = async (text: string, point: string, thousands: string) => {
    const made = await folderWith({
      'p.csv': `id;price\n1;"${text}"\n`,
      'mapping.json': {
        defaults: { csv: { delimiter: ';' }, ...formats(point, thousands) },
        streams: {
          products: {
            file: 'p.csv',
            key: 'id',
            fields: { productNumber: 'id', name: 'id', listPrice: 'price' },
          },
        },
      },
    });
    const record = (await made.records('products'))['1'] as { listPrice: string } | undefined;
    return record?.listPrice ?? (await made.rejections('products'))[0];
  };

  it.each([
    ['1.234.567,50', ',', '.', '1234567.50'],
    ['1234,5', ',', '.', '1234.5'],
    ["1'234.50", '.', "'", '1234.50'],
    ['1 234,5', ',', ' ', '1234.5'],
    ['12.50', '.', '', '12.50'],
    ['.5', '.', '', '0.5'],
    ['12,50-', ',', '', '-12.50'],
    ['+3', '.', '', '3'],
  ])('reads %s with point %s and thousands "%s" as %s', async (text, point, thousands, expected) => {
    expect(await read(text, point, thousands)).toBe(expected);
  });

  it.each([
    ['1,234.50', ',', '.'],
    ['12.5', ',', '.'],
    ['1.2.3', '.', ''],
    ['12 EUR', ',', '.'],
    ['1e3', '.', ''],
  ])('refuses %s with point %s and thousands "%s" rather than guessing', async (text, point, thousands) => {
    expect(await read(text, point, thousands)).toBe(
      `p.csv:2: column "price" → listPrice: "${text}" is not a number with "${point}" before the decimals and ` +
        (thousands === '' ? 'no thousands separator' : `"${thousands}" between thousands`),
    );
  });
});

describe('computed amounts', () => {
  const compute = async (formula: string, columns: Record<string, string>) => {
    const made = await folderWith({
      'p.csv': `id,${Object.keys(columns).join(',')}\n1,${Object.values(columns).join(',')}\n`,
      'mapping.json': {
        streams: {
          products: {
            file: 'p.csv',
            key: 'id',
            fields: { productNumber: 'id', name: 'id', listPrice: { compute: formula } },
          },
        },
      },
    });
    const record = (await made.records('products'))['1'] as { listPrice?: string } | undefined;
    return record ? record.listPrice : (await made.rejections('products'))[0];
  };

  it.each([
    ['{a} * {b} * (1 - {c})', '0.285'],
    ['round({a} * {b} * {c}, 2)', '0.02'],
    ['-{a} + 2 / 4', '0.4'],
    ['{b} / 3', '1'],
  ])('%s is exact', async (formula, expected) => {
    expect(await compute(formula, { a: '0.1', b: '3', c: '0.05' })).toBe(expected);
  });

  it('round halves up', async () => {
    expect(await compute('round({a}, 2)', { a: '1.005' })).toBe('1.01');
  });

  it('are left out where a column is empty', async () => {
    expect(await compute('{a} * {b}', { a: '', b: '2' })).toBeUndefined();
  });

  it('name the column that is no number', async () => {
    const reason = await compute('{a} * {b}', { a: '1', b: 'x' });
    expect(reason).toMatch(/^p.csv:2: column "b" → listPrice: "x" is not a number/);
  });

  it('refuse to divide by zero', async () => {
    expect(await compute('{a} / {b}', { a: '1', b: '0' })).toBe(
      'p.csv:2: column "a" → listPrice: division by zero',
    );
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

describe('pulling again', () => {
  const two = 'id,name\n1,Acme\n2,Bolt\n';

  it('yields nothing when no file has changed', async () => {
    const made = await folderWith({ 'customers.csv': two, 'mapping.json': customersMapping({}) });
    const cursor = (await made.pull('customers')).at(-1)?.cursor;
    expect(await made.pull('customers', cursor)).toEqual([]);
  });

  it('yields no rows when a file was only touched', async () => {
    const made = await folderWith({ 'customers.csv': two, 'mapping.json': customersMapping({}) });
    const cursor = (await made.pull('customers')).at(-1)?.cursor;
    await utimes(join(made.folder, 'customers.csv'), new Date(), new Date());
    expect((await made.pull('customers', cursor)).flatMap((batch) => batch.upserts ?? [])).toEqual([]);
  });

  it('yields a changed file’s rows, also when size and modification time stayed the same', async () => {
    const made = await folderWith({ 'customers.csv': two, 'mapping.json': customersMapping({}) });
    const path = join(made.folder, 'customers.csv');
    const then = new Date('2026-01-01');
    await utimes(path, then, then);
    const cursor = (await made.pull('customers')).at(-1)?.cursor;
    await writeFile(`${path}.new`, two.replace('Acme', 'Acne'));
    await utimes(`${path}.new`, then, then);
    await rename(`${path}.new`, path);
    const again = (await made.pull('customers', cursor)).flatMap((batch) => batch.upserts ?? []);
    expect(again).toMatchObject([{ record: { name: 'Acne' } }, { record: { name: 'Bolt' } }]);
  });

  it('deletes nothing when rows have vanished', async () => {
    const made = await folderWith({ 'customers.csv': two, 'mapping.json': customersMapping({}) });
    const cursor = (await made.pull('customers')).at(-1)?.cursor;
    await made.write({ 'customers.csv': 'id,name\n1,Acme\n' });
    const again = await made.pull('customers', cursor);
    expect(again.flatMap((batch) => batch.deletes ?? [])).toEqual([]);
  });

  it('yields everything again when the mapping has changed', async () => {
    const made = await folderWith({ 'customers.csv': two, 'mapping.json': customersMapping({}) });
    const cursor = (await made.pull('customers')).at(-1)?.cursor;
    await made.write({ 'mapping.json': customersMapping({ fields: { language: { value: 'de' } } }) });
    const again = (await made.pull('customers', cursor)).flatMap((batch) => batch.upserts ?? []);
    expect(again).toHaveLength(2);
  });

  it('goes on inside a file that was cut off', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => `${index + 1},Customer ${index + 1}\n`).join('');
    const made = await folderWith({
      'customers.csv': `id,name\n${rows}`,
      'mapping.json': customersMapping({}),
    });
    const whole = await made.pull('customers', null, { batchSize: 10 });
    const rest = await made.pull('customers', whole[0]?.cursor, { batchSize: 10 });
    expect(whole.map((batch) => batch.upserts?.length)).toEqual([10, 10, 5]);
    expect(rest.flatMap((batch) => batch.upserts)).toEqual(whole.slice(1).flatMap((batch) => batch.upserts));
  });

  it('starts over when the file changed after it was cut off', async () => {
    const made = await folderWith({ 'customers.csv': two, 'mapping.json': customersMapping({}) });
    const [first] = await made.pull('customers', null, { batchSize: 1 });
    await made.write({ 'customers.csv': `id,name\n0,Zero\n1,Acme\n2,Bolt\n` });
    const again = (await made.pull('customers', first?.cursor)).flatMap((batch) => batch.upserts ?? []);
    expect(again.map(({ externalId }) => externalId)).toEqual(['0', '1', '2']);
  });

  it('reads several files of one stream one after the other', async () => {
    const source = { key: 'id', fields: { customerNumber: 'id', name: 'name' } };
    const made = await folderWith({
      'a.csv': 'id,name\n1,Acme\n',
      'b.csv': 'id,name\n2,Bolt\n',
      'mapping.json': {
        streams: {
          customers: [
            { file: 'a.csv', ...source },
            { file: 'b.csv', ...source },
          ],
        },
      },
    });
    const cursor = (await made.pull('customers')).at(-1)?.cursor;
    await made.write({ 'b.csv': 'id,name\n2,Bolt\n3,Cog\n' });
    const again = (await made.pull('customers', cursor)).flatMap((batch) => batch.upserts ?? []);
    expect(again.map(({ externalId }) => externalId)).toEqual(['2', '3']);
  });

  it('stops when a mapped column is gone, before anything is erased', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name,vat\n1,Acme,DE1\n',
      'mapping.json': customersMapping({ fields: { vatId: 'vat' } }),
    });
    const cursor = (await made.pull('customers')).at(-1)?.cursor;
    await made.write({ 'customers.csv': 'id,name\n1,Acme\n' });
    await expect(made.pull('customers', cursor)).rejects.toThrow('customers.csv has no column "vat"');
  });
});

describe('checking', () => {
  const messages = async (made: CsvFolder) => (await made.check()).problems.map((problem) => problem.message);

  it('says that the folder or the mapping is not there', async () => {
    const made = await folderWith({});
    expect(await messages(made)).toEqual([`There is no mapping file ${made.folder}/mapping.json.`]);
    const [problem] = (await made.check({ folder: '/nowhere' })).problems;
    expect(problem).toMatchObject({ message: 'There is no folder /nowhere.', option: 'folder' });
  });

  it('says where the mapping is not JSON', async () => {
    const made = await folderWith({ 'mapping.json': '{ "streams": [ }' });
    expect(await messages(made)).toEqual([
      expect.stringMatching(/mapping\.json: it is not JSON: Unexpected token '\}'/),
    ]);
  });

  it('names the place of what does not belong into the mapping', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name\n',
      'mapping.json': customersMapping({ fields: { language: { colum: 'lang' } }, kee: 'id' }),
    });
    expect(await messages(made)).toEqual([
      expect.stringContaining('streams.customers[0].fields.language: Unrecognized key: "colum"'),
      expect.stringContaining('streams.customers[0].fields.language: a field has exactly one of'),
      expect.stringContaining('streams.customers[0]: Unrecognized key: "kee"'),
    ]);
  });

  it('names unknown fields with those that exist, and required ones that are not mapped', async () => {
    const made = await folderWith({
      'customers.csv': 'id,nam\n',
      'mapping.json': {
        streams: {
          customers: {
            file: 'customers.csv',
            key: 'id',
            fields: { customerNumber: 'id', 'adresses[0].city': 'nam' },
          },
        },
      },
    });
    expect(await messages(made)).toEqual([
      expect.stringMatching(
        /there is no field "adresses"; there are: kind, customerNumber, name, vatId, addresses/,
      ),
      expect.stringContaining('streams.customers.fields: "name" must be mapped'),
    ]);
  });

  it('names value maps and formulas that cannot work', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name\n',
      'mapping.json': customersMapping({
        fields: { language: { column: 'name', map: 'nope' }, vatId: { compute: '{a} +' } },
      }),
    });
    expect(await messages(made)).toEqual([
      expect.stringContaining('there is no value map or lookup "nope"; there are: none'),
      expect.stringContaining('"{a} +": a number, a {column} or "(" expected at the end'),
    ]);
  });

  it('names missing files and columns, and suspects the delimiter', async () => {
    const made = await folderWith({
      'customers.csv': 'id;name\n1;Acme\n',
      'mapping.json': customersMapping({
        children: { phones: { file: 'phones.csv', key: 'id', fields: { raw: 'number' } } },
      }),
    });
    const { problems } = await made.check();
    expect(problems).toEqual([
      expect.objectContaining({
        message: 'customers.csv has no column "id"; it has: id;name.',
        fix: expect.stringContaining('delimiter'),
      }),
      expect.objectContaining({ message: 'customers.csv has no column "name"; it has: id;name.' }),
      expect.objectContaining({ message: `There is no file ${made.folder}/phones.csv.` }),
    ]);
  });

  it('refuses a folder that is not an absolute path', () => {
    expect(csv.options.safeParse({ folder: 'data' }).error?.issues[0]?.message).toContain('an absolute path');
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
