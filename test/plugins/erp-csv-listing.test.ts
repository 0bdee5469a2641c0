import { csvFolders, customersMapping } from './csv-folder.ts';

const folderWith = csvFolders();

const complete = (source: object = {}): object => customersMapping({ complete: true, ...source });
const numbered = (count: number): string =>
  Array.from({ length: count }, (_, place) => `${place + 1},Customer ${place + 1}\n`).join('');

describe('what a stream of CSV files lists', () => {
  it('is nothing where the mapping does not say that the file is complete', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name\n1,Acme\n',
      'mapping.json': customersMapping({}),
    });
    expect(await made.list('customers')).toBeNull();
  });

  it('is nothing of a stream that the mapping does not have', async () => {
    const made = await folderWith({ 'customers.csv': 'id,name\n1,Acme\n', 'mapping.json': complete() });
    expect(await made.list('orders')).toBeNull();
  });

  it('are the ids of all rows, also those that have not changed since the last pull', async () => {
    const made = await folderWith({
      'customers.csv': `id,name\n${numbered(25)}`,
      'mapping.json': complete(),
    });
    await made.pull('customers');
    expect(await made.list('customers')).toEqual(Array.from({ length: 25 }, (_, place) => String(place + 1)));
  });

  it('has the rows of all its files, of which each must be complete', async () => {
    const files = { 'north.csv': 'id,name\n1,Acme\n', 'south.csv': 'id,name\n2,Bolt\n' };
    const source = { key: 'id', fields: { customerNumber: 'id', name: 'name' }, complete: true };
    const north = { ...source, file: 'north.csv' };
    const south = { ...source, file: 'south.csv' };
    const both = await folderWith({ ...files, 'mapping.json': { streams: { customers: [north, south] } } });
    expect(await both.list('customers')).toEqual(['1', '2']);
    await both.write({ 'mapping.json': { streams: { customers: [north, { ...south, complete: false }] } } });
    expect(await both.list('customers')).toBeNull();
  });

  it('has no rows that the mapping leaves out', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name,gone\n1,Acme,\n2,Bolt,yes\n',
      'mapping.json': complete({ onlyIf: { column: 'gone', empty: true } }),
    });
    expect(await made.list('customers')).toEqual(['1']);
  });

  it('has a row whose record goes to the quarantine: it is there', async () => {
    const made = await folderWith({ 'customers.csv': 'id,name\n1,\n2,Bolt\n', 'mapping.json': complete() });
    expect(await made.rejections('customers')).toHaveLength(1);
    expect(await made.list('customers')).toEqual(['1', '2']);
  });

  it('is refused, naming the row, where one cannot be read', async () => {
    const made = await folderWith({
      'customers.csv': 'id,name\n1,Acme\n,Bolt\n',
      'mapping.json': complete(),
    });
    await expect(made.list('customers')).rejects.toThrow('customers.csv:3 cannot be read');
  });
});
