import { highlightsOfHit, titleOfHit } from '../../src/services/search/hit-texts.ts';
import { searchArticles, suggestForDraft } from '../../src/services/search/search-articles.ts';
import { updateArticle } from '../../src/services/knowledge/update-article.ts';
import { archiveArticle } from '../../src/services/knowledge/archive-article.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';
import { publish } from './search/support.ts';
import { asReader, globalId, publish as publishDraft, published } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(3);
});
afterAll(() => db.drop());
beforeEach(() => db.query('truncate knowledge_article, knowledge_question, search_article_word cascade'));

const search = async (query: string, context: RequestContext = asSystem(db), more: object = {}) =>
  (await searchArticles(context, { query, ...more })).nodes;
const titles = async (...args: Parameters<typeof search>) =>
  (await search(...args)).map(({ article }) => article.title);
const asked = () => db.query('select wording, language, count, product_id from knowledge_question');
async function product(number: string): Promise<string> {
  const id = newId();
  await db.query(`insert into product (id, product_number, name, unit_code) values ($1, $2, $2, 'C62')`, [
    id,
    number,
  ]);
  return id;
}

describe('an article', () => {
  it('is found by what is published of it, not by what is being written', async () => {
    const id = await published(db, { title: 'Getriebe schmieren', answer: 'Mit Fett.' });
    await updateArticle(asSystem(db), {
      id: globalId(id),
      title: 'Kupplung ölen',
      answer: 'Mit Öl.',
    });
    expect([await titles('Getriebe'), await titles('Kupplung')]).toEqual([['Getriebe schmieren'], []]);
  });

  it('is found by its new text as soon as that is published', async () => {
    const id = await published(db, { title: 'Getriebe schmieren', answer: 'Mit Fett.' });
    await updateArticle(asSystem(db), {
      id: globalId(id),
      title: 'Kupplung ölen',
      answer: 'Mit Öl.',
    });
    await publishDraft(db, id);
    expect([await titles('Getriebe'), await titles('Kupplung')]).toEqual([[], ['Kupplung ölen']]);
  });

  it('is not found any more when it is archived, not even by authors', async () => {
    const id = await published(db, { title: 'Getriebe schmieren' });
    await archiveArticle(asSystem(db), { id: globalId(id), reason: 'Old.' });
    expect(await titles('Getriebe')).toEqual([]);
  });

  it('is found when many are written in one statement', async () => {
    for (const title of ['Erstes Getriebe', 'Zweites Getriebe']) await publish(db, { title });
    await db.query(`update article_variant set title = replace(title, 'Getriebe', 'Zahnrad')`);
    expect([(await search('Zahnräder')).length, (await search('Getriebe')).length]).toEqual([2, 0]);
  });

  it.each([
    ['our own people', asReader, ['INTERNAL', 'PARTNER', 'PUBLIC']],
    ['partners', (database: TestDatabase) => asPartner(database, newId()), ['PARTNER', 'PUBLIC']],
    ['customers', (database: TestDatabase) => asCustomer(database, newId()), ['PUBLIC']],
  ])('is found by %s if it is for them', async (_, as, expected) => {
    for (const audience of ['INTERNAL', 'PARTNER', 'PUBLIC'] as const) {
      await publish(db, { title: `Getriebe ${audience}`, audience });
    }
    expect((await titles('Getriebe', as(db))).toSorted()).toEqual(
      expected.map((audience) => `Getriebe ${audience}`),
    );
  });

  it('that is no longer valid is found by our own people only, and last', async () => {
    await publish(db, { title: 'Getriebe alt', validUntil: '2020-01-01' });
    await publish(db, { title: 'Getriebe neu' });
    expect([
      await titles('Getriebe', asReader(db)),
      await titles('Getriebe', asCustomer(db, newId())),
    ]).toEqual([['Getriebe neu', 'Getriebe alt'], ['Getriebe neu']]);
  });
});

describe('the order', () => {
  it('has what says it in the title before what mentions it', async () => {
    await publish(db, { title: 'Wartung', answer: 'Auch das Getriebe ansehen.' });
    await publish(db, { title: 'Getriebe' });
    expect(await titles('Getriebe')).toEqual(['Getriebe', 'Wartung']);
  });

  it('has what solved more before what solved less', async () => {
    await publish(db, { title: 'Getriebe eins', solvedCount: 1 });
    await publish(db, { title: 'Getriebe vierzig', solvedCount: 40 });
    expect(await titles('Getriebe')).toEqual(['Getriebe vierzig', 'Getriebe eins']);
  });

  it('has what is fresh before what is old', async () => {
    await publish(db, { title: 'Getriebe damals', publishedDaysAgo: 2_000 });
    await publish(db, { title: 'Getriebe heute' });
    expect(await titles('Getriebe')).toEqual(['Getriebe heute', 'Getriebe damals']);
  });

  it("has the reader's language first", async () => {
    await publish(db, { title: 'Adapter montieren' });
    await publish(db, { title: 'Adapter fitting', language: 'en' });
    expect(await titles('Adapter', asSystem(db), { language: 'en-GB' })).toEqual([
      'Adapter fitting',
      'Adapter montieren',
    ]);
  });

  it('has what has all words before what has the frequent one', async () => {
    for (const n of [1, 2, 3, 4]) await publish(db, { title: `Maschine ${n} reinigen` });
    await publish(db, { title: 'Spindel der Maschine reinigen' });
    expect((await titles('Maschine Spindel'))[0]).toBe('Spindel der Maschine reinigen');
  });
});

