import { sealEventCursor } from './cursor.ts';
import type { Choice } from './choices.ts';
import type { LiveGroup, LiveMember } from './live-group.ts';
import type { LiveGroups } from './live-groups.ts';
import { type LoggedEvent, matches } from './log.ts';
import { LogReader, type LogReaderOptions } from './log-reader.ts';

/** How a subscription is served at the head of the log, where others are shown the same. */
export interface Live<Payload> {
  /** The same for all who are shown the same of an event: what is asked for, and rights. */
  readonly key: string;
  /** Within these the same for all who want the same events. */
  readonly choice: string;
  /** What all of them are handed of an event. */
  execute(event: LoggedEvent): Promise<Payload>;
  /** Hands it to this one, at once. */
  deliver(payload: Payload): void;
}

export interface SubscriptionOptions extends Omit<LogReaderOptions, 'interest'>, Omit<Choice, 'key'> {
  /** Never served in a group. */
  readonly alone: boolean;
  readonly groups: LiveGroups;
  readonly onEnd: () => void;
}

type Result = IteratorResult<LoggedEvent>;

/**
 * Pulls: nothing is queued for it. Written by hand, since an `async function*` that waits inside cannot be ended
 * from outside, and a socket that went away would follow the log for ever (DESIGN §7).
 */
export class FeedSubscription implements AsyncIterableIterator<LoggedEvent>, LiveMember {
  readonly #options: SubscriptionOptions;
  readonly #reader: LogReader;
  readonly #asked: PromiseWithResolvers<Result>[] = [];
  #live: Live<unknown> | null = null;
  #group: LiveGroup | null = null;
  /** The event that whoever asked last was given, and has not come back from. */
  #givenOut: LoggedEvent | null = null;
  #running = false;
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    const { filter, isWanted } = options;
    const interest = { filter, isWanted, fits: (event: LoggedEvent) => matches(filter, event) };
    this.#reader = new LogReader({ ...options, interest });
  }

  /** How many events it holds of its own. */
  get held(): number {
    return this.#reader.held;
  }

  get position(): number {
    return Math.max(this.#reader.position, this.#group?.position ?? 0);
  }

  get choice(): Choice {
    const { filter, isWanted } = this.#options;
    return { key: this.#live?.choice ?? '', filter, isWanted };
  }

  /** Everything up to here its consumer is done with: an event, when the next one is asked for. */
  get seenTo(): number {
    return this.#givenOut ? this.#givenOut.position - 1 : this.position;
  }

  /** Continues after what its consumer is done with. */
  get cursor(): string {
    return sealEventCursor({ epoch: this.#options.epoch, position: this.seenTo });
  }

  /**
   * From now on events are handed over directly for as long as it is up to date, and `next()` waits; what it has
   * missed still comes by `next()`.
   */
  goLive<Payload>(live: Live<Payload>): void {
    if (!this.#options.alone) this.#live = live;
  }

  next(): Promise<Result> {
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    this.#givenOut = null;
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
    this.#group?.leave(this);
    this.#options.onEnd();
    if (error !== undefined) this.#asked.shift()?.reject(error);
    for (const asked of this.#asked.splice(0)) asked.resolve({ done: true, value: undefined });
    this.#wake?.();
  }

  take(payload: unknown, position: number): void {
    this.#reader.pass(position);
    this.#live?.deliver(payload);
  }

  letGo(position: number): void {
    this.#group = null;
    this.#reader.pass(position);
    this.#wake?.();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#asked.length > 0) {
        if (!this.#reader.isAtHead) await this.#readOn();
        else if (this.#options.tail.stopped) this.end();
        else await this.#wait();
      }
    } catch (error) {
      this.end(error);
    } finally {
      this.#running = false;
    }
  }

  async #readOn(): Promise<void> {
    const { event, position } = await this.#reader.find();
    if (this.#ended) return;
    // In one step: what is not given out was not passed, also when something throws in between.
    this.#reader.pass(position);
    if (!event) return;
    this.#givenOut = event;
    this.#asked.shift()?.resolve({ done: false, value: event });
  }

  /** In a group or alone, until there may be something to read or it has ended. The caller has seen that there is nothing. */
  async #wait(): Promise<void> {
    const { tail, groups, epoch } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const group = this.#live && groups.of(epoch, this.#live, this.#reader);
    if (group?.join(this)) this.#group = group;
    else tail.whenChanged(resolve);
    await promise;
    tail.forget(resolve);
    this.#wake = null;
  }
}
