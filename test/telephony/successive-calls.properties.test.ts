import fc from 'fast-check';
import type { CallFact } from '../../src/services/telephony/fold/facts.ts';
import { foldCall } from '../../src/services/telephony/fold/fold-call.ts';
import { MOST_EVENTS, successiveCalls } from '../../src/services/telephony/fold/successive-calls.ts';
import { scenarios } from './scenarios.ts';

const HOUR = 60 * 60_000;

/** What an id's calls are in the end, when events come in batches of a size. */
function callsOf(events: readonly CallFact[], batch = 1): { generation: number; facts: CallFact[] }[] {
  const calls = new Map<number, CallFact[]>([[1, []]]);
  for (let at = 0; at < events.length; at += batch) {
    const generation = Math.max(...calls.keys());
    const last = { generation, facts: calls.get(generation) ?? [] };
    for (const call of successiveCalls(last, events.slice(at, at + batch))) {
      calls.set(call.generation, [...(calls.get(call.generation) ?? []), ...call.added]);
    }
  }
  return [...calls].map(([generation, facts]) => ({ generation, facts }));
}

function later(facts: readonly CallFact[], milliseconds: number): CallFact[] {
  return facts.map((fact) => ({ ...fact, at: fact.at + milliseconds }));
}

describe.each(Object.entries(scenarios))('%s', (_, { facts }) => {
  const shuffled = fc
    .tuple(fc.shuffledSubarray([...facts], { minLength: facts.length }), fc.array(fc.constantFrom(...facts)))
    .map(([all, more]) => [...all, ...more]);
  const batches = fc.integer({ min: 1, max: 5 });

  it('is one call in whatever order and however often its events come', () => {
    fc.assert(
      fc.property(shuffled, batches, (events, batch) => {
        const calls = callsOf(events, batch);
        expect(calls.map((call) => foldCall(call.facts))).toEqual([foldCall(facts)]);
      }),
    );
  });

  it('is one call when each event is dated by its arrival, again and again', () => {
    fc.assert(
      fc.property(shuffled, batches, (events, batch) => {
        const arrived = events.map((fact, place) => ({ ...fact, at: place * 1_000 }));
        expect(callsOf(arrived, batch)).toHaveLength(1);
      }),
    );
  });

  it('is another call when the same is said a day after', () => {
    const twice = [...facts, ...later(facts, 24 * HOUR)];
    for (const batch of [1, 2, twice.length]) {
      expect(callsOf(twice, batch).map((call) => foldCall(call.facts))).toEqual([
        foldCall(facts),
        foldCall(later(facts, 24 * HOUR)),
      ]);
    }
  });
});

describe.each(Object.entries(scenarios))('%s, said again a day after', (_, { facts }) => {
  const next = later(facts, 24 * HOUR);
  const shuffled = fc.shuffledSubarray([...next], { minLength: next.length });

  it('is another call in whatever order that comes', () => {
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 1, max: 5 }), (events, batch) => {
        const calls = callsOf([...facts, ...events], batch);
        expect(calls.map((call) => foldCall(call.facts))).toEqual([foldCall(facts), foldCall(next)]);
      }),
    );
  });
});

describe('an id that is used again', () => {
  const [ringing, answered, ended] = scenarios['a conversation']?.facts ?? [];
  if (!ringing || !answered || !ended) throw new Error('the scenario has three events');
  const numbers = (...events: CallFact[]): number[] =>
    callsOf([ringing, answered, ended, ...events]).map(({ facts }) => facts.length);
  const other = { raw: '498999', e164: '+498999', anonymous: false };

  it('is another call at once where somebody else rings', () => {
    const again = { ...ringing, at: ended.at + 1_000, hash: 'again' };
    expect(numbers({ ...again, from: other })).toEqual([3, 1]);
    expect(numbers({ ...again, from: { ...other, e164: null, anonymous: true } })).toEqual([3, 1]);
    expect(numbers({ ...again, direction: 'OUTBOUND' })).toEqual([3, 1]);
    expect(numbers(again)).toEqual([4]);
  });

  it('is the same call for a transfer that has other numbers, and for a late word about it', () => {
    const again = { ...ringing, from: other, at: ended.at + 1_000, hash: 'again' };
    expect(numbers({ ...again, connectionId: 'another' })).toEqual([4]);
    expect(numbers({ ...again, at: ended.at - 1_000 })).toEqual([4]);
    expect(numbers({ ...ended, from: other, at: ended.at + 2 * HOUR, hash: 'again' })).toEqual([4]);
  });

  it('is another call where the answer overtakes its ring', () => {
    const next = later([answered, ringing, ended], 2 * HOUR);
    const calls = callsOf([ringing, answered, ended, ...next]);
    expect(calls.map(({ facts }) => foldCall(facts)?.status)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('is another call where the telephone system has forgotten the one before', () => {
    const [lost, next] = [[ringing, answered], later([ringing, answered, ended], 2 * HOUR)];
    const calls = callsOf([...lost, ...next]).map(({ facts }) => foldCall(facts));
    expect(calls.map((call) => [call?.status, call?.cause])).toEqual([
      ['COMPLETED', 'SILENCE'],
      ['COMPLETED', 'NORMAL_CLEARING'],
    ]);
    const stranger = { ...ringing, from: other, at: ringing.at + 2 * HOUR, hash: 'stranger' };
    expect(callsOf([...lost, stranger]).map(({ facts }) => foldCall(facts)?.status)).toEqual([
      'COMPLETED',
      'RINGING',
    ]);
  });

  it('is the same call while that goes on, however long: whoever is called in, and what is said again', () => {
    const hoursLater = answered.at + 2 * HOUR;
    const calledIn = {
      ...ringing,
      parties: [{ name: '99', agentId: null }],
      at: hoursLater,
      hash: 'called in',
    };
    expect(callsOf([ringing, answered, calledIn])).toHaveLength(1);
    expect(callsOf([ringing, answered, { ...answered, at: hoursLater }])).toHaveLength(1);
  });

  it('for everything never makes a call of more events than can be folded', () => {
    const events = Array.from({ length: 3 * MOST_EVENTS }, (_, place): CallFact => ({
      ...ringing,
      at: place,
      hash: String(place),
    }));
    const calls = callsOf(events, 50);
    const counts = calls.map(({ facts }) => facts.filter(({ cause }) => cause !== 'SILENCE').length);
    expect(counts).toEqual([MOST_EVENTS, MOST_EVENTS, MOST_EVENTS]);
    const folded = calls.map(({ facts }) => foldCall(facts)?.endedAt);
    expect(folded.slice(0, -1)).not.toContain(null);
  });
});
