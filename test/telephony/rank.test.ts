import fc from 'fast-check';
import { askedNumber } from '../../src/services/telephony/recognition/asked-number.ts';
import { certainCaller } from '../../src/services/telephony/recognition/certain-caller.ts';
import type { NumberMatch } from '../../src/services/telephony/recognition/find-matches.ts';
import { rankCandidates } from '../../src/services/telephony/recognition/rank.ts';

function stored(customerId: string, e164: string | null, more: Partial<NumberMatch> = {}): NumberMatch {
  const raw = more.raw ?? e164 ?? '';
  const digits = (e164 ?? raw).replace(/\D/g, '').replace(/^0+/, '');
  return {
    customerId,
    contactId: null,
    customerKind: 'ORGANIZATION',
    active: true,
    learned: false,
    kind: 'OFFICE',
    raw,
    e164,
    reversed: digits.split('').toReversed().join(''),
    since: 0,
    ...more,
  };
}

function rank(number: string, ...matches: NumberMatch[]) {
  const e164 = number.startsWith('+') ? number : null;
  const asked = askedNumber({ e164, raw: number });
  if (!asked) throw new Error('There is a number.');
  return rankCandidates(asked, matches);
}

describe('a number that one customer has', () => {
  it('is certainly that customer, and its contact if that is the only one who has it', () => {
    const found = rank('+493012345', stored('a', '+493012345', { contactId: 'eva' }));
    expect(found).toEqual([{ customerId: 'a', contactId: 'eva', score: 1, reason: 'EXACT' }]);
    expect(certainCaller(found)).toEqual({ customerId: 'a', contactId: 'eva' });
  });

  it('says the customer and not the contact where two contacts share it', () => {
    const found = rank(
      '+493012345',
      stored('a', '+493012345', { contactId: 'eva' }),
      stored('a', '+493012345', { contactId: 'max' }),
    );
    expect(found).toEqual([
      { customerId: 'a', contactId: null, score: 1, reason: 'EXACT' },
      { customerId: 'a', contactId: 'eva', score: 0.5, reason: 'SHARED_NUMBER' },
      { customerId: 'a', contactId: 'max', score: 0.5, reason: 'SHARED_NUMBER' },
    ]);
    expect(certainCaller(found)).toEqual({ customerId: 'a', contactId: null });
  });

  it('does not say that it is a contact who has left', () => {
    const found = rank('+493012345', stored('a', '+493012345', { contactId: 'eva', active: false }));
    expect(certainCaller(found)).toEqual({ customerId: 'a', contactId: null });
    expect(found).toContainEqual({ customerId: 'a', contactId: 'eva', score: 0.25, reason: 'SHARED_NUMBER' });
  });
});

describe('a number that two customers have', () => {
  it('is undecided', () => {
    const found = rank('+493012345', stored('b', '+493012345'), stored('a', '+493012345'));
    expect(found.map(({ customerId, score, reason }) => [customerId, score, reason])).toEqual([
      ['a', 0.5, 'SHARED_NUMBER'],
      ['b', 0.5, 'SHARED_NUMBER'],
    ]);
    expect(certainCaller(found)).toBeNull();
  });

  it('is the one that is not archived', () => {
    const found = rank('+493012345', stored('b', '+493012345', { active: false }), stored('a', '+493012345'));
    expect(found.map(({ customerId, score }) => [customerId, score])).toEqual([
      ['a', 1],
      ['b', 0.5],
    ]);
    expect(certainCaller(found)).toEqual({ customerId: 'a', contactId: null });
  });

  it('is whom somebody said it is', () => {
    const found = rank(
      '+493012345',
      stored('a', '+493012345'),
      stored('b', '+493012345'),
      stored('b', '+493012345', { contactId: 'max', learned: true }),
    );
    expect(found[0]).toEqual({ customerId: 'b', contactId: 'max', score: 1, reason: 'LEARNED' });
    expect(certainCaller(found)).toEqual({ customerId: 'b', contactId: 'max' });
  });
});

