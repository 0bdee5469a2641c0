import { setImmediate } from 'node:timers/promises';
import { type Choice, Choices } from './choices.ts';
import type { LoggedEvent } from './log.ts';
import type { LogReader } from './log-reader.ts';
import type { EventsLogger } from './logger.ts';
import type { Tail } from './tail.ts';

/** Who is served by a group: a subscription that has seen everything there is. */
export interface LiveMember {
  /** Everything up to here it has seen. */
  readonly position: number;
  readonly choice: Choice;
  /** What the group made of the event at this position: from now on it has seen that. */
  take(payload: unknown, position: number): void;
  /** From now on it reads on by itself, from here or from where it is, whichever is further. */
  letGo(position: number): void;
}

export interface LiveGroupOptions {
  readonly tail: Tail;
  /** Of the first member: the group begins at its place in the log, with the rights that all members have. */
  readonly reader: LogReader;
  /** What members are handed of an event; once, however many they are. */
  readonly execute: (event: LoggedEvent) => Promise<unknown>;
  readonly logger: EventsLogger;
  readonly onEnd: () => void;
}

/** After so many deliveries others get their turn: sockets take what was written, requests are answered. */
const SLICE = 256;

/**
 * Subscriptions that are shown the same of an event (DESIGN §7): one of them all looks, executes and serializes. Which
 * events they want may differ.
 *
 * Why nobody misses an event or gets one twice: the group's position says up to where it is done. Who joins has seen
 * all that the tail has read, so all that the group may be looking at, and whatever it decides needs not to know them;
 * where it looks further than the tail has read, nobody joins. An event is handed to those alone whose own position is
 * before it, and moves theirs in the same step; so who leaves reads on after what it was handed, also before the group
 * itself has moved past it.
 *
 * Nothing ends a member here. Whatever goes wrong, a revoked key for one, the group lets all of them go: each reads on
 * by itself, meets the same, and knows whom to tell.
 */
export class LiveGroup {
  readonly #options: LiveGroupOptions;
  readonly #choices = new Choices<LiveMember>();
  readonly #reader: LogReader;
  #running = false;
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(options: LiveGroupOptions) {
    this.#options = options;
    this.#reader = options.reader.fork(this.#choices);
  }

  /** How many events it holds of its own. */
  get held(): number {
    return this.#reader.held;
  }

  /** All members have seen everything up to here. */
  get position(): number {
    return this.#reader.position;
  }

  /** For who has seen all that the tail has read. False: the group is, or looks, further than that. */
  join(member: LiveMember): boolean {
    if (this.#ended || this.#reader.isReadingBack || member.position < this.#reader.position) return false;
    this.#choices.add(member);
    if (!this.#running) void this.#run();
    return true;
  }

  leave(member: LiveMember): void {
    if (!this.#choices.delete(member)) return;
    member.letGo(this.#reader.position);
    if (this.#choices.size === 0) this.#end();
  }

  async #run(): Promise<void> {
    this.#running = true;
    const { tail, logger } = this.#options;
    const reader = this.#reader;
    try {
      while (!this.#ended && !(reader.isAtHead && tail.stopped)) {
        if (reader.isAtHead) {
          await this.#change();
          continue;
        }
        const { event, position } = await reader.find();
        if (this.#ended) return;
        if (event) await this.#hand(event);
        reader.pass(position);
        // Also after what nobody wanted: hundreds of groups may have as much to look over.
        await setImmediate();
      }
    } catch (error) {
      logger.debug({ err: error }, 'A live group was given up; its members read on by themselves');
    }
    this.#end();
  }

  async #hand(event: LoggedEvent): Promise<void> {
    const { wanting } = this.#choices;
    const payload = await this.#options.execute(event);
    let delivered = 0;
    for (const members of wanting) {
      // A set shows who joins on the way, too; who leaves is not come to.
      for (const member of members) {
        if (member.position >= event.position) continue;
        member.take(payload, event.position);
        delivered += 1;
        if (delivered % SLICE === 0) await setImmediate();
      }
    }
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.onEnd();
    this.#wake?.();
    for (const member of this.#choices.clear()) member.letGo(this.#reader.position);
  }

  /** The caller has just seen that there is nothing new. */
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
