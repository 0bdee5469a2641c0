import { pino } from 'pino';
import { startHousekeeping } from '../../src/app/housekeeping.ts';
import { forgetOldKeys } from '../../src/services/idempotency.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

describe('an Idempotency-Key', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await testDatabase();
    await db.query(
      `insert into idempotency_record (owner, key, body_hash, created_at)
       values ('portal', 'six days old', '', now() - interval '6 days 23 hours'),
              ('portal', 'eight days old', '', now() - interval '7 days 1 hour')`,
    );
  });
  afterEach(() => db.drop());

  it('is forgotten when it is older than seven days', async () => {
    expect(await forgetOldKeys(db)).toBe(1);
    expect(await db.query('select key from idempotency_record')).toEqual([{ key: 'six days old' }]);
  });

  it('is forgotten once when several processes clean up at a time', async () => {
    const counts = await Promise.all([1, 2, 3].map(() => forgetOldKeys(db)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  });

  it('is looked after by every process from its start', async () => {
    await startHousekeeping(db, pino({ level: 'silent' }), {
      ingressRetentionDays: 7,
      callSilence: { ringing: 10, inProgress: 240 },
    }).stop();
    expect(await db.query('select key from idempotency_record')).toEqual([{ key: 'six days old' }]);
  });
});
