import fc from 'fast-check';
import { AlikeSets } from '../../src/services/knowledge/alike-sets.ts';

const members = fc
  .uniqueArray(fc.constantFrom(...'abcdefghijkl'.split('')), { maxLength: 8 })
  .map((set) => set.toSorted());

function isAlike(a: readonly string[], b: readonly string[]): boolean {
  const shared = a.filter((each) => b.includes(each)).length;
  return shared > 0 && shared / (a.length + b.length - shared) >= 0.5;
}

/** How many sets each is compared with, if all are asked for and then added. */
function comparisons(sets: readonly string[][]): number {
  const alike = new AlikeSets<number>();
  let count = 0;
  for (const [place, set] of sets.entries()) {
    count += alike.candidates(set).size;
    alike.add(set, place);
  }
  return count;
}

describe('sets that share half of what either has', () => {
  it('are always found', () =>
    fc.assert(
      fc.property(fc.array(members, { maxLength: 40 }), members, (sets, asked) => {
        const alike = new AlikeSets<readonly string[]>();
        for (const set of sets) alike.add(set, set);
        const found = alike.candidates(asked);
        expect(sets.filter((set) => isAlike(set, asked) && !found.has(set))).toEqual([]);
      }),
    ));

  it.each([1, 2, 3, 4])(
    'are not looked for among those that share only what all have, and %i more each',
    (own) => {
      const sets = Array.from({ length: 2_000 }, (_, n) => [
        ...Array.from({ length: own }, (_each, place) => `own ${n} ${place}`),
        'printer',
      ]);
      expect(comparisons(sets)).toBe(0);
    },
  );

  it('are looked for among few where there are many words', () => {
    // Deterministic, and as words are: a few are in many sets, most in few.
    let state = 1;
    const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const word = (): number => Math.floor(Math.exp(next() * 8));
    const sets = Array.from({ length: 5_000 }, () =>
      [...new Set(Array.from({ length: 5 }, word))].toSorted((a, b) => b - a).map(String),
    );
    expect(comparisons(sets) / sets.length).toBeLessThan(50);
  });
});
