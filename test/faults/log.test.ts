import { openEventCursor, sealEventCursor } from '../../src/events/cursor.ts';
import { readEventCursor } from '../../src/events/log.ts';
import { startSequencer, type Sequencer } from '../../src/events/sequencer.ts';
import { numbersOf, type Platform, platform, recipient, take, upTo } from '../events/support/followers.ts';
import { announce, logHolds, openTransaction, readWholeLog } from '../events/support/writers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const DEAD_ROWS = 400_000;
/** Committed one after the other, as by a sync. */
const BATCH = 20_000;

describe('a partition that is dropped', () => {
  let here: Platform;

  beforeEach(async () => {
    here = await platform({ keep: 100 });
  });
  afterEach(() => here.close());

  it('while a subscriber reads in it ends its subscription with CURSOR_EXPIRED, without a gap', async () => {
    const cursor = await readEventCursor(here.db);
    await announce(here.db, ...upTo(1_000).map((value) => ({ data: { number: value } })));
    await logHolds(here.db, 1_000);
    const events = await here.feed.subscribe({ after: cursor, recipient: recipient(here.db) });
    // It holds a page that it has read back from the log; the next one lies in what is dropped.
    const seen = await take(events, 30);
    await splitAt(here, 600);
    await outlive(here, 600);
    await until(async () => (await firstPosition(here)) === 601);
    const rest = (async () => {
      for await (const event of events) seen.push(event);
    })();
    await expect(rest).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    expect(numbersOf(seen)).toEqual(upTo(seen.length));
    expect(seen.length).toBeLessThan(600);
    // Who has seen what was dropped goes on.
    const { epoch } = openEventCursor(cursor);
    const after = sealEventCursor({ epoch, position: 600 });
    const others = await here.feed.subscribe({ after, recipient: recipient(here.db) });
    expect(numbersOf(await take(others, 400))).toEqual(upTo(1_000, 601));
  });

  it('waits for whoever reads in it for long, and holds nobody up meanwhile', async () => {
    await announce(here.db, ...upTo(10).map((value) => ({ data: { number: value } })));
    await logHolds(here.db, 10);
    await splitAt(here, 5);
    const backup = await openTransaction(here.db);
    await backup.query(`set transaction isolation level repeatable read`);
    expect(await backup.query(`select from event where position <= 5`)).toHaveLength(5);
    await outlive(here, 5);
    await announce(here.db, { data: { number: 11 } });
    expect(await logHolds(here.db, 11)).toHaveLength(11);
    expect(await backup.query(`select from event where position <= 5`)).toHaveLength(5);
    expect(await firstPosition(here)).toBe(1);
    await backup.end('commit');
    await until(async () => (await firstPosition(here)) === 6);
    expect(await readWholeLog(here.db)).toHaveLength(6);
  });
});

