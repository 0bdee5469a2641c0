import type { Direction } from '../../../entities/interactions/enums.ts';
import type { CallCause, CallStatus } from '../../../entities/telephony/enums.ts';

/** A number as it was read when the event came (services/telephony/numbers.ts). */
export interface EventNumber {
  readonly raw: string | null;
  readonly e164: string | null;
  readonly anonymous: boolean;
}

/** One of our lines: how the telephone system names it, and whose it is. */
export interface Party {
  readonly name: string;
  /** Raw uuid; null where nobody of ours is known by it. */
  readonly agentId: string | null;
}

/** What a telephone system said, as it is stored (`call_event.content`). */
export interface EventContent {
  readonly kind: 'ringing' | 'answered' | 'transferred' | 'ended';
  /** Connections of one call: a transfer may make a new one. */
  readonly connectionId: string;
  readonly direction: Direction | null;
  readonly from: EventNumber | null;
  readonly to: EventNumber | null;
  readonly parties: readonly Party[];
  readonly queue: string | null;
  /** Raw uuid of the team behind the queue or the number called. */
  readonly teamId: string | null;
  readonly cause: CallCause | null;
  readonly internal: boolean | null;
}

/** A stored event. */
export interface CallFact extends EventContent {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of what it says, hexadecimal: the last word in every order. */
  readonly hash: string;
}

export interface FoldedLeg {
  readonly name: string;
  readonly agentId: string | null;
  readonly rangAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
}

/** A call as its events say it is. */
export interface FoldedCall {
  readonly direction: Direction;
  readonly status: CallStatus;
  readonly cause: CallCause | null;
  readonly from: EventNumber | null;
  readonly to: EventNumber | null;
  readonly internal: boolean;
  readonly queue: string | null;
  readonly teamId: string | null;
  /** Who answered; after a transfer, who did last. */
  readonly agentId: string | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly waitingSeconds: number | null;
  readonly talkingSeconds: number | null;
  readonly lastEventAt: number;
  readonly transfers: number;
  readonly legs: readonly FoldedLeg[];
}

/** The other party's number: the caller's of inbound calls, the called one of outbound ones. */
export function remoteOf({
  direction,
  from,
  to,
}: Pick<FoldedCall, 'direction' | 'from' | 'to'>): EventNumber | null {
  return direction === 'INBOUND' ? from : to;
}

/** Under what calls of one number are found; null: it is not known, or withheld. */
export function keyOf(number: EventNumber | null): string | null {
  return number === null || number.anonymous ? null : (number.e164 ?? number.raw);
}

const ranks = { ringing: 0, answered: 1, transferred: 2, ended: 3 } as const;

/** An order that does not depend on the order of arrival. */
export function byRank(a: CallFact, b: CallFact): number {
  return ranks[a.kind] - ranks[b.kind] || a.at - b.at || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);
}

export function earliest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}

export function latest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.max(...times);
}

/** Two names of one agent are one line; a name that belongs to nobody is a line of its own. */
export function lineOf({ name, agentId }: Party): string {
  return agentId ?? `name:${name.toLowerCase()}`;
}
