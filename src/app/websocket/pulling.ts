import type { Results } from '../subscriptions/open.ts';
import type { Payload } from '../subscriptions/payload.ts';

/**
 * A subscription of a socket, as graphql-ws runs it: what it pulls it writes itself, and graphql-ws has only its end to
 * tell. So the socket knows what is waited for from what piles up.
 */
export class Pulling implements AsyncIterableIterator<never> {
  readonly results: Results;
  readonly #write: (payload: Payload) => Promise<void>;

  constructor(results: Results, write: (payload: Payload) => Promise<void>) {
    this.results = results;
    this.#write = write;
  }

  async next(): Promise<IteratorResult<never>> {
    for (;;) {
      const result: IteratorResult<Payload> = await this.results.next();
      if (result.done) return { done: true, value: undefined };
      await this.#write(result.value);
    }
  }

  async return(): Promise<IteratorResult<never>> {
    await this.results.return();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
