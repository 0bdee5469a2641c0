import type { TicketState } from '../../entities/tickets/enums.ts';

/** From which state a ticket may come into which other one; another status of the same state is always possible. */
const followers: Readonly<Record<TicketState, readonly TicketState[]>> = {
  OPEN: ['PENDING', 'ON_HOLD', 'SOLVED', 'CLOSED', 'REJECTED'],
  PENDING: ['OPEN', 'ON_HOLD', 'SOLVED', 'CLOSED', 'REJECTED'],
  ON_HOLD: ['OPEN', 'PENDING', 'SOLVED', 'CLOSED', 'REJECTED'],
  // What is done is opened again, or closed; it does not wait for anybody without being open.
  SOLVED: ['OPEN', 'CLOSED'],
  CLOSED: ['OPEN'],
  REJECTED: ['OPEN'],
};

/** The states in which something is still to be done by somebody. */
export const activeStates: readonly TicketState[] = ['OPEN', 'PENDING', 'ON_HOLD'];

export function nextStates(state: TicketState): readonly TicketState[] {
  return [state, ...followers[state]];
}

export interface StatusFacts {
  readonly statusId: string;
  readonly state: TicketState;
  readonly solvedAt: Date | null;
  readonly closedAt: Date | null;
}

export interface StatusTarget {
  readonly id: string;
  readonly state: TicketState;
  readonly active: boolean;
}

export type StatusDecision =
  | { readonly kind: 'UNCHANGED' }
  | { readonly kind: 'REFUSED'; readonly why: 'INACTIVE' | 'NOT_NEXT' | 'REASON_MISSING' | 'REASON_UNWANTED' }
  | {
      readonly kind: 'CHANGED';
      readonly state: TicketState;
      readonly rejectionReason: string | null;
      readonly solvedAt: Date | null;
      readonly closedAt: Date | null;
    };

/** Whether a ticket may come into a status, and what else is then true of it. */
export function decideStatus(
  facts: StatusFacts,
  target: StatusTarget,
  reason: string | null,
  now: Date,
): StatusDecision {
  if (target.id === facts.statusId) return { kind: 'UNCHANGED' };
  if (!target.active) return { kind: 'REFUSED', why: 'INACTIVE' };
  if (!nextStates(facts.state).includes(target.state)) return { kind: 'REFUSED', why: 'NOT_NEXT' };
  if (target.state === 'REJECTED' && reason === null) return { kind: 'REFUSED', why: 'REASON_MISSING' };
  if (target.state !== 'REJECTED' && reason !== null) return { kind: 'REFUSED', why: 'REASON_UNWANTED' };
  const isDone = !activeStates.includes(target.state);
  const isClosed = target.state === 'CLOSED' || target.state === 'REJECTED';
  return {
    kind: 'CHANGED',
    state: target.state,
    rejectionReason: reason,
    // Solved when it first was, not when it is closed later; open again, it is as if it never was.
    solvedAt: isDone ? (facts.solvedAt ?? now) : null,
    closedAt: isClosed ? (facts.closedAt ?? now) : null,
  };
}

/** An answer of the customer opens again what waited for it or seemed done; what waits for others goes on waiting. */
export function reopensOnAnswer(state: TicketState): boolean {
  return state !== 'OPEN' && state !== 'ON_HOLD';
}
