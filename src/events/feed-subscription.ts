import type { Queryable } from '../shared/database.ts';
import { cursorExpired } from './cursor.ts';
import { type Binder, type LogFilter, type LoggedEvent, matches, readLogPage } from './log.ts';
import type { LogMoment, Tail } from './tail.ts';

/** Who receives events; built by services/events, so that the feed knows neither viewers nor reach. */
export interface Recipient {
  /**
   * Which of these events may be delivered now; asked again at each delivery. Throws when the recipient may not
   * receive anything any more. Answers that were looked up are good for as long as `moment` does not pass them.
   */
  mayReceive(events: readonly LoggedEvent[], moment: LogMoment): Promise<readonly boolean[]>;
  /** The same rule as SQL over `e.customer_id`, so that reading back skips what would be refused. */
  condition(bindings: Binder): string;
  bindings(): Binder;
  /** What of an event that may be delivered the recipient gets to see. */
  shown(event: LoggedEvent): LoggedEvent;
}

export interface SubscriptionOptions {
  readonly db: Queryable;
  readonly tail: Tail;
  readonly filter: LogFilter;
  readonly recipient: Recipient;
  readonly epoch: string;
  /** Everything up to here was seen. */
  readonly position: number;
  readonly onEnd: () => void;
}

type Result = IteratorResult<LoggedEvent>;

/** How far a follower looks ahead in memory, and how many events it holds while it reads back from the log. */
const LOOK_AHEAD = 64;
const PAGE = 50;

/**
 * Pulls: nothing is queued for it. Written by hand, since an `async function*` that waits inside cannot be ended
 * from outside, and a socket that went away would follow the log for ever (DESIGN §7).
 */
export class FeedSubscription implements AsyncIterableIterator<LoggedEvent> {
  readonly #options: SubscriptionOptions;
  readonly #asked: PromiseWithResolvers<Result>[] = [];
  /** Read back from the log and not delivered yet; empty while the tail has what is needed. */
  #page: LoggedEvent[] = [];
  #position: number;
  #running = false;
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#position = options.position;
  }

  /** How many events it holds of its own. */
  get held(): number {
    return this.#page.length;
  }

  next(): Promise<Result> {
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    const asked = Promise.withResolvers<Result>();
    this.#asked.push(asked);
    if (!this.#running) void this.#run();
    return asked.promise;
  }

  return(): Promise<Result> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Settles whoever waits for an event, at once: with the error, or as done. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#page = [];
    this.#options.onEnd();
    if (error !== undefined) this.#asked.shift()?.reject(error);
    for (const asked of this.#asked.splice(0)) asked.resolve({ done: true, value: undefined });
    this.#wake?.();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#asked.length > 0) {
        const event = await this.#nextAllowed();
        if (event) this.#asked.shift()?.resolve({ done: false, value: this.#options.recipient.shown(event) });
      }
    } catch (error) {
      this.end(error);
    } finally {
      this.#running = false;
    }
  }

  async #nextAllowed(): Promise<LoggedEvent | null> {
    while (!this.#ended) {
      const [upcoming, readTo] = await this.#upcoming();
      const allowed = await this.#judge(upcoming);
      const first = allowed.indexOf(true);
      const event = upcoming[first];
      // Set only now: what is not delivered was not passed, also when something threw in between.
      if (this.#page.length > 0) this.#page = event ? upcoming.slice(first + 1) : [];
      this.#position = event?.position ?? readTo;
      if (event) return event;
    }
    return null;
  }

  async #judge(events: readonly LoggedEvent[]): Promise<readonly boolean[]> {
    const { recipient, tail } = this.#options;
    // Also when nothing matches: the credential may have ended meanwhile.
    const credentialsChanged = tail.credentialsPosition > this.#position;
    if (events.length === 0 && !credentialsChanged) return [];
    return recipient.mayReceive(events, tail);
  }

  /** What matches next, and how far that was looked for; waits while there is nothing new at all. */
  async #upcoming(): Promise<readonly [LoggedEvent[], number]> {
    const { tail, filter, epoch } = this.#options;
    while (!this.#ended) {
      if (tail.epoch !== null && tail.epoch !== epoch)
        throw cursorExpired('belongs to a log that was restored since');
      if (this.#page.length > 0) return [this.#page, this.#page.at(-1)?.position ?? this.#position];
      const inMemory = tail.after(this.#position, LOOK_AHEAD);
      if (inMemory === null) return this.#readBack();
      const last = inMemory.at(-1);
      if (last) return [inMemory.filter((event) => matches(filter, event)), last.position];
      if (tail.stopped) this.end();
      else await this.#change();
    }
    return [[], this.#position];
  }

  async #readBack(): Promise<readonly [LoggedEvent[], number]> {
    const { db, filter, recipient, epoch } = this.#options;
    const { events, readTo } = await readLogPage(db, recipient.bindings(), {
      after: { epoch, position: this.#position },
      filter,
      limit: PAGE,
      condition: (bindings) => recipient.condition(bindings),
    });
    this.#page = [...events];
    return [this.#page, readTo];
  }

  async #change(): Promise<void> {
    const { tail } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    tail.whenChanged(resolve);
    await promise;
    tail.forget(resolve);
    this.#wake = null;
  }
}
