import csv from '../../src/plugins/erp-csv/index.ts';
import { type CsvFolder, csvFolders, customersMapping } from './csv-folder.ts';

const folderWith = csvFolders();

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
