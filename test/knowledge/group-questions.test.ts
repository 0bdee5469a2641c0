import { type Asked, groupQuestions } from '../../src/services/knowledge/group-questions.ts';

const asked = (stems: string, more: Partial<Asked> = {}): Asked => ({
  wording: stems,
  stems: stems.split(' '),
  language: 'de',
  productId: null,
  categoryId: null,
  searches: 1,
  ticketId: null,
  lastAskedAt: new Date('2026-11-01T09:00:00Z'),
  ...more,
});

describe('questions', () => {
  it('of the same words in any order are one, named as it is asked most', () =>
    expect(
      groupQuestions([
        asked('druck papi', { wording: 'Drucker Papier' }),
        asked('papi druck', { wording: 'Papier im Drucker', searches: 3 }),
      ]),
    ).toMatchObject([
      { question: 'Papier im Drucker', wordings: ['Papier im Drucker', 'Drucker Papier'], searches: 4 },
    ]));

  it('that share half of their words are one', () =>
    expect(groupQuestions([asked('druck papi einzug'), asked('druck papi stau')])).toHaveLength(1));

  it('that share less are two', () =>
    expect(groupQuestions([asked('druck papi einzug'), asked('druck wlan netz')])).toHaveLength(2));

  it.each([
    ['product', { productId: 'p' }],
    ['category', { categoryId: 'c' }],
    ['language', { language: 'en' }],
  ])('about another %s are two', (_, other) =>
    expect(groupQuestions([asked('druck papi'), asked('druck papi', other)])).toHaveLength(2),
  );

  it('join the group that they resemble most', () => {
    const groups = groupQuestions([
      asked('a b c d', { searches: 9 }),
      asked('a b e f', { searches: 8 }),
      asked('a b e f g', { searches: 1 }),
    ]);
    expect(groups.map(({ searches }) => searches)).toEqual([9, 9]);
    expect(groups.map(({ wordings }) => wordings.length).toSorted()).toEqual([1, 2]);
  });

  it('join the group that is asked most where they resemble several alike', () => {
    const groups = groupQuestions([
      asked('b', { searches: 9 }),
      asked('a', { searches: 8 }),
      asked('a b', { searches: 1 }),
    ]);
    expect(groups.map(({ wordings }) => wordings)).toEqual([['b', 'a b'], ['a']]);
  });

  it('of the same words go together, also if a group that they resemble more came between', () =>
    expect(
      groupQuestions([
        asked('a b c d e f', { searches: 9 }),
        asked('a b c', { wording: 'first', searches: 8 }),
        asked('a b c g', { searches: 7 }),
        asked('a b c', { wording: 'second', searches: 1 }),
      ]).find(({ wordings }) => wordings.includes('first'))?.wordings,
    ).toContain('second'));

  it('of words that say nothing are each their own', () =>
    expect(groupQuestions([asked('', { stems: [] }), asked('', { stems: [] })])).toHaveLength(2));

  it('count searches and tickets together, the most asked first', () =>
    expect(
      groupQuestions([
        asked('selten', { searches: 2 }),
        asked('oft', { searches: 1 }),
        asked('oft', { searches: 0, ticketId: 't1' }),
        asked('oft', { searches: 0, ticketId: 't2' }),
      ]),
    ).toMatchObject([
      { question: 'oft', searches: 1, ticketIds: ['t1', 't2'] },
      { question: 'selten', searches: 2, ticketIds: [] },
    ]));

  it('say when one was last asked', () => {
    const last = new Date('2026-11-20T09:00:00Z');
    expect(groupQuestions([asked('a', { searches: 5 }), asked('a', { lastAskedAt: last })])).toMatchObject([
      { lastAskedAt: last },
    ]);
  });

  it('are grouped in no time, however many', () => {
    const many = Array.from({ length: 10_000 }, (_, n) =>
      asked(`w${n % 97} w${n % 89} w${n % 83} w${n % 79} w${n % 73}`),
    );
    expect(groupQuestions(many).reduce((sum, { searches }) => sum + searches, 0)).toBe(10_000);
  });
});
