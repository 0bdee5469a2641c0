import { hostname } from 'node:os';
import type { Database } from '../shared/database.ts';
import { renewEpoch } from './epoch.ts';
import { Gaps } from './gaps.ts';
import { type EventsLogger, warnings } from './logger.ts';
import { type InboxPlace, moveCommitted } from './move-committed.ts';
import { INBOX_CHANNEL, offerLocalSequencer } from './nudge.ts';
import { dropExpiredPartitions, makePartitions } from './partitions.ts';
import { keepSession, type Session } from './session.ts';

export interface SequencerOptions {
  readonly logger?: EventsLogger;
  /** How long an event stays readable, at least. Default 30. */
  readonly retentionDays?: number;
  /** The longest that anything committed waits when no nudge arrives; also how soon an heir notices. Default 1,000 ms. */
  readonly pollInterval?: number;
  /** An owner without a sign of life for so long is ended by another process. Default 10,000 ms. */
  readonly staleAfter?: number;
  /** Rows moved at once; what hangs on them by transaction comes along. Default 5,000. */
  readonly batchSize?: number;
  /** How often old partitions are looked for. Default one minute. */
  readonly maintenanceInterval?: number;
  /** How often all of the inbox is looked at. Default 10,000 ms. */
  readonly wholeScanInterval?: number;
}

