import type { Queryable } from '../shared/database.ts';

// Signals are news that nobody misses when they are lost: progress, presence, typing. They are no events: not
// stored, no cursor, sent outside of transactions.

export const SIGNAL_CHANNEL = 'kontor_signal';

/** PostgreSQL refuses notifications of 8,000 bytes and more. */
const LONGEST_SIGNAL = 7_900;

/** Tells every process, this one too; resolves when it is sent. `payload` is JSON, some hundred bytes. */
export async function sendSignal(db: Queryable, topic: string, payload: unknown): Promise<void> {
  const message = JSON.stringify([topic, payload ?? null]);
  if (Buffer.byteLength(message) > LONGEST_SIGNAL) {
    throw new RangeError(
      `A signal may have ${LONGEST_SIGNAL} bytes, "${topic}" has ${Buffer.byteLength(message)}.`,
    );
  }
  await db.query(`select pg_notify('${SIGNAL_CHANNEL}', $1)`, [message]);
}

export interface SignalOptions {
  /** How many unread signals are kept, the newest. Default 16. */
  readonly keep?: number;
  readonly signal?: AbortSignal;
}

export interface Signals {
  /** What is sent on this topic from now on. A subscriber that is slow gets the newest, and misses the rest. */
  subscribe<Payload = unknown>(topic: string, options?: SignalOptions): AsyncIterableIterator<Payload>;
  /** From the tail's connection. */
  receive(message: string): void;
  stop(): void;
}

export function createSignals(): Signals {
  const subscribers = new Map<string, Set<SignalIterator<unknown>>>();

  return {
    subscribe<Payload>(topic: string, { keep = 16, signal }: SignalOptions = {}) {
      const iterator = new SignalIterator<Payload>(keep, () => {
        const others = subscribers.get(topic);
        others?.delete(iterator as SignalIterator<unknown>);
        if (others?.size === 0) subscribers.delete(topic);
      });
      const all = subscribers.get(topic) ?? new Set();
      subscribers.set(topic, all.add(iterator as SignalIterator<unknown>));
      if (signal?.aborted) iterator.end();
      signal?.addEventListener('abort', () => iterator.end(), { once: true });
      return iterator;
    },
    receive(message) {
      const sent = parseSignal(message);
      if (!sent) return;
      for (const subscriber of subscribers.get(sent.topic) ?? []) subscriber.push(sent.payload);
    },
    stop() {
      for (const all of subscribers.values()) for (const subscriber of all) subscriber.end();
    },
  };
}

function parseSignal(message: string): { topic: string; payload: unknown } | null {
  try {
    const [topic, payload] = JSON.parse(message) as unknown[];
    return typeof topic === 'string' ? { topic, payload } : null;
  } catch {
    // Anybody with access to the database may notify the channel: what is not ours is nobody's signal.
    return null;
  }
}

/** Written by hand: an `async function*` that waits cannot be ended from outside. */
class SignalIterator<Payload> implements AsyncIterableIterator<Payload> {
  readonly #unread: Payload[] = [];
  #waiting: ((result: IteratorResult<Payload>) => void)[] = [];
  #ended = false;
  readonly #keep: number;
  readonly #onEnd: () => void;

  constructor(keep: number, onEnd: () => void) {
    this.#keep = keep;
    this.#onEnd = onEnd;
  }

  push(payload: Payload): void {
    const waiting = this.#waiting.shift();
    if (waiting) return waiting({ done: false, value: payload });
    this.#unread.push(payload);
    if (this.#unread.length > this.#keep) this.#unread.shift();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
    for (const waiting of this.#waiting) waiting({ done: true, value: undefined });
    this.#waiting = [];
  }

  next(): Promise<IteratorResult<Payload>> {
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    const payload = this.#unread.shift();
    if (payload !== undefined) return Promise.resolve({ done: false, value: payload });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Payload>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
