import { setImmediate } from 'node:timers/promises';
import type { LoggedEvent } from './log.ts';
import type { LogReader } from './log-reader.ts';
import type { EventsLogger } from './logger.ts';
import type { Tail } from './tail.ts';

/** Who is served by a group: a subscription that has seen everything there is. */
export interface LiveMember {
  /** Everything up to here it has seen. */
  readonly position: number;
  /** What the group made of the event at this position: from now on it has seen that. */
  take(payload: unknown, position: number): void;
  /** From now on it reads on by itself, from here or from where it is, whichever is further. */
  letGo(position: number): void;
}

export interface LiveGroupOptions {
  readonly tail: Tail;
  /** The group's own place in the log, with the filter and the rights that all members have. */
  readonly reader: LogReader;
  /** What members are handed of an event; once, however many they are. */
  readonly execute: (event: LoggedEvent) => Promise<unknown>;
  readonly logger: EventsLogger;
  readonly onEnd: () => void;
}

/** After so many deliveries others get their turn: sockets take what was written, requests are answered. */
const SLICE = 256;

/**
 * Subscriptions that are shown the same (DESIGN §7): one of them all looks, executes and serializes.
 *
 * Why nobody misses an event or gets one twice: the group's position says up to where it is done. Who joins has seen
 * at least as much; an event is handed to those alone whose own position is before it; and the group moves past an event
 * in the very step in which it has found nobody left to hand it to. All three are compared and changed without an
 * `await` in between.
 *
 * Nothing ends a member here. Whatever goes wrong, a revoked key for one, the group lets all of them go: each reads on
 * by itself, meets the same, and knows whom to tell.
 */
export class LiveGroup {
  readonly #options: LiveGroupOptions;
  readonly #members = new Set<LiveMember>();
  #running = false;
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(options: LiveGroupOptions) {
    this.#options = options;
  }

  /** How many events it holds of its own. */
  get held(): number {
    return this.#options.reader.held;
  }

  /** All members have seen everything up to here. */
  get position(): number {
    return this.#options.reader.position;
  }

  /** False: the group is further than the member, who has to catch up first. */
  join(member: LiveMember): boolean {
    if (this.#ended || member.position < this.#options.reader.position) return false;
    this.#members.add(member);
    if (!this.#running) void this.#run();
    return true;
  }

  leave(member: LiveMember): void {
    if (!this.#members.delete(member)) return;
    member.letGo(this.#options.reader.position);
    if (this.#members.size === 0) this.#end();
  }

  async #run(): Promise<void> {
    this.#running = true;
    const { tail, reader, execute, logger } = this.#options;
    try {
      while (!this.#ended && !(reader.isAtHead && tail.stopped)) {
        if (reader.isAtHead) {
          await this.#change();
          continue;
        }
        const { event, position } = await reader.find();
        if (this.#ended) return;
        if (event) await this.#deliver(await execute(event), position);
        else reader.pass(position);
      }
    } catch (error) {
      logger.debug({ err: error }, 'A live group was given up; its members read on by themselves');
    }
    this.#end();
  }

  async #deliver(payload: unknown, position: number): Promise<void> {
    let delivered = 0;
    // A set shows who joins on the way, too; who leaves is not come to.
    for (const member of this.#members) {
      if (member.position >= position) continue;
      member.take(payload, position);
      delivered += 1;
      if (delivered % SLICE === 0) await setImmediate();
    }
    this.#options.reader.pass(position);
    await setImmediate();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.onEnd();
    this.#wake?.();
    const members = [...this.#members];
    this.#members.clear();
    for (const member of members) member.letGo(this.#options.reader.position);
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
