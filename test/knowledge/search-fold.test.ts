import fc from 'fast-check';
import { fold, foldedWords, stretchesOf } from '../../src/services/search/fold.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(2);
});
afterAll(() => db.drop());

const storedWords = async (texts: readonly string[]): Promise<string[][]> => {
  const rows = await db.query<{ words: string[] }>(
    `select array(select word from search_words(input) order by place) as words
       from unnest($1::text[]) with ordinality t(input, n) order by n`,
    [texts],
  );
  return rows.map(({ words }) => words);
};

describe('folding', () => {
  it.each([
    ['Dämpfer', 'Daempfer'],
    ['Öl', 'Oel'],
    ['Tür', 'Tuer'],
    ['Straße', 'STRASSE'],
    ['Café', 'cafe'],
    ['Schläuche', 'schlauche'],
    ['Hy\u00ADdraulik', 'hydraulik'],
  ])('makes %s and %s one word', (a, b) => expect(fold(a)).toBe(fold(b)));

  it.each(['issues', 'issue', 'shoes', 'blue', 'valued', 'queue', 'steuer', 'neue'])(
    'leaves %s alone',
    (word) => expect(fold(word)).toBe(word),
  );

  it('is done in PostgreSQL as it is here, whatever the text', async () => {
    const sign = fc.oneof(
      fc.constantFrom(...Array.from('abdeousßäöüÄÖÜẞé-/.,\u00AD\u0301 \n0123')),
      fc.constantFrom('ae', 'oe', 'ue', 'que', 'oes', 'ued', '–', '…', '№', 'ﬁ', '½', 'Ж'),
    );
    const texts = fc.sample(fc.array(sign, { maxLength: 30 }), 300).map((signs) => signs.join(''));
    expect(await storedWords(texts)).toEqual(texts.map(foldedWords));
  });

  it('leads to the same words in what is searched', async () => {
    const letters = fc.constantFrom(
      ...Array.from('abdeousßäöüÄÖÜé-/.,@:&<>_~ 0123×'),
      'http://',
      '1e5',
      '.de',
      '💥',
    );
    const texts = fc.sample(fc.array(letters, { maxLength: 30 }), 300).map((signs) => signs.join(''));
    const rows = await db.query<{ words: string[] }>(
      `select tsvector_to_array(search_vector(input, null, null)) as words
         from unnest($1::text[]) with ordinality t(input, n) order by n`,
      [texts],
    );
    expect(rows.map(({ words }) => words)).toEqual(
      texts.map((text) => [...new Set(foldedWords(text))].toSorted()),
    );
  });
});

describe('a text cut for highlights', () => {
  it('is the text when it is put together again', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          stretchesOf(text)
            .map((stretch) => stretch.text)
            .join(''),
        ).toBe(text);
      }),
    ));

  it('has its words folded, and signs between them as they are', () =>
    expect(stretchesOf('Öl, Straße!')).toEqual([
      { text: 'Öl', word: 'ol' },
      { text: ', ', word: null },
      { text: 'Straße', word: 'strasse' },
      { text: '!', word: null },
    ]));
});
