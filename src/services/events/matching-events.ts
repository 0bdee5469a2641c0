import type { LoggedEvent } from '../../events/log.ts';

/**
 * The events that a reader wants where the log's own filter cannot say which; asked once for each, in order. Written
 * by hand: an `async function*` that waits cannot be ended from outside (DESIGN §7).
 */
export class MatchingEvents implements AsyncIterableIterator<LoggedEvent> {
  readonly #events: AsyncIterableIterator<LoggedEvent>;
  readonly #isWanted: (event: LoggedEvent) => boolean | Promise<boolean>;

  constructor(
    events: AsyncIterableIterator<LoggedEvent>,
    isWanted: (event: LoggedEvent) => boolean | Promise<boolean>,
  ) {
    this.#events = events;
    this.#isWanted = isWanted;
  }

  async next(): Promise<IteratorResult<LoggedEvent>> {
    for (;;) {
      const result: IteratorResult<LoggedEvent> = await this.#events.next();
      if (result.done || (await this.#isWanted(result.value))) return result;
    }
  }

  async return(): Promise<IteratorResult<LoggedEvent>> {
    await this.#events.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
