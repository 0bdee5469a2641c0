import { csvFolders, customersMapping } from './csv-folder.ts';

const folderWith = csvFolders();

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
