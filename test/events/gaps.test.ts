import { Gaps } from '../../src/events/gaps.ts';

describe('numbers of the inbox that were passed without a row', () => {
  const bounds = (gaps: Gaps) => {
    const { firsts, lasts } = gaps.bounds();
    return firsts.map((first, index) => `${first}-${lasts[index]}`);
  };

  it('are looked into until every transaction that might have drawn them has ended', () => {
    const gaps = new Gaps();
    gaps.add(5n, 7n, 100n);
    gaps.settle([], 99n);
    expect(bounds(gaps)).toEqual(['5-7']);
    gaps.settle([], 100n);
    expect(bounds(gaps)).toEqual([]);
  });

  it('become fewer by what was found in them', () => {
    const gaps = new Gaps();
    gaps.add(1n, 9n, 100n);
    gaps.settle([9n, 1n, 4n, 5n], 50n);
    expect(bounds(gaps)).toEqual(['2-3', '6-8']);
  });

  it('are given up although an old transaction is open, once it is known not to write to the inbox', () => {
    const gaps = new Gaps();
    gaps.add(5n, 7n, 100n);
    gaps.holders(['3/12', '4/7']);
    gaps.holders(['4/7', '5/1']);
    gaps.settle([], 10n);
    expect(bounds(gaps)).toEqual(['5-7']);
    gaps.holders(['5/1', '6/2']);
    expect(bounds(gaps)).toEqual(['5-7']);
    gaps.settle([], 10n);
    expect(bounds(gaps)).toEqual([]);
  });

  it('that came later are not given up together with those before', () => {
    const gaps = new Gaps();
    gaps.add(5n, 7n, 100n);
    gaps.holders([]);
    gaps.settle([], 10n);
    gaps.add(9n, 9n, 110n);
    gaps.settle([], 10n);
    expect(bounds(gaps)).toEqual(['9-9']);
  });

  it('are merged when there are too many, and so stay within bounds', () => {
    const gaps = new Gaps();
    for (let seq = 0n; seq <= 20_000n; seq += 2n) gaps.add(seq, seq, 100n + seq);
    expect(gaps.size).toBeLessThan(10_001);
    expect(BigInt(gaps.bounds().firsts[0]!)).toBe(0n);
    gaps.settle([], 100n);
    expect(gaps.size).toBeGreaterThan(0);
  });
});
