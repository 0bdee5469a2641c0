import { randomUUID } from 'node:crypto';
import { startSequencer, type Sequencer } from '../../src/events/sequencer.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import {
  announce,
  append,
  logHolds,
  onConnection,
  openTransaction,
  readWholeLog,
} from './support/writers.ts';
import { until } from '../support/until.ts';

describe('the sequencer', () => {
  let db: TestDatabase;
  let sequencer: Sequencer;

  beforeEach(async () => {
    db = await testDatabase(24);
    sequencer = startSequencer(db, { pollInterval: 20 });
    await sequencer.ready;
  });

  afterEach(async () => {
    await sequencer.stop();
    await db.drop();
  });

  it('gives positions without gaps, in the order in which each record was changed, whatever the writers do', async () => {
    const records = Array.from({ length: 6 }, () => randomUUID());
    await db.query(`create table counter (id uuid primary key, value int not null)`);
    for (const id of records) await db.query(`insert into counter values ($1, 0)`, [id]);

    const committed = await Promise.all(
      Array.from({ length: 16 }, (_, writer) => changeRecords(db, records, writer)),
    );

    const expected = committed.flat().length * 2;
    const log = await logHolds(db, expected);
    expect(log.map((event) => event.position)).toEqual(
      Array.from({ length: expected }, (_, index) => index + 1),
    );
    expect(valuesPerRecord(log)).toEqual(await changesPerRecord(db, records));
  });

  it('keeps the events of one transaction together', async () => {
    const transactions = Array.from({ length: 40 }, (_, transaction) =>
      announce(db, ...Array.from({ length: 7 }, () => ({ data: { transaction } }))),
    );
    await Promise.all(transactions);

    const order = (await logHolds(db, 280)).map((event) => event.data['transaction']);
    const changes = order.filter((transaction, index) => index > 0 && order[index - 1] !== transaction);
    expect(changes).toHaveLength(39);
  });

  it('keeps the order in which a transaction announced them', async () => {
    await announce(db, ...Array.from({ length: 200 }, (_, number) => ({ data: { number } })));
    const numbers = (await logHolds(db, 200)).map((event) => event.data['number']);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, number) => number));
  });

  it('rests on writers that have a transaction id before they draw a number', async () => {
    const plan = await db.query<{ 'QUERY PLAN': string }>(
      `explain (verbose) insert into event_inbox (id, type, subject_type, subject_id, actor, data, occurred_at)
       select id, '', '', id, '{}', '{}', now() from customer order by id`,
    );
    const output = plan.map((row) => row['QUERY PLAN']).find((line) => line.includes('nextval'));
    expect(output).toMatch(/pg_current_xact_id\(\), nextval\(/);
  });

  it('announces nothing that was rolled back', async () => {
    const transaction = await openTransaction(db);
    await append(transaction, { data: { rolledBack: true } });
    await transaction.end('rollback');
    await announce(db, { data: { rolledBack: false } });

    expect((await logHolds(db, 1)).map((event) => event.data)).toEqual([{ rolledBack: false }]);
  });

  it('finds what commits late, behind events that were numbered after it', async () => {
    const late = await openTransaction(db);
    await append(late, { data: { name: 'late' } });
    await announce(db, { data: { name: 'early' } });
    await logHolds(db, 1);
    await late.end('commit');

    expect((await logHolds(db, 2)).map((event) => event.data['name'])).toEqual(['early', 'late']);
  });

  it('does not wait for a transaction that stays open', async () => {
    const idle = await openTransaction(db);
    await append(idle, {});
    await announce(db, {}, {});

    expect(await logHolds(db, 2)).toHaveLength(2);
    await idle.end('rollback');
  });

  it('puts a late commit before what followed on the same record', async () => {
    const record = randomUUID();
    await db.query(`create table counter (id uuid primary key, value int not null)`);
    await db.query(`insert into counter values ($1, 0)`, [record]);
    const first = await openTransaction(db);
    await first.query(`update counter set value = 1 where id = $1`, [record]);
    await append(first, { subjectId: record, data: { value: 1 } });
    const second = onConnection(db, async (tx) => {
      await tx.query('begin');
      await tx.query(`update counter set value = 2 where id = $1`, [record]);
      await append(tx, { subjectId: record, data: { value: 2 } });
      await tx.query('commit');
    });
    await announce(db, {}, {}, {});
    await logHolds(db, 3);
    await first.end('commit');
    await second;

    const log = await logHolds(db, 5);
    expect(valuesPerRecord(log)[record]).toEqual([1, 2]);
  });

  it('moves a transaction with more events than a batch as a whole', async () => {
    await sequencer.stop();
    sequencer = startSequencer(db, { pollInterval: 20, batchSize: 10 });
    await Promise.all([
      announce(db, ...Array.from({ length: 95 }, () => ({ data: { transaction: 'big' } }))),
      ...Array.from({ length: 30 }, () => announce(db, { data: { transaction: 'small' } })),
    ]);

    const log = await logHolds(db, 125);
    const positions = log
      .filter((event) => event.data['transaction'] === 'big')
      .map((event) => event.position);
    expect(positions.at(-1)! - positions[0]!).toBe(94);
  });

  it('leaves the inbox empty', async () => {
    await announce(db, {}, {}, {});
    await logHolds(db, 3);
    expect(await db.query(`select from event_inbox`)).toEqual([]);
  });

  it('makes partitions ahead of need, however many events one transaction has', async () => {
    await onConnection(db, async (tx) => {
      await tx.query(
        `insert into event_inbox (id, type, subject_type, subject_id, actor, data, occurred_at)
         select gen_random_uuid(), 'customer.updated', 'Customer', gen_random_uuid(), '{}', '{}', now()
           from generate_series(1, 105000)`,
      );
    });
    await until(async () => {
      const [state] = await db.query<{ last: number }>(
        `select last_position::int as last from event_log_state`,
      );
      return state?.last === 105_000;
    });
    const [partitions] = await db.query<{ count: number }>(
      `select count(*)::int as count from event_partition`,
    );
    expect(partitions?.count).toBeGreaterThan(1);
  });

  it('drops partitions whose events are all past retention, and refuses positions in them from then on', async () => {
    await announce(db, {}, {});
    await logHolds(db, 2);
    await sequencer.stop();
    await db.query(`update event_partition set last_position = 1 where first_position = 1`);
    await db.query(`insert into event_partition values ('event_from_2', 2, 100000)`);
    await db.query(`alter table event detach partition event_from_1`);
    await db.query(`create table event_from_2 (like event_from_1 including all)`);
    await db.query(`insert into event_from_2 select * from event_from_1 where position = 2`);
    await db.query(`delete from event_from_1 where position = 2`);
    await db.query(`alter table event attach partition event_from_1 for values from (1) to (2)`);
    await db.query(`alter table event attach partition event_from_2 for values from (2) to (100001)`);
    await db.query(`update event set recorded_at = now() - interval '31 days'`);

    sequencer = startSequencer(db, { pollInterval: 20, retentionDays: 30 });
    await until(async () => (await readWholeLog(db)).length === 1);
    const [state] = await db.query(`select first_position::int, last_position::int from event_log_state`);
    expect(state).toEqual({ first_position: 2, last_position: 2 });
  });
});

