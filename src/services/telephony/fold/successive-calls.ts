import { type CallFact, type FoldedCall, keyOf, remoteOf } from './facts.ts';
import { foldCall } from './fold-call.ts';
import { silenceAt } from './silence.ts';

/**
 * Telephone systems use their ids again: what rings, or says the same words again, so long after the end of a call is
 * about another one. Who repeats a message does so within minutes.
 */
const REUSED_AFTER_MS = 60 * 60_000;

/**
 * A call is folded from all of its events, so there must be an end of them: a telephone system that gives every call
 * the same id would have each event cost more than the one before.
 */
export const MOST_EVENTS = 500;

/** The last call that had an id, as far as it is known. */
export interface LastCall {
  /** The how-manieth call with its id it is, from 1. */
  readonly generation: number;
  readonly facts: readonly CallFact[];
}

export interface Step {
  readonly before: FoldedCall | null;
  readonly after: FoldedCall;
}

/** What events make of one call. */
export interface ContinuedCall {
  readonly generation: number;
  /** What is new of it, in the order in which it came. */
  readonly added: readonly CallFact[];
  /** Event by event: what came together is announced as if it had come alone. Never empty. */
  readonly steps: readonly [Step, ...Step[]];
}

/**
 * Says which calls with the same id events are about, in the order in which they came: nearly always the one that
 * there is. What it says already is no news.
 */
export function successiveCalls(last: LastCall, events: readonly CallFact[]): ContinuedCall[] {
  const calls: ContinuedCall[] = [];
  let current = new CallInProgress(last);
  const close = (): void => void calls.push(...current.continued());
  for (const event of events) {
    if (current.isOverBefore(event)) {
      current.end(event.at);
      close();
      current = new CallInProgress({ generation: current.generation + 1, facts: [] });
    }
    if (current.says(event)) continue;
    if (current.isFull(event)) {
      current.end(event.at);
      close();
      current = new CallInProgress({ generation: current.generation + 1, facts: [] });
    }
    current.add(event);
  }
  close();
  return calls;
}

class CallInProgress {
  readonly generation: number;
  readonly #facts: CallFact[];
  readonly #hashes: Set<string>;
  readonly #added: CallFact[] = [];
  readonly #steps: Step[] = [];
  #call: FoldedCall | null;

  constructor({ generation, facts }: LastCall) {
    this.generation = generation;
    this.#facts = [...facts];
    this.#hashes = new Set(facts.map(({ hash }) => hash));
    this.#call = foldCall(facts);
  }

  says({ hash }: CallFact): boolean {
    return this.#hashes.has(hash);
  }

  /** Ends may come once more, so that a call that was full is over when it was. */
  isFull({ kind }: CallFact): boolean {
    return this.#facts.length >= (kind === 'ended' ? 2 : 1) * MOST_EVENTS;
  }

  /** Whether the event is about another call that has the id by now. */
  isOverBefore(event: CallFact): boolean {
    const call = this.#call;
    if (call === null) return false;
    const lastAt = call.endedAt ?? call.lastEventAt;
    if (event.at <= lastAt) return false;
    const isLongAgo = event.at - lastAt > REUSED_AFTER_MS;
    if (call.endedAt === null) {
      // Its end was lost, perhaps with the telephone system's memory. One that goes on rings elsewhere.
      return (
        isLongAgo && event.kind === 'ringing' && (this.says(event) || this.#isBetweenOthers(call, event))
      );
    }
    if (isLongAgo && this.says(event)) return true;
    if (event.kind === 'ringing') return isLongAgo || this.#isBetweenOthers(call, event);
    // What we closed ourselves may go on after any time.
    return event.kind === 'answered' && isLongAgo && call.cause !== 'SILENCE' && call.cause !== 'FORWARDED';
  }

  add(fact: CallFact): void {
    this.#facts.push(fact);
    this.#hashes.add(fact.hash);
    this.#added.push(fact);
    const before = this.#call;
    this.#call = foldCall(this.#facts);
    if (this.#call) this.#steps.push({ before, after: this.#call });
  }

  end(at: number): void {
    if (this.#call?.endedAt === null) this.add(silenceAt(at));
  }

  continued(): ContinuedCall[] {
    const [first, ...others] = this.#steps;
    return first ? [{ generation: this.generation, added: this.#added, steps: [first, ...others] }] : [];
  }

  /** A transfer, which may have other numbers, has a connection of its own. */
  #isBetweenOthers(call: FoldedCall, event: CallFact): boolean {
    if (!this.#facts.some(({ connectionId }) => connectionId === event.connectionId)) return false;
    if (this.#facts.every(({ direction }) => direction === null)) return false;
    if (event.direction !== null && event.direction !== call.direction) return true;
    const [before, now] = [call, { ...event, direction: call.direction }].map((each) => remoteOf(each));
    return before != null && now != null && keyOf(before) !== keyOf(now);
  }
}
