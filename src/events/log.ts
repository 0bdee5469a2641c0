import type { Queryable } from '../shared/database.ts';
import type { Actor } from './append.ts';
import { checkEventCursor, type LogBounds, sealEventCursor } from './cursor.ts';

/** An event as it stands in the log: plain, ids are raw uuids. */
export interface LoggedEvent {
  readonly __typename: 'Event';
  readonly id: string;
  readonly position: number;
  readonly cursor: string;
  readonly type: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, unknown>>;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
}

/** Which events a reader wants; all that is given must hold. */
export interface LogFilter {
  readonly types?: ReadonlySet<string> | null;
  readonly customerId?: string | null;
  readonly subject?: { readonly type: string; readonly id: string } | null;
}

/** Placeholders for the values of a statement: services/reads/filters has one. */
export interface Binder {
  readonly values: unknown[];
  bind(value: unknown, type?: string): string;
}

export const EVENT_COLUMNS = `e.position, e.id, e.type, e.subject_type, e.subject_id, e.customer_id, e.actor, e.data,
  to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at`;

export interface EventRow {
  readonly position: string;
  readonly id: string;
  readonly type: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly customer_id: string | null;
  readonly actor: Actor;
  readonly data: Record<string, unknown>;
  readonly occurred_at: string;
}

export function toLoggedEvent(row: EventRow, epoch: string): LoggedEvent {
  const position = Number(row.position);
  return {
    __typename: 'Event',
    id: row.id,
    position,
    cursor: sealEventCursor({ epoch, position }),
    type: row.type,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    customerId: row.customer_id,
    actor: row.actor,
    data: row.data,
    occurredAt: row.occurred_at,
  };
}

export interface BoundsRow {
  readonly epoch: string;
  readonly first_position: string;
  readonly last_position: string;
}

export function toBounds(row: BoundsRow): LogBounds {
  return { epoch: row.epoch, firstPosition: Number(row.first_position), position: Number(row.last_position) };
}

/** Where the log begins and ends now. */
export async function readLogBounds(db: Queryable): Promise<LogBounds> {
  const [row] = await db.query<BoundsRow>(`select epoch, first_position, last_position from event_log_state`);
  if (!row) throw new Error('event_log_state has lost its row: the migrations were not applied as a whole.');
  return toBounds(row);
}

/** The cursor of now: whatever is read after this has all events up to it in it (`Query.eventCursor`). */
export async function readEventCursor(db: Queryable): Promise<string> {
  return sealEventCursor(await readLogBounds(db));
}

export function matches(filter: LogFilter, event: LoggedEvent): boolean {
  return (
    (!filter.types || filter.types.has(event.type)) &&
    (!filter.customerId || filter.customerId === event.customerId) &&
    (!filter.subject || (filter.subject.id === event.subjectId && filter.subject.type === event.subjectType))
  );
}

export interface LogPage {
  readonly events: readonly LoggedEvent[];
  readonly bounds: LogBounds;
  /** Up to here everything that matches is in `events`. */
  readonly readTo: number;
}

export interface LogQuery {
  /** Null: from the oldest event that is kept. */
  readonly after: { readonly epoch: string; readonly position: number } | null;
  readonly filter: LogFilter;
  readonly limit: number;
  /** What the reader may see, as SQL over `e.customer_id` (services/access/reach). */
  readonly condition?: (bindings: Binder) => string;
}

/** How many positions are looked through at first; four times as many each time, as long as the page is not full. */
const FIRST_WINDOW = 1_000;

/**
 * A page of the log, oldest first: full, or to the end of the log.
 *
 * It is read in windows of positions, which bound what a statement can cost. Of the newest events PostgreSQL's statistics
 * know nothing: it takes them for a handful, and sorts all that follow for each page (35 ms a page with 40,000).
 */
export async function readLogPage(db: Queryable, bindings: () => Binder, query: LogQuery): Promise<LogPage> {
  const events: LoggedEvent[] = [];
  let { after } = query;
  for (let size = FIRST_WINDOW; ; size *= 4) {
    const limit = query.limit - events.length;
    const window = await readWindow(db, bindings(), { ...query, after, limit, size });
    events.push(...window.events);
    const { bounds, readTo } = window;
    if (events.length === query.limit || readTo === bounds.position) return { events, bounds, readTo };
    after = { epoch: bounds.epoch, position: readTo };
  }
}

/**
 * The bounds come from the same statement, so from the same snapshot: whatever was dropped or restored meanwhile, a
 * window is complete or the cursor is refused.
 */
async function readWindow(
  db: Queryable,
  bindings: Binder,
  query: LogQuery & { readonly size: number },
): Promise<LogPage> {
  const start = `coalesce(${bindings.bind(query.after?.position ?? null, 'bigint')}, s.first_position - 1)`;
  const end = `${start} + ${bindings.bind(query.size, 'bigint')}`;
  const conditions = [`e.position > ${start}`, `e.position <= ${end}`, ...conditionsOf(query, bindings)];
  const rows = await db.query<BoundsRow & (EventRow | { readonly position: null })>(
    `select s.epoch, s.first_position, s.last_position, page.*
       from event_log_state s
       left join lateral (
         select ${EVENT_COLUMNS} from event e where ${conditions.join(' and ')}
          order by e.position limit ${bindings.bind(query.limit, 'int')}
       ) page on true
      order by page.position`,
    bindings.values,
  );
  const [first] = rows;
  if (!first)
    throw new Error('event_log_state has lost its row: the migrations were not applied as a whole.');
  const bounds = toBounds(first);
  if (query.after) checkEventCursor(query.after, bounds);
  const events = rows.filter((row) => row.position !== null).map((row) => toLoggedEvent(row, bounds.epoch));
  const last = events.length === query.limit ? events.at(-1) : null;
  const lookedTo = (query.after?.position ?? bounds.firstPosition - 1) + query.size;
  return { events, bounds, readTo: last?.position ?? Math.min(lookedTo, bounds.position) };
}

function conditionsOf({ filter, condition }: LogQuery, bindings: Binder): string[] {
  const conditions: string[] = [];
  if (filter.types) conditions.push(`e.type = any(${bindings.bind([...filter.types], 'text[]')})`);
  if (filter.customerId) conditions.push(`e.customer_id = ${bindings.bind(filter.customerId, 'uuid')}`);
  if (filter.subject) {
    conditions.push(`e.subject_id = ${bindings.bind(filter.subject.id, 'uuid')}`);
    conditions.push(`e.subject_type = ${bindings.bind(filter.subject.type, 'text')}`);
  }
  if (condition) conditions.push(condition(bindings));
  return conditions;
}
