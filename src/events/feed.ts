import type { Database } from '../shared/database.ts';
import { type LogBounds, checkEventCursor, openEventCursor } from './cursor.ts';
import { FeedSubscription } from './feed-subscription.ts';
import { LiveGroups } from './live-groups.ts';
import { type LogFilter, type LoggedEvent, readLogBounds } from './log.ts';
import type { Recipient } from './log-reader.ts';
import { warnings } from './logger.ts';
import { createSignals, type Signals } from './signals.ts';
import { startTail, type Tail, type TailOptions } from './tail.ts';

export type { Recipient } from './log-reader.ts';

export interface SubscribeOptions {
  /** Continue after this cursor; null or absent: from now on. */
  readonly after?: string | null;
  readonly filter?: LogFilter;
  /** What the filter cannot say; asked once for each event that fits it, in order. */
  readonly isWanted?: (event: LoggedEvent) => boolean | Promise<boolean>;
  /** It is shown what nobody else may be: `isWanted` remembers what it was asked, for one. Default false. */
  readonly alone?: boolean;
  readonly recipient: Recipient;
}

/** Hands the log to whoever follows it: first what it has missed, then what happens, without gap or reordering. */
export interface Feed {
  /**
   * Rejects with a DomainError when `after` is no cursor (`INVALID`) or cannot be continued (`CURSOR_EXPIRED`).
   * The iterator ends with an error when that happens on the way, or when the recipient may not follow any more.
   * It holds a position and nothing else, however slowly it is asked.
   */
  subscribe(options: SubscribeOptions): Promise<FeedSubscription>;
  readonly signals: Signals;
  /** Settles once the tail has read the log for the first time. */
  readonly ready: Promise<void>;
  /** Whether the tail reads on now: without it nobody is told of anything. */
  readonly isReading: boolean;
  /** How many subscriptions there are. */
  readonly size: number;
  /** How many groups serve those that are up to date and shown the same as others may be. */
  readonly groups: number;
  /** How many events are in memory, for all subscriptions together: at most twice what is kept, and a page for each. */
  readonly held: number;
  stop(): Promise<void>;
}

export type FeedOptions = Omit<TailOptions, 'onSignal'>;

/** One per process: it holds one connection of its own, which listens. */
export function createFeed(db: Database, options: FeedOptions = {}): Feed {
  const { logger = warnings } = options;
  const signals = createSignals();
  const tail = startTail(db.url, { ...options, onSignal: (message) => signals.receive(message) });
  const subscriptions = new Set<FeedSubscription>();
  const groups = new LiveGroups({ tail, logger });

  return {
    signals,
    ready: tail.ready,
    get isReading() {
      return tail.isReading;
    },
    get size() {
      return subscriptions.size;
    },
    get groups() {
      return groups.size;
    },
    get held() {
      return [...subscriptions, groups].reduce((sum, { held }) => sum + held, tail.held);
    },
    async subscribe({ after, filter = {}, isWanted = () => true, alone = false, recipient }) {
      const cursor = after == null ? null : openEventCursor(after);
      const { epoch, ...bounds } = await boundsKnownTo(tail, db);
      if (cursor) checkEventCursor(cursor, { epoch, ...bounds });
      const subscription = new FeedSubscription({
        db,
        tail,
        filter,
        isWanted,
        alone,
        recipient,
        epoch,
        position: cursor?.position ?? bounds.position,
        groups,
        onEnd: () => void subscriptions.delete(subscription),
      });
      subscriptions.add(subscription);
      if (tail.stopped) subscription.end();
      return subscription;
    },
    async stop() {
      for (const subscription of subscriptions) subscription.end();
      signals.stop();
      await tail.stop();
    },
  };
}

/** Right after a restore the tail may not know yet that another history has begun: then until it does. */
async function boundsKnownTo(tail: Tail, db: Database): Promise<LogBounds> {
  for (;;) {
    const bounds = await readLogBounds(db);
    if (tail.epoch === bounds.epoch || tail.stopped) return bounds;
    await new Promise<void>((resolve) => tail.whenChanged(resolve));
  }
}
