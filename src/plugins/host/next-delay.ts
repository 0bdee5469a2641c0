import type { Queryable } from '../../shared/database.ts';

const LONGEST_BACKOFF_SECONDS = 60 * 60;

export interface Schedule {
  readonly intervalSeconds: number | null;
  readonly suspended: boolean;
  readonly consecutiveFailures: number;
  /** Null before the first. */
  readonly secondsSinceRun: number | null;
}

export async function readSchedule(db: Queryable, integrationId: string): Promise<Schedule | null> {
  const [row] = await db.query<Schedule>(
    `select interval_seconds as "intervalSeconds", suspended_at is not null as suspended,
            consecutive_failures as "consecutiveFailures",
            extract(epoch from now() - greatest(last_success_at, last_failure_at))::float8 as "secondsSinceRun"
       from integration where id = $1`,
    [integrationId],
  );
  return row ?? null;
}

/** Seconds to the next sync: the interval, doubled with each failure in a row up to an hour; null: only on demand. */
export function nextDelay({ intervalSeconds, suspended, consecutiveFailures }: Schedule): number | null {
  if (intervalSeconds === null || suspended) return null;
  const backoff = intervalSeconds * 2 ** Math.min(consecutiveFailures, 12);
  return Math.max(intervalSeconds, Math.min(backoff, LONGEST_BACKOFF_SECONDS));
}
