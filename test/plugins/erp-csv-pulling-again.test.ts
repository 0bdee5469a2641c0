import { rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvFolders, customersMapping } from './csv-folder.ts';

const folderWith = csvFolders();

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