/** Every writer changes two records per transaction, in a fixed order of locking; one in five rolls back. */
async function changeRecords(
  db: TestDatabase,
  records: readonly string[],
  writer: number,
): Promise<number[]> {
  const committed: number[] = [];
  for (let round = 0; round < 25; round += 1) {
    const pair = [
      records[(writer + round) % records.length]!,
      records[(writer * 3 + round * 5 + 1) % records.length]!,
    ];
    const ids = [...new Set(pair)].toSorted();
    if (ids.length < 2) continue;
    await onConnection(db, async (tx) => {
      await tx.query('begin');
      const events: { subjectId: string; data: { value: number } }[] = [];
      for (const id of ids) {
        const [row] = await tx.query<{ value: number }>(
          `update counter set value = value + 1 where id = $1 returning value`,
          [id],
        );
        events.push({ subjectId: id, data: { value: row!.value } });
      }
      await append(tx, ...events);
      // Some commit late: their events are numbered, but nobody sees them yet.
      if ((writer + round) % 3 === 0) await tx.query(`select pg_sleep(random() * 0.02)`);
      const keep = (writer + round) % 5 !== 0;
      await tx.query(keep ? 'commit' : 'rollback');
      if (keep) committed.push(round);
    });
  }
  return committed;
}

function valuesPerRecord(
  log: readonly { subject_id: string; data: Record<string, unknown> }[],
): Record<string, unknown[]> {
  const values: Record<string, unknown[]> = {};
  for (const event of log) (values[event.subject_id] ??= []).push(event.data['value']);
  return values;
}

async function changesPerRecord(
  db: TestDatabase,
  records: readonly string[],
): Promise<Record<string, number[]>> {
  const rows = await db.query<{ id: string; value: number }>(
    `select id, value from counter where id = any($1)`,
    [records],
  );
  return Object.fromEntries(
    rows.map((row) => [row.id, Array.from({ length: row.value }, (_, index) => index + 1)]),
  );
}
