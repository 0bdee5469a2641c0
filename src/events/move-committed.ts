import type { Session } from './session.ts';
import type { Gaps } from './gaps.ts';

/** What every process with a tail listens to; the sequencer notifies it once per batch. */
export const LOG_CHANNEL = 'kontor_event';

// One statement, so one snapshot and one transaction: what it sees in the inbox is moved, numbered without gaps
// and counted in the state, or nothing is. Only the owner of the advisory lock runs it, on that very session.
//
// A transaction is never split: where `limit` cuts (`edge`), the rest of what it cut through is fetched.
// It is placed where its lowest `seq` stands. That keeps the order per record: whoever changed the record later
// waited for the row's lock, so drew its numbers after the earlier one had committed.
const MOVE = `
with recent as materialized (
  select seq, tx from event_inbox where seq > $1 order by seq limit $4
), late as materialized (
  select i.seq, i.tx from unnest($2::bigint[], $3::bigint[]) as gap(first, last)
    join event_inbox i on i.seq between gap.first and gap.last
), edge as materialized (
  select max(seq) as seq, count(*) = $4 as cuts from recent
), rest as materialized (
  select i.seq from edge join event_inbox i on i.seq > edge.seq
   where edge.cuts and i.tx in (select tx from recent union all select tx from late)
), moved as (
  delete from event_inbox
   where seq in (select seq from recent union all select seq from late union all select seq from rest)
  returning *
), grouped as (
  select *, min(seq) over (partition by tx) as first_seq from moved
), placed as (
  select *, row_number() over (order by first_seq, seq) as place from grouped
), written as (
  insert into event (position, id, type, subject_type, subject_id, customer_id, actor, data, occurred_at)
  select state.last_position + place, id, type, subject_type, subject_id, customer_id, actor, data, occurred_at
    from placed cross join event_log_state state
), counted as (
  update event_log_state set last_position = last_position + (select count(*) from moved),
                             heartbeat = clock_timestamp()
   where exists (select from moved)
  returning last_position
), notified as (
  select pg_notify('${LOG_CHANNEL}', '') from counted
), holes as (
  select lag(seq, 1, $1::bigint) over (order by seq) + 1 as first, seq - 1 as last from recent
)
select (select count(*) from moved)::int as moved,
       (select last_position from counted) as last_position,
       (select seq from edge) as head,
       (select cuts from edge) as cut,
       (select array_agg(seq) from late) as late,
       (select array_agg(first order by first) from holes where last >= first) as hole_firsts,
       (select array_agg(last order by first) from holes where last >= first) as hole_lasts,
       (select count(*) from notified) as notified,
       pg_snapshot_xmin(pg_current_snapshot()) as xmin,
       case when exists (select from moved) then pg_current_xact_id() end as tx`;

/** A transaction is moved as a whole, however many events it has. */
const LONGEST_MOVE = 600_000;

interface MoveRow {
  readonly moved: number;
  readonly last_position: string | null;
  readonly head: string | null;
  readonly cut: boolean;
  readonly late: string[] | null;
  readonly hole_firsts: string[] | null;
  readonly hole_lasts: string[] | null;
  readonly xmin: string;
  readonly tx: string | null;
}

/** Where the owner has got to in the inbox; lives as long as its session. */
export interface InboxPlace {
  /** The highest `seq` seen. */
  head: bigint;
  readonly gaps: Gaps;
}

export interface Moved {
  readonly count: number;
  readonly lastPosition: number | null;
}

/**
 * Moves what has committed from the inbox to the log: at most `limit` rows and the rest of their transactions.
 * `whole` looks at all of the inbox again, for what should not happen: rows below the head outside all gaps
 * (an identity that was set back).
 */
export async function moveCommitted(
  session: Session,
  place: InboxPlace,
  limit: number,
  whole = false,
): Promise<Moved> {
  const { firsts, lasts } = whole ? { firsts: [], lasts: [] } : place.gaps.bounds();
  const start = whole ? 0n : place.head;
  const values = [String(start), firsts, lasts, limit];
  const [row] = await session.query<MoveRow>(MOVE, values, 'move-committed', LONGEST_MOVE);
  if (!row) throw new Error('The moving statement always answers one row.');
  const head = row.head === null ? place.head : BigInt(row.head);
  const passedAllGaps = !whole || !row.cut || head >= place.head;
  if (passedAllGaps) place.gaps.settle((row.late ?? []).map(BigInt), BigInt(row.xmin));
  if (row.tx !== null) addHoles(row, place, BigInt(row.tx));
  if (head > place.head) place.head = head;
  return { count: row.moved, lastPosition: row.last_position === null ? null : Number(row.last_position) };
}

function addHoles(row: MoveRow, place: InboxPlace, fence: bigint): void {
  for (const [index, first] of (row.hole_firsts ?? []).entries()) {
    const from = BigInt(first);
    const to = BigInt(row.hole_lasts?.[index] ?? first);
    // A look at the whole inbox meets the old gaps again: they have their fence already.
    place.gaps.add(from > place.head ? from : place.head + 1n, to, fence);
  }
}
