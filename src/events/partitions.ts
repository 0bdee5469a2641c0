import type { Session } from './session.ts';

// The log is cut into ranges of positions, made ahead of need. A range is meant to hold about a day: one that
// filled up sooner makes the next one larger, one that took more than a week makes it smaller.

export const FIRST_PARTITION_SIZE = 100_000;
const SMALLEST = 10_000;
const LARGEST = 10_000_000;

interface LatestPartition {
  readonly last_position: string;
  readonly size: string;
  readonly age_in_days: number;
}

/** Makes partitions until they reach `needed`; answers the highest position that has a place. */
export async function makePartitions(session: Session, needed: number): Promise<number> {
  for (;;) {
    const [latest] = await session.query<LatestPartition>(
      `select last_position, last_position - first_position + 1 as size,
              extract(epoch from now() - created_at)::float8 / 86400 as age_in_days
         from event_partition order by last_position desc limit 1`,
    );
    if (latest && Number(latest.last_position) >= needed) return Number(latest.last_position);
    const first = latest ? Number(latest.last_position) + 1 : 1;
    await makePartition(session, first, first + sizeAfter(latest) - 1);
  }
}

/** How many positions the partition after this one gets. */
export function sizeAfter(latest: { size: string | number; age_in_days: number } | undefined): number {
  if (!latest) return FIRST_PARTITION_SIZE;
  const size = Number(latest.size);
  if (latest.age_in_days < 1) return Math.min(size * 2, LARGEST);
  if (latest.age_in_days > 7) return Math.max(Math.round(size / 2), SMALLEST);
  return size;
}

async function makePartition(session: Session, first: number, last: number): Promise<void> {
  const name = `event_from_${first}`;
  // Created apart and then attached: `create table … partition of` would wait for every reader of the log, and
  // make all later ones wait behind it; attaching does not.
  await inTransaction(session, [
    `create table if not exists ${name} (like event including defaults including constraints)`,
    `alter table event attach partition ${name} for values from (${first}) to (${last + 1})`,
    `insert into event_partition (name, first_position, last_position) values ('${name}', ${first}, ${last})`,
  ]);
}

/**
 * Drops the partitions whose newest event is older than the retention time; the newest partition stays.
 * Cursors into them are refused from the same moment on.
 */
export async function dropExpiredPartitions(session: Session, retentionDays: number): Promise<string[]> {
  const dropped: string[] = [];
  for (;;) {
    const [oldest] = await session.query<{ name: string; last_position: string; expired: boolean }>(
      `select p.name, p.last_position,
              p.last_position < s.last_position and exists (
                select from event e where e.position = p.last_position
                   and e.recorded_at < now() - $1::float8 * interval '1 day') as expired
         from event_partition p cross join event_log_state s
        order by p.first_position limit 1`,
      [retentionDays],
    );
    if (!oldest?.expired) return dropped;
    await inTransaction(session, [
      // A reader that takes long (a backup) keeps the lock from us: give up at once, come back later.
      `set local lock_timeout = '100ms'`,
      `drop table ${oldest.name}`,
      `delete from event_partition where name = '${oldest.name}'`,
      `update event_log_state set first_position = ${Number(oldest.last_position) + 1}`,
    ]);
    dropped.push(oldest.name);
  }
}

/** Names and positions come from the table of partitions, never from outside: they can stand in the text. */
async function inTransaction(session: Session, statements: readonly string[]): Promise<void> {
  await session.query(['begin', ...statements, 'commit'].join(';\n')).catch(async (error: unknown) => {
    await session.query('rollback');
    throw error;
  });
}
