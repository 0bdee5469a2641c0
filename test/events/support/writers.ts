import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { appendEvents, type Actor } from '../../../src/events/append.ts';
import type { EventType } from '../../../src/events/event-types.ts';
import type { Database, Queryable } from '../../../src/shared/database.ts';
import { until } from '../../support/until.ts';

export const actor: Actor = { kind: 'SYSTEM', name: 'test' };

/** Appends events as a business transaction of its own; `data` as given. */
export async function announce(
  db: Database,
  ...events: readonly {
    type?: EventType;
    subjectId?: string;
    customerId?: string | null;
    data?: Record<string, unknown>;
  }[]
): Promise<void> {
  await onConnection(db, async (tx) => {
    await tx.query('begin');
    await append(tx, ...events);
    await tx.query('commit');
  });
}

export function append(
  tx: Queryable,
  ...events: readonly {
    type?: EventType;
    subjectId?: string;
    customerId?: string | null;
    data?: Record<string, unknown>;
  }[]
): Promise<void> {
  return appendEvents(
    tx,
    actor,
    events.map((event) => ({
      type: event.type ?? 'customer.updated',
      subject: { type: 'Customer', id: event.subjectId ?? randomUUID() },
      customerId: event.customerId ?? null,
      data: event.data ?? {},
    })),
  );
}

/** A transaction that the test holds open as long as it likes. */
export async function openTransaction(
  db: Database,
): Promise<Queryable & { end(how: 'commit' | 'rollback'): Promise<void> }> {
  const client = new pg.Client(db.url);
  // A test may end the session from outside.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  return {
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    async end(how) {
      await client.query(how);
      await client.end();
    },
  };
}

export async function onConnection<Result>(
  db: Database,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await db.pool.connect();
  try {
    return await work({
      query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(text, [...values])).rows,
    });
  } finally {
    client.release();
  }
}

export interface LogRow {
  readonly position: number;
  readonly type: string;
  readonly subject_id: string;
  readonly data: Record<string, unknown>;
}

export async function readWholeLog(db: Database): Promise<LogRow[]> {
  return db.query<LogRow>(`select position::int, type, subject_id, data from event order by position`);
}

/** Until the log has so many events: asked again and again, since nothing here may rely on notifications. */
export async function logHolds(db: Database, count: number, read = true): Promise<LogRow[]> {
  await until(async () => {
    const [state] = await db.query<{ last: number }>(
      `select last_position::int as last from event_log_state`,
    );
    return (state?.last ?? 0) >= count;
  });
  return read ? readWholeLog(db) : [];
}
