import { areaOfEvent } from './event-types.ts';
import { type BoundsRow, EVENT_COLUMNS, type EventRow, type LoggedEvent, toLoggedEvent } from './log.ts';
import { type EventsLogger, warnings } from './logger.ts';
import { LOG_CHANNEL } from './move-committed.ts';
import { keepSession, type Session } from './session.ts';
import { SIGNAL_CHANNEL } from './signals.ts';

export interface TailOptions {
  readonly logger?: EventsLogger;
  /** The longest that an event waits when its notification was lost. Default 1,000 ms. */
  readonly pollInterval?: number;
  /** How many of the newest events stay in memory. Default 4,096. */
  readonly keep?: number;
  /** What came in by `sendSignal` from any process. */
  readonly onSignal?: (payload: string) => void;
}

/** What of the log a process knows at a moment. */
export interface LogMoment {
  /** The newest position that was read. */
  readonly position: number;
  /** The newest event that may have ended somebody's credential. */
  readonly credentialsPosition: number;
}

/** The newest end of the log, read once per process and kept in memory for all who follow it. */
export interface Tail extends LogMoment {
  /** Null until the log was first read. */
  readonly epoch: string | null;
  readonly ready: Promise<void>;
  /** Whether it has a session that reads on now; false while that is lost. */
  readonly isReading: boolean;
  /** How many events are in memory. */
  readonly held: number;
  /**
   * At most `limit` events after this position; empty when there are none yet, null when they are no longer in
   * memory, and the log itself must be read.
   */
  after(position: number, limit: number): readonly LoggedEvent[] | null;
  /** Calls back once, after the next events, a change of epoch, or the end. */
  whenChanged(callback: () => void): void;
  forget(callback: () => void): void;
  readonly stopped: boolean;
  stop(): Promise<void>;
}

const BATCH = 1_000;
const READ = `
select s.epoch, s.first_position, s.last_position, page.*
  from event_log_state s
  left join lateral (select ${EVENT_COLUMNS} from event e where e.position > $1 order by e.position limit ${BATCH}) page
    on s.last_position > $1
 order by page.position`;

/** Areas whose events may mean that a key is no longer good, and `customer.archived`: see services/access/key-state. */
const CREDENTIAL_AREAS: ReadonlySet<string> = new Set(['agent', 'api_key', 'partner']);

export function startTail(url: string, options: TailOptions = {}): Tail {
  const { logger = warnings, pollInterval = 1_000, keep = 4_096, onSignal } = options;
  const stopping = new AbortController();
  const ready = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  let epoch: string | null = null;
  let position = 0;
  let credentialsPosition = 0;
  let isReading = false;
  // The newest events, without gaps; at most twice as many as are kept, so that they move only now and then.
  let newest: LoggedEvent[] = [];

  const done = keepSession(
    { url, applicationName: 'kontor tail', logger, signal: stopping.signal },
    async (session) => {
      session.onNotification = (channel, payload) => {
        if (channel === SIGNAL_CHANNEL) onSignal?.(payload);
        else session.wake();
      };
      await session.query(`listen ${LOG_CHANNEL}; listen ${SIGNAL_CHANNEL}`);
      try {
        while (!stopping.signal.aborted) {
          const full = await readOn(session);
          isReading = true;
          ready.resolve();
          if (!full) await session.idle(pollInterval);
        }
      } finally {
        isReading = false;
      }
    },
  );

  return {
    get epoch() {
      return epoch;
    },
    get position() {
      return position;
    },
    get credentialsPosition() {
      return credentialsPosition;
    },
    ready: ready.promise,
    get isReading() {
      return isReading;
    },
    get held() {
      return newest.length;
    },
    after(start, limit) {
      if (start >= position) return [];
      const first = newest[0]?.position ?? position + 1;
      if (start + 1 < first) return null;
      return newest.slice(start + 1 - first, start + 1 - first + limit);
    },
    whenChanged: (callback) => void listeners.add(callback),
    forget: (callback) => void listeners.delete(callback),
    get stopped() {
      return stopping.signal.aborted;
    },
    async stop() {
      stopping.abort();
      tellListeners();
      await done;
      ready.resolve();
    },
  };

  /** Reads what is new; answers whether there may be more at once. */
  async function readOn(session: Session): Promise<boolean> {
    if (epoch === null) await begin(session);
    const rows = await session.query<BoundsRow & (EventRow | { readonly position: null })>(
      READ,
      [position],
      'read-tail',
    );
    const state = rows[0];
    if (!state)
      throw new Error('event_log_state has lost its row: the migrations were not applied as a whole.');
    if (state.epoch !== epoch) {
      startOver(state);
      return true;
    }
    const events = rows.filter((row) => row.position !== null).map((row) => toLoggedEvent(row, state.epoch));
    const [first] = events;
    if (!first) return false;
    // Away so long that retention overtook us: whoever follows reads the log, and learns it there.
    if (first.position !== position + 1) newest = [];
    newest.push(...events);
    if (newest.length > 2 * keep) newest = newest.slice(-keep);
    position = events.at(-1)?.position ?? position;
    credentialsPosition = events.findLast(mayEndCredentials)?.position ?? credentialsPosition;
    tellListeners();
    return events.length === BATCH;
  }

  async function begin(session: Session): Promise<void> {
    const [state] = await session.query<BoundsRow>(
      `select epoch, first_position, last_position from event_log_state`,
    );
    if (state) startOver(state);
  }

  /** Another history from here on: nothing in memory belongs to it. */
  function startOver(state: BoundsRow): void {
    epoch = state.epoch;
    position = Number(state.last_position);
    credentialsPosition = position;
    newest = [];
    tellListeners();
  }

  function tellListeners(): void {
    const waiting = [...listeners];
    listeners.clear();
    for (const callback of waiting) callback();
  }
}

function mayEndCredentials({ type }: LoggedEvent): boolean {
  return type === 'customer.archived' || CREDENTIAL_AREAS.has(areaOfEvent(type));
}
