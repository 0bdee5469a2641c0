import type { Queryable } from '../shared/database.ts';
import { cursorExpired } from './cursor.ts';
import { type Binder, type LogFilter, type LoggedEvent, readLogPage } from './log.ts';
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

/** What is read for. */
export interface Interest {
  /** For the log in the database: lets through at least what fits. */
  readonly filter: LogFilter;
  fits(event: LoggedEvent): boolean;
  /** What takes more than a look; asked once of each event that fits and may be received, in order. */
  isWanted(event: LoggedEvent): boolean | Promise<boolean>;
}

export interface LogReaderOptions {
  readonly db: Queryable;
  readonly tail: Tail;
  readonly interest: Interest;
  readonly recipient: Recipient;
  readonly epoch: string;
  /** Everything up to here was seen. */
  readonly position: number;
}

/** The next event, as the recipient is shown it, or null; everything up to `position` was looked at. */
export interface Found {
  readonly event: LoggedEvent | null;
  readonly position: number;
}

/** How far it looks ahead in memory, and how many events it holds while it reads back from the log. */
const LOOK_AHEAD = 64;
const PAGE = 50;

/**
 * A place in the log, and what one recipient may see from there on. Looking moves nothing: whoever asked says with
 * `pass`, in the step in which it hands the event on, that it is done with it.
 */
export class LogReader {
  readonly #options: LogReaderOptions;
  /** Read back from the log and not passed yet; empty while the tail has what is needed. */
  #page: LoggedEvent[] = [];
  #position: number;
  /** What the tail knew of ended credentials when the recipient was last asked. */
  #credentialsPosition = 0;

  constructor(options: LogReaderOptions) {
    this.#options = options;
    this.#position = options.position;
  }

  get position(): number {
    return this.#position;
  }

  /** How many events it holds of its own. */
  get held(): number {
    return this.#page.length;
  }

  /** Whether there is nothing to look at or to ask: whoever waits for news must ask this in the step in which it begins to. */
  get isAtHead(): boolean {
    const { tail } = this.#options;
    if (this.#isOfAnotherLog || this.#haveCredentialsChanged || this.#page.length > 0) return false;
    return tail.after(this.#position, 1)?.length === 0;
  }

  /** Whether what comes next stands in the log alone: then it may look further than the tail has read. */
  get isReadingBack(): boolean {
    return this.#page.length > 0 || this.#options.tail.after(this.#position, 1) === null;
  }

  /** Another one at the same place. */
  fork(interest: Interest): LogReader {
    return new LogReader({ ...this.#options, interest, position: this.#position });
  }

  /** What comes next of all that is there; not to be asked at the head of the log. */
  async find(): Promise<Found> {
    const { recipient, tail, interest } = this.#options;
    const [upcoming, position] = await this.#upcoming();
    const { credentialsPosition } = tail;
    // Also when nothing matches: the credential may have ended meanwhile.
    const isAsked = upcoming.length > 0 || this.#haveCredentialsChanged;
    const allowed = isAsked ? await recipient.mayReceive(upcoming, tail) : [];
    this.#credentialsPosition = credentialsPosition;
    for (const [at, event] of upcoming.entries()) {
      if (allowed[at] && (await interest.isWanted(event))) {
        return { event: recipient.shown(event), position: event.position };
      }
    }
    return { event: null, position };
  }

  pass(position: number): void {
    if (position <= this.#position) return;
    this.#position = position;
    if (this.#page.length > 0) this.#page = this.#page.filter((event) => event.position > position);
  }

  /** Not by its own position: who reads back may be further than the tail, which learns of a revoked key later. */
  get #haveCredentialsChanged(): boolean {
    return this.#options.tail.credentialsPosition > this.#credentialsPosition;
  }

  get #isOfAnotherLog(): boolean {
    const { tail, epoch } = this.#options;
    return tail.epoch !== null && tail.epoch !== epoch;
  }

  /** What matches next, and how far that was looked for. */
  async #upcoming(): Promise<readonly [readonly LoggedEvent[], number]> {
    const { tail, interest } = this.#options;
    if (this.#isOfAnotherLog) throw cursorExpired('belongs to a log that was restored since');
    if (this.#page.length > 0) return [this.#page, this.#page.at(-1)?.position ?? this.#position];
    const inMemory = tail.after(this.#position, LOOK_AHEAD);
    if (inMemory === null) return this.#readBack();
    return [inMemory.filter((event) => interest.fits(event)), inMemory.at(-1)?.position ?? this.#position];
  }

  async #readBack(): Promise<readonly [readonly LoggedEvent[], number]> {
    const { db, interest, recipient, epoch } = this.#options;
    const { events, readTo } = await readLogPage(db, () => recipient.bindings(), {
      after: { epoch, position: this.#position },
      filter: interest.filter,
      limit: PAGE,
      condition: (bindings) => recipient.condition(bindings),
    });
    this.#page = events.filter((event) => interest.fits(event));
    return [this.#page, readTo];
  }
}
