import { linkArticle } from '../../src/services/knowledge/link-article.ts';
import {
  loadExampleTickets,
  type MissingArticlesFilter,
  questionsWithoutArticle,
} from '../../src/services/knowledge/missing-articles.ts';
import {
  type AskedQuestion,
  forgetOldQuestions,
  recordQuestion,
} from '../../src/services/knowledge/questions.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { addCustomer, open, statusOf } from '../tickets/support.ts';
import { asStaff, globalId, published } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  await db.query('delete from knowledge_question');
  await db.query('delete from ticket');
});

const ask = (text: string, more: Partial<AskedQuestion> = {}) =>
  recordQuestion(asSystem(db), { text, language: 'de', ...more });
const report = (filter: MissingArticlesFilter = {}, context = asSystem(db)) =>
  questionsWithoutArticle(context, { filter });

async function solvedTicket(subject: string, input: Parameters<typeof open>[2] = {}) {
  const ticket = await open(asSystem(db), await addCustomer(db), { subject, ...input });
  await changeTicketStatus(asSystem(db), { id: ticket.globalId, statusId: await statusOf(db, 'SOLVED') });
  return ticket;
}

describe('a search that found nothing useful', () => {
  it('is forgotten when nobody has asked for it in a year', async () => {
    await ask('Drucker druckt nicht');
    await ask('Fräse fräst nicht');
    await db.query(
      `update knowledge_question set last_asked_at = now() - interval '366 days' where wording = 'Drucker druckt nicht'`,
    );
    expect(await forgetOldQuestions(db)).toBe(1);
    expect(await db.query('select wording from knowledge_question')).toEqual([
      { wording: 'Fräse fräst nicht' },
    ]);
  });

  it('is counted, whatever the forms of its words', async () => {
    await ask('Drucker druckt nicht');
    await ask('drucken die Drucker nicht?');
    expect(await report()).toMatchObject([{ searches: 2, language: 'de', productId: null }]);
  });

  it('is not kept where it is but small words', async () => {
    await ask('und oder der');
    await ask('   ');
    expect(await report()).toEqual([]);
  });

  it('is counted right when many search at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask('Fehler E17')));
    expect(await report()).toMatchObject([{ question: 'Fehler E17', searches: 20 }]);
  });

  it('is kept by product and category', async () => {
    const product = await insert(db, 'product', { name: 'P1' });
    await ask('Fehler E17', { productId: product });
    await ask('Fehler E17');
    const ofProduct = await report({ productId: encodeId('Product', product) });
    expect([(await report()).length, ofProduct]).toEqual([
      2,
      [expect.objectContaining({ productId: product, searches: 1 })],
    ]);
  });

  it('is kept as a question, however long what was pasted into the search', async () => {
    await ask(`Fehler ${'sehr '.repeat(2_000)}`);
    expect((await report())[0]?.question.length).toBeLessThanOrEqual(300);
  });

  it.each(['productId', 'categoryId'] as const)(
    'is none where its %s is nothing that exists',
    async (field) => {
      await ask('Fehler E17', { [field]: newId() });
      expect(await db.query('select wording from knowledge_question')).toEqual([]);
    },
  );

  it('is none about a product that is not shown to who asks', async () => {
    const productId = await insert(db, 'product', { name: 'P1' });
    await recordQuestion(asStaff(db, ['knowledge:read']), { text: 'Fehler E17', language: 'de', productId });
    expect(await db.query('select wording from knowledge_question')).toEqual([]);
  });

  it('is kept among ten thousand: what was asked once and long ago makes room', async () => {
    await ask('Drucker druckt nicht');
    await ask('Drucker druckt nicht');
    await db.query(
      `insert into knowledge_question (id, fingerprint, wording, language, last_asked_at)
       select gen_random_uuid(), 'f' || n, 'Noise ' || n, 'de', now() - make_interval(secs => n)
         from generate_series(1, 9999) n`,
    );
    await db.query(
      `update knowledge_question set last_asked_at = now() - interval '300 days' where count = 2`,
    );
    await ask('Fräse fräst nicht');
    const [kept] = await db.query(
      `select count(*)::int as rows, max(fingerprint) filter (where fingerprint = 'f9499') as newer,
              max(fingerprint) filter (where fingerprint = 'f9500') as oldest,
              count(*) filter (where wording in ('Drucker druckt nicht', 'Fräse fräst nicht'))::int as real
         from knowledge_question`,
    );
    expect(kept).toEqual({ rows: 9_501, newer: 'f9499', oldest: null, real: 2 });
  });

  it('is asked for by time', async () => {
    await ask('Alt');
    await db.query(`update knowledge_question set last_asked_at = now() - interval '91 days'`);
    expect([await report(), (await report({ since: new Date('2020-01-01') })).length]).toEqual([[], 1]);
  });
});

describe('a ticket that was solved without an article', () => {
  it('is a question, together with the searches for the same', async () => {
    await ask('Maschine startet nicht');
    const { id } = await solvedTicket('Die Maschine startet nicht');
    expect(await report()).toMatchObject([{ searches: 1, ticketIds: [id] }]);
  });

  it('is read in the language it looks like', async () => {
    await solvedTicket('The lathe is not starting');
    expect(await report({ language: 'en' })).toMatchObject([{ language: 'en' }]);
  });

  it('is found by its language in any spelling; what is no language is refused', async () => {
    await solvedTicket('Die Maschine startet nicht');
    await ask('Drucker druckt nicht');
    expect(await report({ language: 'DE' })).toHaveLength(2);
    await expect(report({ language: 'German' })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['filter', 'language'],
    });
  });

  it('is none where an article was used', async () => {
    const { globalId: ticketId } = await solvedTicket('Die Maschine startet nicht');
    await linkArticle(asSystem(db), { articleId: globalId(await published(db)), ticketId });
    expect(await report()).toEqual([]);
  });

  it('is none while it is open', async () => {
    await open(asSystem(db), await addCustomer(db), { subject: 'Noch offen' });
    expect(await report()).toEqual([]);
  });

  it('is found in its category and those above', async () => {
    const parent = await insert(db, 'ticket_category', { name: 'Machines' });
    const child = await insert(db, 'ticket_category', { name: 'Lathes', parent_id: parent });
    await solvedTicket('Maschine steht', { categoryId: encodeId('TicketCategory', child) });
    expect(await report({ categoryId: encodeId('TicketCategory', parent) })).toMatchObject([
      { categoryId: child },
    ]);
  });

  it('is an example for the article, the last solved first', async () => {
    const first = await solvedTicket('Maschine steht still');
    const second = await solvedTicket('Maschine steht still');
    const [group] = await report();
    expect((await loadExampleTickets(asSystem(db), group!)).map(({ id }) => id)).toEqual([
      second.id,
      first.id,
    ]);
  });

  it('is not told to who may not read tickets', async () => {
    await solvedTicket('Geheimnis');
    expect(await report({}, asStaff(db, ['knowledge:write']))).toEqual([]);
  });
});

describe('the report', () => {
  it('is for our own people', () =>
    expect(report({}, asCustomer(db, newId()))).rejects.toMatchObject({ code: 'FORBIDDEN' }));

  it('shows at most what one page may have', () =>
    expect(questionsWithoutArticle(asSystem(db), { first: 101 })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      field: ['first'],
    }));
});
