import { sealEventCursor } from '../../../src/events/cursor.ts';
import { FeedSubscription } from '../../../src/events/feed-subscription.ts';
import { LiveGroups } from '../../../src/events/live-groups.ts';
import type { Choice } from '../../../src/events/choices.ts';
import type { LoggedEvent } from '../../../src/events/log.ts';
import type { Recipient } from '../../../src/events/log-reader.ts';
import { warnings } from '../../../src/events/logger.ts';
import type { Tail } from '../../../src/events/tail.ts';
import type { Queryable } from '../../../src/shared/database.ts';
import { Bindings } from '../../../src/services/reads/filters.ts';

const EPOCH = 'abc';

/** A log in memory, so that thousands of schedules can be tried in a second. */
export class FakeLog {
  readonly groups: LiveGroups;
  readonly subscriptions = new Set<FeedSubscription>();
  /** How often something was read back. */
  readBack = 0;
  readonly #keep: number;
  readonly #listeners = new Set<() => void>();
  readonly #tail: Tail;
  /** How far the log goes. */
  #end = 0;
  /** How far the tail has read it, and whether it has ended; the tail's getters have a `this` of their own. */
  readonly #state = { position: 0, credentialsPosition: 0, stopped: false };

  /** Of the newest events so many are in memory; the others are read back. */
  constructor(keep: number) {
    this.#keep = keep;
    const state = this.#state;
    this.#tail = {
      epoch: EPOCH,
      get position() {
        return state.position;
      },
      get credentialsPosition() {
        return state.credentialsPosition;
      },
      ready: Promise.resolve(),
      isReading: true,
      held: keep,
      after: (position, limit) => this.#inMemory(position, limit),
      whenChanged: (callback) => void this.#listeners.add(callback),
      forget: (callback) => void this.#listeners.delete(callback),
      get stopped() {
        return state.stopped;
      },
      stop: async () => this.stop(),
    };
    this.groups = new LiveGroups({ tail: this.#tail, logger: warnings });
  }

  get end(): number {
    return this.#end;
  }

  /** The log grows; the tail does not know of it yet. */
  grow(events: number): void {
    this.#end += events;
  }

  /** The tail reads on, so many events at most. */
  read(events = Infinity): void {
    this.#state.position = Math.min(this.#end, this.#state.position + events);
    this.#tell();
  }

  /** The tail reads on, and finds that a credential has ended at this position. */
  readEndOfCredential(position: number): void {
    this.#state.credentialsPosition = position;
    this.read();
  }

  /** As the feed does. */
  stop(): void {
    for (const subscription of this.subscriptions) subscription.end();
    this.#state.stopped = true;
    this.#tell();
  }

  subscribe(position: number, recipient: Recipient, wanted: Partial<Choice> = {}): FeedSubscription {
    const subscription = new FeedSubscription({
      db: this.#database,
      tail: this.#tail,
      filter: {},
      isWanted: () => true,
      ...wanted,
      alone: false,
      recipient,
      epoch: EPOCH,
      position,
      groups: this.groups,
      onEnd: () => void this.subscriptions.delete(subscription),
    });
    this.subscriptions.add(subscription);
    return subscription;
  }

  #inMemory(position: number, limit: number): LoggedEvent[] | null {
    if (position >= this.#state.position) return [];
    if (position < this.#state.position - this.#keep) return null;
    const length = Math.min(limit, this.#state.position - position);
    return Array.from({ length }, (_, index) => eventAt(position + 1 + index));
  }

  readonly #database: Queryable = {
    query: async <Row extends object>(_text: string, values: readonly unknown[] = []) => {
      this.readBack += 1;
      await new Promise(setImmediate);
      const [after, limit] = [Number(values[0]), Number(values.at(-1))];
      const bounds = { epoch: EPOCH, first_position: '1', last_position: String(this.#end) };
      const length = Math.max(0, Math.min(limit, this.#end - after));
      const rows = Array.from({ length }, (_, index) => ({ ...bounds, ...rowAt(after + 1 + index) }));
      return (rows.length > 0 ? rows : [{ ...bounds, position: null }]) as unknown as Row[];
    },
  };

  #tell(): void {
    const waiting = [...this.#listeners];
    this.#listeners.clear();
    for (const callback of waiting) callback();
  }
}

/** Who may receive everything; each answer takes as long as `pause` does. */
export function anybody(pause: () => Promise<void>): Recipient {
  return {
    mayReceive: async (events) => {
      await pause();
      return events.map(() => true);
    },
    condition: () => 'true',
    bindings: () => new Bindings(),
    shown: (event) => event,
  };
}

export function eventAt(position: number): LoggedEvent {
  return {
    __typename: 'Event',
    id: String(position),
    position,
    cursor: sealEventCursor({ epoch: EPOCH, position }),
    type: position % 2 === 0 ? 'customer.updated' : 'customer.created',
    subjectType: 'Customer',
    subjectId: `subject ${position % 5}`,
    customerId: `customer ${position % 3}`,
    actor: { kind: 'SYSTEM', name: 'test' },
    data: {},
    occurredAt: '',
  };
}

function rowAt(position: number) {
  const { id, type, actor, data, subjectType, subjectId, customerId } = eventAt(position);
  return {
    position: String(position),
    id,
    type,
    actor,
    data,
    subject_type: subjectType,
    subject_id: subjectId,
    customer_id: customerId,
    occurred_at: '',
  };
}
