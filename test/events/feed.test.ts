import { randomUUID } from 'node:crypto';
import { sealEventCursor } from '../../src/events/cursor.ts';
import type { LoggedEvent } from '../../src/events/log.ts';
import { readEventCursor } from '../../src/events/log.ts';
import { numbersOf, type Platform, platform, recipient, take, upTo } from './support/followers.ts';
import { announce, logHolds } from './support/writers.ts';

/** How many of the newest events the feed of these tests keeps in memory. */
const KEPT = 100;

describe('a subscription', () => {
  let here: Platform;

  beforeEach(async () => {
    here = await platform({ keep: KEPT });
  });
  afterEach(() => here.close());

  const number = (value: number) => announce(here.db, { data: { number: value } });
  const subscribe = (after?: string) => here.feed.subscribe({ after, recipient: recipient(here.db) });

  it('without a cursor shows what happens from now on', async () => {
    await number(1);
    await logHolds(here.db, 1);
    const events = await subscribe();
    await number(2);
    expect(numbersOf(await take(events, 1))).toEqual([2]);
  });

  it('with a cursor shows what was missed, then what happens, in order', async () => {
    const cursor = await readEventCursor(here.db);
    for (const value of upTo(5)) await number(value);
    await logHolds(here.db, 5);
    const events = await subscribe(cursor);
    const missed = await take(events, 5);
    await number(6);
    expect(numbersOf(await take(events, 1, missed))).toEqual(upTo(6));
  });

  it('reads back from the log what is no longer in memory, and goes over to memory without a gap', async () => {
    const cursor = await readEventCursor(here.db);
    await announce(here.db, ...upTo(700).map((value) => ({ data: { number: value } })));
    await logHolds(here.db, 700);
    const events = await subscribe(cursor);
    const writing = (async () => {
      for (const value of upTo(900, 701)) await number(value);
    })();
    expect(numbersOf(await take(events, 900))).toEqual(upTo(900));
    await writing;
  });

  it('sees every event once and in order when it resumes again and again, across restarts, while others write', async () => {
    let cursor = await readEventCursor(here.db);
    const writing = (async () => {
      for (const value of upTo(300)) await number(value);
    })();
    const seen: LoggedEvent[] = [];
    while (seen.length < 300) {
      const events = await subscribe(cursor);
      await take(events, Math.min(37, 300 - seen.length), seen);
      await events.return?.();
      cursor = seen.at(-1)?.cursor ?? cursor;
      if (seen.length % 2 === 0) await here.restart();
    }
    await writing;
    expect(numbersOf(seen)).toEqual(upTo(300));
  });

  it('goes on after the connections of tail and sequencer were cut', async () => {
    const events = await subscribe();
    for (const value of upTo(5)) {
      await here.db.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name in ('kontor tail', 'kontor sequencer') and datname = current_database()`);
      await number(value);
    }
    expect(numbersOf(await take(events, 5))).toEqual(upTo(5));
  });

  it('that is told to return settles whoever waits for its next event', async () => {
    const events = await subscribe();
    const waiting = events.next();
    await events.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('that nobody asks holds nothing, and shows all it missed when asked again', async () => {
    const [events, witness] = [await subscribe(), await subscribe()];
    await number(1);
    await take(events, 1);
    await announce(here.db, ...upTo(5_001, 2).map((value) => ({ data: { number: value } })));
    await take(witness, 5_001);
    expect(here.feed.held).toBeLessThanOrEqual(2 * KEPT);
    expect(numbersOf(await take(events, 1_000))).toEqual(upTo(1_001, 2));
  });

  it('shows only the types, the customer and the subject it asks for', async () => {
    const cursor = await readEventCursor(here.db);
    const [customerId, subjectId] = [randomUUID(), randomUUID()];
    const wanted = { type: 'customer.updated', customerId, subjectId } as const;
    await announce(
      here.db,
      { ...wanted, type: 'customer.created', data: { number: 1 } },
      { ...wanted, customerId: randomUUID(), data: { number: 2 } },
      { ...wanted, subjectId: randomUUID(), data: { number: 3 } },
      { ...wanted, data: { number: 4 } },
    );
    const filter = {
      types: new Set(['customer.updated']),
      customerId,
      subject: { type: 'Customer', id: subjectId },
    };
    for (const after of [cursor, cursor]) {
      const events = await here.feed.subscribe({ after, filter, recipient: recipient(here.db) });
      expect(numbersOf(await take(events, 1))).toEqual([4]);
      await logHolds(here.db, 4);
    }
  });
});

describe('a cursor', () => {
  let here: Platform;

  beforeAll(async () => {
    here = await platform();
    await announce(here.db, {}, {}, {});
    await logHolds(here.db, 3);
  });
  afterAll(() => here.close());

  const subscribeAfter = (after: string) => here.feed.subscribe({ after, recipient: recipient(here.db) });
  const epoch = async () => {
    const [state] = await here.db.query<{ epoch: string }>(`select epoch from event_log_state`);
    return state?.epoch ?? '';
  };

  it('of another log is expired', async () => {
    const cursor = sealEventCursor({ epoch: 'abcdef', position: 1 });
    await expect(subscribeAfter(cursor)).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
  });

  it('beyond the end of the log is expired', async () => {
    const cursor = sealEventCursor({ epoch: await epoch(), position: 4 });
    await expect(subscribeAfter(cursor)).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
  });

  it.each(['', 'nonsense', 'YWJj', Buffer.from('abc:-1').toString('base64url')])(
    'that is none (%j) is refused as invalid, by its argument',
    async (cursor) => {
      await expect(subscribeAfter(cursor)).rejects.toMatchObject({ code: 'INVALID', field: ['after'] });
    },
  );

  it('is expired once the database has become another one, and so ends who is following', async () => {
    const cursor = await readEventCursor(here.db);
    const following = await subscribeAfter(cursor);
    const waiting = following.next();
    await here.db.query(`update event_log_state set identity = 'the cluster before the restore'`);
    await here.restartSequencer();
    await expect(waiting).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    await expect(subscribeAfter(cursor)).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
  });
});

describe('retention', () => {
  it('ends a subscription that has fallen behind it, instead of leaving a gap', async () => {
    const here = await platform({ keep: 10 });
    const events = await here.feed.subscribe({ recipient: recipient(here.db) });
    await announce(here.db, ...upTo(200).map((value) => ({ data: { number: value } })));
    expect(numbersOf(await take(events, 20))).toEqual(upTo(20));
    await logHolds(here.db, 200);
    await here.db.query(`delete from event where position <= 150`);
    await here.db.query(`update event_log_state set first_position = 151`);
    const rest = take(events, 200);
    await expect(rest).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    await here.close();
  });
});
