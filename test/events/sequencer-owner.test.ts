import { startSequencer, type Sequencer } from '../../src/events/sequencer.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { announce, logHolds, openTransaction, readWholeLog } from './support/writers.ts';
import { until } from '../support/until.ts';

describe('two sequencers', () => {
  let db: TestDatabase;
  let sequencers: Sequencer[];

  beforeEach(async () => {
    db = await testDatabase();
    sequencers = [startSequencer(db, { pollInterval: 20 }), startSequencer(db, { pollInterval: 20 })];
    await Promise.all(sequencers.map((each) => each.ready));
  });

  afterEach(async () => {
    await Promise.all(sequencers.map((each) => each.stop()));
    await db.drop();
  });

  it('elect one owner', () => {
    expect(sequencers.filter((each) => each.isOwner)).toHaveLength(1);
  });

  it('go on with the other when the owner stops', async () => {
    await sequencers.find((each) => each.isOwner)?.stop();
    await announce(db, {});
    expect(await logHolds(db, 1)).toHaveLength(1);
  });

  it('go on when the connection of the owner is cut, again and again, and lose nothing', async () => {
    let written = 0;
    for (let round = 0; round < 5; round += 1) {
      await until(() => sequencers.some((each) => each.isOwner));
      const cut =
        db.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
                               and database = (select oid from pg_database where datname = current_database())`);
      await Promise.all([
        cut,
        ...Array.from({ length: 20 }, () => announce(db, { data: { number: (written += 1) } })),
      ]);
      await logHolds(db, written);
    }
    const numbers = (await readWholeLog(db)).map((event) => event.data['number'] as number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });
});

describe('an owner that holds the lock but gives no sign of life', () => {
  it('is ended by another process, which takes over', async () => {
    const db = await testDatabase();
    const frozen = await openTransaction(db);
    await frozen.query(`select pg_advisory_lock(7240, 1)`);
    const sequencer = startSequencer(db, { pollInterval: 20, staleAfter: 200 });

    await announce(db, {});
    expect(await logHolds(db, 1)).toHaveLength(1);

    await sequencer.stop();
    await expect(frozen.end('rollback')).rejects.toThrow();
    await db.drop();
  });
});

describe('an owner that is at work on something long', () => {
  it('is left to it', async () => {
    const db = await testDatabase();
    const busy = await openTransaction(db);
    await busy.query(`select pg_advisory_lock(7240, 1)`);
    const working = busy.query(`select pg_sleep(0.5)`);
    const sequencer = startSequencer(db, { pollInterval: 20, staleAfter: 100 });

    await expect(working).resolves.toHaveLength(1);

    await sequencer.stop();
    await busy.end('rollback').catch(() => undefined);
    await db.drop();
  });
});
