import fc from 'fast-check';
import { TicketState } from '../../src/entities/tickets/enums.ts';
import {
  activeStates,
  decideStatus,
  nextStates,
  reopensOnAnswer,
  type StatusFacts,
} from '../../src/services/tickets/status-decision.ts';

const states = Object.values(TicketState);
const state = fc.constantFrom(...states);
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const status = fc.record({ id: fc.uuid(), state, active: fc.boolean() });
const reason = fc.option(fc.constantFrom('Out of warranty'), { nil: null });

/** What can be true of a ticket at all: done tickets know since when. */
const facts: fc.Arbitrary<StatusFacts> = fc
  .record({ statusId: fc.uuid(), state, at: instant })
  .map(({ statusId, state: is, at }) => ({
    statusId,
    state: is,
    solvedAt: activeStates.includes(is) ? null : at,
    closedAt: is === 'CLOSED' || is === 'REJECTED' ? at : null,
  }));

describe('a ticket that comes into a status', () => {
  it('is refused, left alone, or comes into exactly that state', () => {
    fc.assert(
      fc.property(facts, status, reason, instant, (before, target, why, now) => {
        const decision = decideStatus(before, target, why, now);
        if (decision.kind === 'CHANGED') expect(decision.state).toBe(target.state);
        if (decision.kind === 'UNCHANGED') expect(target.id).toBe(before.statusId);
      }),
    );
  });

  it('never comes where `nextStates` does not lead, nor into a status that is no longer used', () => {
    fc.assert(
      fc.property(facts, status, reason, instant, (before, target, why, now) => {
        const decision = decideStatus(before, target, why, now);
        if (decision.kind !== 'CHANGED') return;
        expect(nextStates(before.state)).toContain(target.state);
        expect(target.active).toBe(true);
      }),
    );
  });

  it('comes wherever `nextStates` leads, with a reason exactly if it is rejected', () => {
    fc.assert(
      fc.property(facts, status, instant, (before, target, now) => {
        fc.pre(target.active && nextStates(before.state).includes(target.state));
        const isRejection = target.state === 'REJECTED';
        const given = decideStatus(before, target, isRejection ? 'Out of warranty' : null, now);
        expect(given.kind).toBe('CHANGED');
        const missing = decideStatus(before, target, isRejection ? null : 'Out of warranty', now);
        expect(missing).toEqual({
          kind: 'REFUSED',
          why: isRejection ? 'REASON_MISSING' : 'REASON_UNWANTED',
        });
      }),
    );
  });

  it('knows since when it is done, as long as it is', () => {
    const steps = fc.array(fc.tuple(status, instant), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(facts, steps, (start, path) => {
        let at = start;
        for (const [target, now] of path) {
          const decision = decideStatus(at, target, target.state === 'REJECTED' ? 'No' : null, now);
          if (decision.kind !== 'CHANGED') continue;
          const isDone = !activeStates.includes(decision.state);
          expect(decision.solvedAt !== null).toBe(isDone);
          expect(decision.closedAt !== null).toBe(
            decision.state === 'CLOSED' || decision.state === 'REJECTED',
          );
          // Solved once is solved then, until it is open again.
          if (isDone && at.solvedAt) expect(decision.solvedAt).toEqual(at.solvedAt);
          at = { statusId: target.id, ...decision };
        }
      }),
    );
  });

  it('can always be opened again, and closed, in at most two steps', () => {
    for (const from of states) {
      expect(nextStates(from)).toContain('OPEN');
      expect(nextStates('OPEN')).toContain('CLOSED');
    }
  });
});

describe('an answer of the customer', () => {
  it.each([
    ['OPEN', false],
    ['PENDING', true],
    ['ON_HOLD', false],
    ['SOLVED', true],
    ['CLOSED', true],
    ['REJECTED', true],
  ] as const)('opens a ticket again that is %s: %s', (is, expected) => {
    expect(reopensOnAnswer(is)).toBe(expected);
  });

  it('opens it only where that is a step it may take', () => {
    for (const is of states.filter(reopensOnAnswer)) expect(nextStates(is)).toContain('OPEN');
  });
});
