/** Counts what was acknowledged, and wakes whoever waits for more of it: what a fault waits for, instead of time. */
export class Progress {
  #count = 0;
  #waiting: { readonly count: number; readonly done: PromiseWithResolvers<void> }[] = [];
  #over: Promise<void> | null = null;

  note(): void {
    this.#count += 1;
    const due = this.#waiting.filter(({ count }) => count <= this.#count);
    this.#waiting = this.#waiting.filter(({ count }) => count > this.#count);
    for (const { done } of due) done.resolve();
  }

  /** Until so many more were acknowledged than now, or nothing more will come. */
  more(count: number): Promise<void> {
    if (this.#over) return this.#over;
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ count: this.#count + count, done });
    return done.promise;
  }

  /** Nothing more will come: nobody waits on. */
  end(): void {
    this.#over = Promise.resolve();
    for (const { done } of this.#waiting.splice(0)) done.resolve();
  }

  /** Nothing more will come, and whoever waits learns why. */
  fail(reason: Error): void {
    this.#over = Promise.reject(reason);
    this.#over.catch(() => undefined);
    for (const { done } of this.#waiting.splice(0)) done.reject(reason);
  }
}