describe(`behind ${DEAD_ROWS} dead rows of the inbox`, () => {
  let db: TestDatabase;
  let sequencer: Sequencer | null;

  beforeEach(async () => {
    db = await testDatabase();
    sequencer = null;
    // What autovacuum would clear away sooner or later stays, as it does under a load that it cannot keep up with.
    await db.query(`alter table event_inbox set (autovacuum_enabled = false)`);
  });
  afterEach(async () => {
    await sequencer?.stop();
    await db.drop();
  });

  it('a new owner of the log catches up, also with a snapshot held open as by a backup', async () => {
    const backup = await openTransaction(db);
    await backup.query(`set transaction isolation level repeatable read`);
    await backup.query(`select from event_inbox limit 1`);
    sequencer = startSequencer(db, { pollInterval: 20 });
    for (let count = BATCH; count <= DEAD_ROWS; count += BATCH) {
      await db.query(
        `insert into event_inbox (id, type, subject_type, subject_id, actor, data, occurred_at)
         select gen_random_uuid(), 'customer.updated', 'Customer', gen_random_uuid(), '{}', '{}', now()
           from generate_series(1, ${BATCH})`,
      );
      await logHolds(db, count, false);
    }
    const [dead] = await db.query<{ pages: number }>(
      `select (pg_relation_size('event_inbox') / 8192)::int as pages`,
    );
    expect(dead?.pages).toBeGreaterThan(DEAD_ROWS / 100);

    // One that worked on from there knows how far it was; a new one begins at the front.
    const known = await delays(db, DEAD_ROWS, 20);
    await sequencer.stop();
    sequencer = startSequencer(db, { pollInterval: 20, wholeScanInterval: 500 });
    const began = performance.now();
    await announce(db, {});
    await logHolds(db, DEAD_ROWS + 21, false);
    const first = performance.now() - began;
    const taken = await delays(db, DEAD_ROWS + 21, 20);
    console.log(
      `Behind ${DEAD_ROWS} dead rows and an open snapshot, commit to log: ${median(known)} ms, ` +
        `with a new owner ${Math.round(first)} ms at first, then ${median(taken)} ms.`,
    );
    await backup.end('rollback');
  }, 120_000);

  it('events of a transaction that was open all the while come, too, and in their order', async () => {
    sequencer = startSequencer(db, { pollInterval: 20 });
    const late = await openTransaction(db);
    await late.query(
      `insert into event_inbox (id, type, subject_type, subject_id, actor, data, occurred_at)
       select gen_random_uuid(), 'customer.updated', 'Customer', gen_random_uuid(), '{}', jsonb_build_object('late', n), now()
         from generate_series(1, 50) n`,
    );
    await db.query(
      `insert into event_inbox (id, type, subject_type, subject_id, actor, data, occurred_at)
       select gen_random_uuid(), 'customer.updated', 'Customer', gen_random_uuid(), '{}', '{}', now()
         from generate_series(1, 20000)`,
    );
    await logHolds(db, 20_000, false);
    await sequencer.stop();
    sequencer = startSequencer(db, { pollInterval: 20 });
    await sequencer.ready;
    await late.end('commit');
    await logHolds(db, 20_050, false);
    const log = await readWholeLog(db);
    expect(log.slice(20_000).map(({ data }) => data['late'])).toEqual(upTo(50));
  }, 60_000);
});

/** Cuts the log in two behind a position, as if the first partition had been full there. */
async function splitAt({ db, sequencer }: Platform, last: number): Promise<void> {
  await sequencer.stop();
  const next = last + 1;
  await db.query(`update event_partition set last_position = ${last}`);
  await db.query(`insert into event_partition values ('event_from_${next}', ${next}, 100000)`);
  await db.query(`alter table event detach partition event_from_1`);
  await db.query(`create table event_from_${next} (like event_from_1 including all)`);
  await db.query(`insert into event_from_${next} select * from event_from_1 where position > ${last}`);
  await db.query(`delete from event_from_1 where position > ${last}`);
  await db.query(`alter table event attach partition event_from_1 for values from (1) to (${next})`);
  await db.query(
    `alter table event attach partition event_from_${next} for values from (${next}) to (100001)`,
  );
}

/** Lets the first part age beyond retention, with a sequencer at work that drops what is too old. */
async function outlive(here: Platform, last: number): Promise<void> {
  await here.db.query(`update event set recorded_at = now() - interval '31 days' where position <= ${last}`);
  here.sequencer = startSequencer(here.db, {
    pollInterval: 20,
    retentionDays: 30,
    maintenanceInterval: 100,
    logger: quiet,
  });
  await here.sequencer.ready;
}

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

async function firstPosition({ db }: Platform): Promise<number | undefined> {
  const [state] = await db.query<{ first: number }>(
    `select first_position::int as first from event_log_state`,
  );
  return state?.first;
}

/** Milliseconds from commit to log, one event after the other. */
async function delays(db: TestDatabase, from: number, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 1; n <= count; n += 1) {
    const began = performance.now();
    await announce(db, {});
    await logHolds(db, from + n, false);
    times.push(performance.now() - began);
  }
  return times;
}

function median(times: readonly number[]): number {
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
}
