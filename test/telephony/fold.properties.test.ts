import fc from 'fast-check';
import type { CallFact, EventContent } from '../../src/services/telephony/fold/facts.ts';
import { foldCall } from '../../src/services/telephony/fold/fold-call.ts';
import { scenarios } from './scenarios.ts';

/** Facts as they are stored when events come in this order: each once, with the time of its first arrival. */
function arrived(order: readonly CallFact[]): CallFact[] {
  const facts = new Map<string, CallFact>();
  order.forEach((fact, place) => {
    if (!facts.has(fact.hash)) facts.set(fact.hash, { ...fact, at: place * 1_000 });
  });
  return [...facts.values()];
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, place) =>
    permutations(items.filter((_, other) => other !== place)).map((rest) => [item, ...rest]),
  );
}

describe.each(Object.entries(scenarios))('%s', (_, { facts, status, cause, agents, talked }) => {
  const expected = foldCall(facts);

  it('is folded as it was', () => {
    expect(expected).toMatchObject({ status, cause });
    expect(expected?.legs.map(({ name }) => name).toSorted()).toEqual(agents.toSorted());
    const answered = expected?.legs.filter(({ answeredAt }) => answeredAt !== null).map(({ name }) => name);
    expect(answered?.toSorted()).toEqual(talked.toSorted());
  });

  it('is the same call in every order of its events', () => {
    for (const order of permutations(facts)) expect(foldCall(order)).toEqual(expected);
  });

  it('is the same call however often each event comes, in whatever order', () => {
    const repeated = fc.array(fc.constantFrom(...facts), { maxLength: 20 });
    fc.assert(
      fc.property(repeated, fc.nat(), (more, seed) => {
        const shuffled = [...facts, ...more].toSorted((a, b) => hashOf(a, seed) - hashOf(b, seed));
        expect(foldCall(shuffled)).toEqual(expected);
      }),
    );
  });

  it('comes to the same end where nobody says when things happened, but when they arrived', () => {
    for (const order of permutations(facts)) {
      const call = foldCall(arrived(order));
      expect(call).toMatchObject({ status, cause });
      expect(call?.legs.map(({ name }) => name).toSorted()).toEqual(agents.toSorted());
      expect(
        call?.legs
          .filter(({ answeredAt }) => answeredAt !== null)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(talked.toSorted());
      expect(call?.legs.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    }
  });

  it('never breaks, whatever of it is lost', () => {
    for (const part of parts(facts)) {
      const call = foldCall(part);
      if (part.length === 0) expect(call).toBeNull();
      else expect(call?.startedAt).toBe(Math.min(...part.map(({ at }) => at)));
    }
  });

  it('is as it was when only its last event is known and what was lost comes late', () => {
    const late = [...facts.slice(-1), ...facts.slice(0, -1)];
    expect(foldCall(late)).toEqual(expected);
  });
});

it('a line that is cleared while the others of its group ring on is no conversation', () => {
  const [ringing, , ended] = scenarios['a ring group of three, in one message']?.facts ?? [];
  if (!ringing || !ended) throw new Error('the scenario has these events');
  const cleared = { ...ended, parties: ringing.parties.slice(0, 1) };
  expect(foldCall([ringing, cleared])).toMatchObject({ status: 'RINGING', endedAt: null, answeredAt: null });
});

describe('any events at all', () => {
  const content = fc.record<EventContent>({
    kind: fc.constantFrom('ringing', 'answered', 'transferred', 'ended'),
    connectionId: fc.constantFrom('1', '2'),
    direction: fc.constantFrom('INBOUND', 'OUTBOUND', null),
    from: fc.constant(null),
    to: fc.constant(null),
    parties: fc.array(fc.record({ name: fc.constantFrom('A', 'B', 'C'), agentId: fc.constant(null) }), {
      maxLength: 2,
    }),
    queue: fc.constantFrom(null, 'sales', 'service'),
    teamId: fc.constant(null),
    cause: fc.constantFrom(null, 'BUSY', 'NORMAL_CLEARING', 'SILENCE', 'CANCEL'),
    internal: fc.constantFrom(null, true),
  });
  const facts = fc
    .array(fc.tuple(content, fc.nat({ max: 20 })), { minLength: 1, maxLength: 7 })
    .map((all) => all.map(([each, at], n): CallFact => ({ ...each, at: at * 1_000, hash: String(n) })));

  it('make the same call in every order', () => {
    fc.assert(
      fc.property(facts, fc.nat(), (all, seed) => {
        const shuffled = all.toSorted((a, b) => hashOf(a, seed) - hashOf(b, seed));
        expect(foldCall([...shuffled, ...all])).toEqual(foldCall(all));
      }),
      { numRuns: 500 },
    );
  });

  it('make no call that ends before it begins', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const call = foldCall(all);
        if (!call) throw new Error('there were events');
        const { startedAt, answeredAt, endedAt, legs, waitingSeconds, talkingSeconds } = call;
        expect((answeredAt ?? startedAt) - startedAt).toBeGreaterThanOrEqual(0);
        expect((endedAt ?? startedAt) - startedAt).toBeGreaterThanOrEqual(0);
        expect(Math.min(waitingSeconds ?? 0, talkingSeconds ?? 0)).toBeGreaterThanOrEqual(0);
        if (endedAt !== null) expect(legs.every((leg) => leg.endedAt !== null)).toBe(true);
        expect(['RINGING', 'IN_PROGRESS'].includes(call.status)).toBe(endedAt === null);
        if (endedAt === null) expect(call.status === 'IN_PROGRESS').toBe(answeredAt !== null);
      }),
      { numRuns: 500 },
    );
  });
});

/** An order that belongs to the seed. */
function hashOf({ hash }: CallFact, seed: number): number {
  let mixed = seed + 1;
  for (const sign of hash) mixed = (mixed * 31 + sign.charCodeAt(0) * (seed % 97)) % 1_000_003;
  return mixed;
}

function parts<Item>(items: readonly Item[]): Item[][] {
  return items.reduce<Item[][]>((all, item) => [...all, ...all.map((part) => [...part, item])], [[]]);
}
