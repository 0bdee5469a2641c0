import type { LoggedEvent } from '../../../events/log.ts';
import { requireWholeReach } from '../../access/require-whole-reach.ts';
import { logFilter } from '../../events/event-filter.ts';
import { follow, type FollowContext } from '../../events/follow.ts';
import { decodeRequiredId } from '../../reads/ids.ts';
import { ticketEvents } from './follow-tickets.ts';
import { concerns } from './ticket-filter.ts';

/** The least time between two payloads: whatever happens meanwhile is in the second one. */
const CALM = 250;

/** Says at once, and then whenever a ticket of the team changed, came or left, that its queue is worth a look. */
export async function followQueue(
  context: FollowContext,
  { teamId }: { readonly teamId: string },
): Promise<AsyncIterableIterator<string>> {
  requireWholeReach(context, 'see the queues of teams');
  const id = decodeRequiredId('Team', teamId, 'teamId');
  const events = await follow(context, {
    filter: logFilter(context.viewer, { types: ticketEvents }),
    isWanted: (event) => concerns({ teamId }, event),
  });
  return new QueueNews(id, events);
}

/**
 * Counts are read when they are delivered, so news need no queue: they are there or not. Written by hand, as all
 * sources of subscriptions (DESIGN §7).
 */
class QueueNews implements AsyncIterableIterator<string> {
  readonly #teamId: string;
  readonly #events: AsyncIterableIterator<LoggedEvent>;
  #isNews = true;
  #ended = false;
  #failure: { readonly error: unknown } | null = null;
  #wake: (() => void) | null = null;
  #calming: NodeJS.Timeout | null = null;

  constructor(teamId: string, events: AsyncIterableIterator<LoggedEvent>) {
    this.#teamId = teamId;
    this.#events = events;
    void this.#listen();
  }

  async next(): Promise<IteratorResult<string>> {
    while (!this.#ended && (this.#calming || !this.#isNews)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    if (this.#failure) throw this.#failure.error;
    if (this.#ended) return { done: true, value: undefined };
    this.#isNews = false;
    this.#calming = setTimeout(() => {
      this.#calming = null;
      this.#wake?.();
    }, CALM);
    return { done: false, value: this.#teamId };
  }

  async return(): Promise<IteratorResult<string>> {
    this.#end();
    await this.#events.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #listen(): Promise<void> {
    try {
      while (!(await this.#events.next()).done) {
        this.#isNews = true;
        this.#wake?.();
      }
    } catch (error) {
      // For whoever asks next: a revoked key, for one.
      this.#failure = { error };
    }
    this.#end();
  }

  #end(): void {
    this.#ended = true;
    if (this.#calming) clearTimeout(this.#calming);
    this.#wake?.();
  }
}
