import { csvFolder, type CsvFolder } from './csv-folder.ts';

const made: CsvFolder[] = [];
afterAll(() => Promise.all(made.map((folder) => folder.remove())));

const phones = { phones: { file: 'phones.csv', key: 'id', fields: { raw: 'number' } } };
const customers = { file: 'customers.csv', key: 'id', fields: { customerNumber: 'id', name: 'name' } };

async function folderWith(files: Record<string, string>, ...sources: object[]): Promise<CsvFolder> {
  const folder = await csvFolder({ ...files, 'mapping.json': { streams: { customers: sources } } });
  made.push(folder);
  return folder;
}

describe('a row of a child file without a parent', () => {
  const files = {
    'customers.csv': 'id,name,locked\n1,Acme,no\n2,Bolt,yes\n',
    'phones.csv': 'id,number\n1,030 1\n3,030 3\n2,030 2\n',
  };

  it('is rejected with file, line and the key that nobody has', async () => {
    const folder = await folderWith(files, { ...customers, children: phones });
    expect(await folder.rejections('customers')).toEqual([
      'phones.csv:3: customers.csv has no row with id = "3"',
    ]);
    expect(Object.keys(await folder.records('customers'))).toEqual(['1', '2']);
  });

  it('is rejected also when the pull went on in the middle', async () => {
    const folder = await folderWith(files, { ...customers, children: phones });
    const [first] = await folder.pull('customers', null, { batchSize: 1 });
    const rest = await folder.pull('customers', first?.cursor, { batchSize: 1 });
    expect(rest.flatMap(({ rejected }) => rejected ?? []).map(({ externalId }) => externalId)).toEqual([
      'phones.csv:3',
    ]);
  });

  it('is not one whose parent is left out by the mapping', async () => {
    const source = { ...customers, children: phones, onlyIf: { column: 'locked', equals: 'no' } };
    const folder = await folderWith({ ...files, 'phones.csv': 'id,number\n2,030 2\n' }, source);
    expect(await folder.rejections('customers')).toEqual([]);
  });

  it('is not one that may belong to another file', async () => {
    const others = { ...customers, file: 'others.csv', children: phones };
    const folder = await folderWith(
      { ...files, 'others.csv': 'id,name,locked\n3,Cog,no\n' },
      { ...customers, children: phones },
      others,
    );
    expect(await folder.rejections('customers')).toEqual([]);
  });

  it('is named up to the hundredth, and counted from there on', async () => {
    const lines = Array.from({ length: 103 }, (_, place) => `9${place},030 3`).join('\n');
    const folder = await folderWith(
      { ...files, 'phones.csv': `id,number\n${lines}\n` },
      { ...customers, children: phones },
    );
    const rejections = await folder.rejections('customers');
    expect([rejections.length, rejections.at(-1)]).toEqual([
      101,
      'phones.csv: 3 more rows have no parent in customers.csv',
    ]);
  });
});