export interface Sequencer {
  /** Whether this process owns the log right now. */
  readonly isOwner: boolean;
  /** Settles once some process, this one or another, is seen to work on the log. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

/** Two-key advisory lock: held by the session that moves events, for as long as it lives. */
const LOCK = [7240, 1] as const;

/**
 * Takes part in the election of the one sequencer of the database, and does its work when elected (DESIGN §7).
 * Every process that writes may start one; the others wait and take over within about a second.
 */
export function startSequencer(db: Database, options: SequencerOptions = {}): Sequencer {
  const settings: Required<SequencerOptions> = {
    logger: warnings,
    retentionDays: 30,
    pollInterval: 1_000,
    staleAfter: 10_000,
    batchSize: 5_000,
    maintenanceInterval: 60_000,
    wholeScanInterval: 10_000,
    ...options,
  };
  const { logger } = settings;
  const stopping = new AbortController();
  const ready = Promise.withResolvers<void>();
  let owned: Session | null = null;
  const withdraw = offerLocalSequencer(db, () => {
    owned?.wake();
    return owned !== null;
  });

  const done = keepSession(
    { url: db.url, applicationName: 'kontor sequencer', logger, signal: stopping.signal },
    async (session) => {
      if (!(await becomeOwner(session, settings, stopping.signal, ready.resolve))) return;
      try {
        const newEpoch = await takeOffice(session);
        owned = session;
        logger.info({ newEpoch }, 'This process orders the event log');
        ready.resolve();
        await work(session, settings, stopping.signal);
      } finally {
        owned = null;
      }
    },
  );

  return {
    get isOwner() {
      return owned !== null;
    },
    ready: ready.promise,
    async stop() {
      withdraw();
      stopping.abort();
      await done;
      ready.resolve();
    },
  };
}

interface Candidacy {
  readonly elected: boolean;
  readonly heartbeat: string;
}

/** Asks for the lock once per poll. Never waits in `pg_advisory_lock`: that holds a snapshot, so vacuum stands still. */
async function becomeOwner(
  session: Session,
  { pollInterval, staleAfter, logger }: Required<SequencerOptions>,
  signal: AbortSignal,
  onOtherOwner: () => void,
): Promise<boolean> {
  // Judged by how long this process has seen it stand still: an owner just elected has not beaten yet.
  let heartbeat = '';
  let seenSince = performance.now();
  while (!signal.aborted) {
    const [answer] = await session.query<Candidacy>(
      `select pg_try_advisory_lock($1, $2) as elected, heartbeat::text from event_log_state`,
      LOCK,
      'candidacy',
    );
    if (!answer)
      throw new Error('event_log_state has lost its row: the migrations were not applied as a whole.');
    if (answer.elected) return true;
    if (answer.heartbeat !== heartbeat) {
      if (heartbeat !== '') onOtherOwner();
      heartbeat = answer.heartbeat;
      seenSince = performance.now();
    } else if (performance.now() - seenSince > staleAfter) {
      await endStaleOwner(session, logger);
      seenSince = performance.now();
      continue;
    }
    await session.idle(pollInterval);
  }
  return false;
}

async function endStaleOwner(session: Session, logger: EventsLogger): Promise<void> {
  const ended = await session.query<{ pid: number; ended: boolean }>(
    // One that runs a statement is at work: moving a transaction of a million events takes its time.
    `select l.pid, pg_terminate_backend(l.pid) as ended
       from pg_locks l left join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.classid = $1 and l.objid = $2 and l.objsubid = 2 and l.granted
        and l.database = (select oid from pg_database where datname = current_database())
        and not coalesce(a.state = 'active' and a.wait_event_type is distinct from 'Client', false)`,
    LOCK,
  );
  for (const { pid } of ended)
    logger.warn({ pid }, 'The owner of the event log gave no sign of life: ended its session');
}

async function takeOffice(session: Session): Promise<boolean> {
  await session.query(`
    set jit = off;
    set enable_seqscan = off;
    set plan_cache_mode = force_generic_plan;
    select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`);
  // A crash must not take back what was announced; and the inbox is small or bloated, never worth a full read.
  const newEpoch = await renewEpoch(session);
  await beat(session);
  await session.query(`listen ${INBOX_CHANNEL}`);
  return newEpoch;
}

async function beat(session: Session): Promise<void> {
  await session.query(
    `update event_log_state set heartbeat = clock_timestamp(), owner = $1`,
    [`${hostname()}/${process.pid}`],
    'beat',
  );
}

async function work(
  session: Session,
  settings: Required<SequencerOptions>,
  signal: AbortSignal,
): Promise<void> {
  const { pollInterval, batchSize, logger, retentionDays } = settings;
  const place: InboxPlace = { head: 0n, gaps: new Gaps() };
  const heartbeat = every(Math.min(1_000, settings.staleAfter / 4));
  const wholeScan = every(settings.wholeScanInterval);
  const maintenance = every(settings.maintenanceInterval);
  const gapCheck = every(1_000);
  let lastPosition = await readLastPosition(session);
  let room = await makePartitions(session, lastPosition + 2 * batchSize);
  maintenance.due = true;

  while (!signal.aborted) {
    if (room < lastPosition + 2 * batchSize)
      room = await makePartitions(session, lastPosition + 2 * batchSize);
    const moved = await moveCommitted(session, place, batchSize, wholeScan.isDue()).catch(
      async (error: unknown) => {
        if ((error as { code?: string }).code !== '23514') throw error;
        // One transaction with more events than there is room for: make more of it, each time twice as much.
        room = await makePartitions(session, room + Math.max(room - lastPosition, batchSize));
        return null;
      },
    );
    if (!moved) continue;
    lastPosition = moved.lastPosition ?? lastPosition;
    if (moved.count === 0 && heartbeat.isDue()) await beat(session);
    if (place.gaps.size > 0 && gapCheck.isDue()) place.gaps.holders(await inboxWriters(session));
    if (maintenance.isDue()) await maintain(session, retentionDays, logger);
    if (moved.count === 0) await session.idle(pollInterval);
  }
}

async function maintain(session: Session, retentionDays: number, logger: EventsLogger): Promise<void> {
  try {
    const dropped = await dropExpiredPartitions(session, retentionDays);
    if (dropped.length > 0)
      logger.info({ dropped }, 'Dropped partitions of the event log that are past retention');
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error;
    logger.info({}, 'The oldest partition of the event log is being read: dropping it later');
  }
}

async function readLastPosition(session: Session): Promise<number> {
  const [state] = await session.query<{ last_position: string }>(`select last_position from event_log_state`);
  return Number(state?.last_position ?? 0);
}

/** Sessions that may have rows in the inbox that nobody else sees yet: they hold a writer's lock on it. */
async function inboxWriters(session: Session): Promise<string[]> {
  const rows = await session.query<{ virtualtransaction: string }>(
    `select distinct virtualtransaction from pg_locks
      where locktype = 'relation' and relation = 'event_inbox'::regclass and mode <> 'AccessShareLock'
        and database = (select oid from pg_database where datname = current_database())
        and pid is distinct from pg_backend_pid()`,
    [],
    'inbox-writers',
  );
  return rows.map((row) => row.virtualtransaction);
}

interface Clock {
  due: boolean;
  isDue(): boolean;
}

function every(milliseconds: number): Clock {
  let next = performance.now() + milliseconds;
  return {
    due: false,
    isDue() {
      const now = performance.now();
      if (!this.due && now < next) return false;
      this.due = false;
      next = now + milliseconds;
      return true;
    },
  };
}
