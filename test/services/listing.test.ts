import { randomUUID } from 'node:crypto';
import { testDatabase, type TestDatabase } from '../support/database.ts';

describe('a test database', () => {
  let db: TestDatabase;
  beforeAll(async () => { db = await testDatabase(); });
  afterAll(() => db.drop());
  it('has the migrated schema', async () => {
    await db.query(`insert into team (id, name) values ($1, 'Service')`, [randomUUID()]);
    expect(await db.query('select name from team')).toEqual([{ name: 'Service' }]);
  });
});
