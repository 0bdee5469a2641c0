import type { Session } from './session.ts';

// A cursor belongs to one history of one log. When the database is restored, history forks: positions that were
// given out are given out again, to other events. The owner of the log notices before it moves anything, by
// what the database says about itself, and draws a new epoch; cursors of the old one are refused from then on.

/** What differs after a restore; null where the server does not tell (managed PostgreSQL may forbid it). */
export interface DatabaseFacts {
  /** Of the cluster, drawn by initdb: differs after a dump is restored elsewhere. `pg_control_system()` */
  readonly cluster: string | null;
  /** Counts up with every promotion and point-in-time recovery. */
  readonly timeline: string | null;
  /** Of the database and of the log's own table: differ when either was created again from a dump. */
  readonly database: string;
  readonly table: string;
}

export async function databaseFacts(session: Session): Promise<DatabaseFacts> {
  const [created] = await session.query<{ database: string; table: string }>(
    `select (select oid from pg_database where datname = current_database())::text as database,
            'event_log_state'::regclass::oid::text as table`,
  );
  if (!created) throw new Error('The database does not know itself.');
  return {
    cluster: await told(session, `select system_identifier::text as fact from pg_control_system()`),
    // Not pg_control_checkpoint(): that lags behind a promotion until the next checkpoint.
    timeline: await told(session, `select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as fact`),
    ...created,
  };
}

async function told(session: Session, question: string): Promise<string | null> {
  try {
    const [row] = await session.query<{ fact: string }>(question);
    return row?.fact ?? null;
  } catch (error) {
    // insufficient_privilege, undefined_function, feature_not_supported: some managed servers.
    if (['42501', '42883', '0A000'].includes((error as { code?: string }).code ?? '')) return null;
    throw error;
  }
}

/** Draws a new epoch when this is not the database that the current one was drawn for; answers whether it did. */
export async function renewEpoch(session: Session): Promise<boolean> {
  const { cluster, timeline, database, table } = await databaseFacts(session);
  const identity = JSON.stringify({ cluster, timeline, database, table });
  const changed = await session.query<{ drawn: boolean }>(
    `update event_log_state new
        set identity = $1,
            epoch = case when old.identity is null then old.epoch
                         else substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) end
       from event_log_state old
      where new.identity is distinct from $1
      returning old.identity is not null as drawn`,
    [identity],
  );
  return changed[0]?.drawn ?? false;
}