describe('a number that was learned, and is entered for somebody else later', () => {
  const [said, entered] = [1_000, 2_000];
  const teaching = stored('a', '+493012345', { learned: true, since: said });

  it('is undecided between the two', () => {
    const found = rank(
      '+493012345',
      teaching,
      stored('b', '+493012345', { contactId: 'max', since: entered }),
    );
    expect(found).toEqual([
      { customerId: 'a', contactId: null, score: 0.5, reason: 'LEARNED' },
      { customerId: 'b', contactId: 'max', score: 0.5, reason: 'EXACT' },
    ]);
    expect(certainCaller(found)).toBeNull();
  });

  it('stays whom somebody said it is if that was said later, or the other one is archived', () => {
    const again = { ...teaching, since: 3_000 };
    for (const found of [
      rank('+493012345', again, stored('b', '+493012345', { since: entered })),
      rank('+493012345', teaching, stored('b', '+493012345', { since: entered, active: false })),
      rank('+493012345', teaching, stored('a', '+493012345', { since: entered })),
    ]) {
      expect(certainCaller(found)).toEqual({ customerId: 'a', contactId: null });
    }
  });
});

describe('another direct dial-in', () => {
  it.each([
    ['behind a main number', stored('a', '+493012340', { raw: '030 1234-0' }), 0.8],
    ['behind a switchboard', stored('a', '+4930123400', { kind: 'SWITCHBOARD' }), 0.8],
    ['beside one that is written apart', stored('a', '+4930123499', { raw: '030 1234-99' }), 0.7],
    ['beside a single neighbour', stored('a', '+4930123499'), 0.4],
  ])('%s leads to the organization', (_, match, score) => {
    const found = rank('+4930123456', match);
    expect(found).toEqual([{ customerId: 'a', contactId: null, score, reason: 'SAME_SWITCHBOARD' }]);
    expect(certainCaller(found)).toBeNull();
  });

  it('beside two of the same customer is hardly a chance', () => {
    const found = rank(
      '+4930123456',
      stored('a', '+4930123499'),
      stored('a', '+4930123412', { contactId: 'eva' }),
    );
    expect(found[0]).toMatchObject({ contactId: null, score: 0.7, reason: 'SAME_SWITCHBOARD' });
  });

  it('is nothing that mobile telephones or private people have', () => {
    expect(rank('+4915112345678', stored('a', '+4915112345612'))).toEqual([]);
    expect(rank('+4930123456', stored('a', '+4930123499', { customerKind: 'PERSON' }))).toEqual([]);
  });
});

describe('a number that ends alike', () => {
  it.each([
    ['without its country', '3012345678', 0.8],
    ['without its area', '12345678', 0.7],
    ['of a small town', '345678', 0.4],
  ])('%s is a candidate', (_, raw, score) => {
    expect(rank('+493012345678', stored('a', null, { raw }))).toMatchObject([{ score, reason: 'SUFFIX' }]);
  });

  it('of another town is hardly one', () => {
    expect(rank('+493012345678', stored('a', '+494012345678'))).toMatchObject([{ score: 0.35 }]);
    expect(rank('+493012345678', stored('a', '+492112345678'))).toMatchObject([{ score: 0.2 }]);
    expect(rank('+4930345678', stored('a', '+4921345678'))).toEqual([]);
  });

  it.each(['+4915112346678', '+4915112345687', '+4915212345678'])(
    'has a slip of the pen in it: %s',
    (e164) => {
      expect(rank('+4915112345678', stored('a', e164))).toMatchObject([{ score: 0.35, reason: 'SUFFIX' }]);
    },
  );

  it('is found for a number that nobody can tell the country of', () => {
    expect(rank('436641234567', stored('a', '+436641234567'))).toMatchObject([
      { score: 0.8, reason: 'SUFFIX' },
    ]);
  });

  it('is not listed beside who has the number', () => {
    const found = rank('+493012345678', stored('a', '+493012345678'), stored('b', '+492112345678'));
    expect(found.map(({ customerId }) => customerId)).toEqual(['a']);
  });
});

it('answers in the same order, whatever order the numbers come in', () => {
  const digit = fc.integer({ min: 0, max: 9 });
  const match = fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(null, 'x', 'y'), digit, fc.boolean(), fc.boolean())
    .map(([customerId, contactId, last, active, learned]) =>
      stored(customerId, `+49301234${last}`, {
        contactId: contactId && customerId + contactId,
        active,
        learned,
      }),
    );
  fc.assert(
    fc.property(fc.array(match, { maxLength: 8 }), (matches) => {
      const found = rank('+493012345', ...matches);
      expect(rank('+493012345', ...matches.toReversed())).toEqual(found);
      for (const { score } of found) expect(score > 0 && score <= 1).toBe(true);
    }),
  );
});