describe('the score that an outsider is shown', () => {
  it('is the same whether or not internal articles say the same words', async () => {
    await publish(db, { title: 'Getriebe schmieren' });
    await publish(db, { title: 'Kupplung einstellen' });
    const scores = async () => {
      await db.query('analyze search_article');
      const hits = await search('Getriebe Kupplung', asCustomer(db, newId()));
      return hits.map(({ article, score }) => [article.title, score]).toSorted();
    };
    const before = await scores();
    for (let number = 1; number <= 20; number++) {
      await publish(db, { title: `Getriebe ${number} nie mehr verkaufen`, audience: 'INTERNAL' });
    }
    expect(before).toHaveLength(2);
    expect(await scores()).toEqual(before);
  });
});

describe('a filter', () => {
  it('by product leaves the others out', async () => {
    const [a, b] = [await product('A'), await product('B')];
    await publish(db, { title: 'Getriebe A', productId: a });
    await publish(db, { title: 'Getriebe B', productId: b });
    expect(await titles('Getriebe', asSystem(db), { filter: { productId: encodeId('Product', a) } })).toEqual(
      ['Getriebe A'],
    );
  });

  it('by an id of something else is refused, and names the field', () =>
    expect(search('Getriebe', asSystem(db), { filter: { productId: 'x' } })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['filter', 'productId'],
    }));
});

describe('pages', () => {
  it('follow each other to the end', async () => {
    for (let n = 0; n < 7; n += 1) await publish(db, { title: `Getriebe ${n}` });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await searchArticles(asSystem(db), { query: 'Getriebe', first: 3, after });
      seen.push(...page.nodes.map(({ article }) => article.title));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `Getriebe ${n}`));
  });

  it('say how many there are', async () => {
    for (let n = 0; n < 4; n += 1) await publish(db, { title: `Getriebe ${n}` });
    const page = await searchArticles(asSystem(db), { query: 'Getriebe', first: 1 });
    expect(await page.countTotal()).toBe(4);
  });
});

describe('highlights', () => {
  it('mark what was found, whatever its form, and are text as it was written', async () => {
    await publish(db, {
      title: 'Schläuche <b>tauschen</b>',
      answer: 'Den Hydraulikschlauch lösen & ersetzen.',
    });
    const [hit] = await search('Schlauch');
    expect(hit && (await highlightsOfHit(asSystem(db), hit))).toEqual([
      {
        field: 'TITLE',
        segments: [
          { text: 'Schläuche', isMatch: true },
          { text: ' <b>tauschen</b>', isMatch: false },
        ],
      },
      {
        field: 'ANSWER',
        segments: [
          { text: 'Den ', isMatch: false },
          { text: 'Hydraulikschlauch', isMatch: true },
          { text: ' lösen & ersetzen.', isMatch: false },
        ],
      },
    ]);
  });

  it('are nothing for who may not read the article any more', async () => {
    await publish(db, { title: 'Getriebe' });
    const [hit] = await search('Getriebe');
    await db.query(`update knowledge_article set audience = 'INTERNAL'`);
    const customer = asCustomer(db, newId());
    expect(hit && [await highlightsOfHit(customer, hit), await titleOfHit(customer, hit)]).toEqual([
      [],
      null,
    ]);
  });
});

describe('a question', () => {
  it('that nothing answers is remembered, with its language and product', async () => {
    const productId = await product('C');
    await search('Wo finde ich die Urlaubsplanung?', asSystem(db), {
      filter: { productId: encodeId('Product', productId) },
    });
    expect(await asked()).toEqual([
      { wording: 'Wo finde ich die Urlaubsplanung?', language: 'de', count: 1, product_id: productId },
    ]);
  });

  it('that is answered is not', async () => {
    await publish(db, { title: 'Getriebe schmieren' });
    await search('Getriebe');
    expect(await asked()).toEqual([]);
  });

  it('is not what is still being written', async () => {
    await suggestForDraft(asSystem(db), { text: 'Urlaubspl' });
    expect(await asked()).toEqual([]);
  });

  it('of nothing but small words finds nothing', async () =>
    expect(await titles('und die oder the')).toEqual([]));

  it.each([`'"\\`, `a' | 'b`, '!!! & (', '%_%', '💥', 'x'.repeat(400), '\u2028'])(
    'such as %j breaks nothing',
    async (query) => expect(await titles(query)).toEqual([]),
  );

  it('longer than five hundred characters is refused', () =>
    expect(search('x'.repeat(501))).rejects.toMatchObject({ code: 'INVALID', field: ['query'] }));
});

describe('while a text is being written', () => {
  it('its unfinished last word already finds', async () => {
    await publish(db, { title: 'Hydraulikpumpe entlüften' });
    const [hit] = await suggestForDraft(asSystem(db), { text: 'Sehr geehrte Frau Meier, die Hydrau' });
    expect([hit?.article.title, hit?.matches[0]?.kind]).toEqual(['Hydraulikpumpe entlüften', 'BEGINNING']);
  });

  it('its product comes first', async () => {
    const [a, b] = [await product('D'), await product('E')];
    await publish(db, { title: 'Getriebe D', productId: a });
    await publish(db, { title: 'Getriebe E', productId: b });
    const hits = await suggestForDraft(asSystem(db), {
      text: 'Zum Getriebe: ',
      productId: encodeId('Product', b),
    });
    expect(hits.map(({ article }) => article.title)).toEqual(['Getriebe E', 'Getriebe D']);
  });
});
