import { archiveArticle, reopenArticle } from '../../src/services/knowledge/archive-article.ts';
import { publishArticle } from '../../src/services/knowledge/publish-article.ts';
import { restoreRevision } from '../../src/services/knowledge/restore-revision.ts';
import { sendBackArticle, submitArticle } from '../../src/services/knowledge/review-article.ts';
import { loadDraft, loadText, loadTexts } from '../../src/services/knowledge/texts.ts';
import { updateArticle, type UpdateArticleInput } from '../../src/services/knowledge/update-article.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { addAgent } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { announced, asStaff, draft, globalId, publish, published, read, revisionsOf } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const update = (id: string, input: Omit<UpdateArticleInput, 'id'>, context = asSystem(db)) =>
  updateArticle(context, { id: globalId(id), ...input });
const shown = async (id: string, language?: string) =>
  (await loadText(asSystem(db), await read(db, id), language))?.answer;
const drafted = async (id: string, language?: string) =>
  (await loadDraft(asSystem(db), await read(db, id), language))?.answer;

describe('a new article', () => {
  it('is a draft for our own people', async () =>
    expect(await read(db, await draft(db))).toMatchObject({
      status: 'DRAFT',
      draftStatus: 'DRAFT',
      audience: 'INTERNAL',
      mainLanguage: 'de',
      version: 1,
      publishedAt: null,
    }));

  it('has its first revision, with who and why', async () => {
    const agent = await addAgent(db);
    const id = await draft(db, { reason: 'Asked for every Monday' });
    await update(id, { title: 'Anna was here' }, asStaff(db, ['knowledge:write'], agent));
    expect(await revisionsOf(db, id)).toMatchObject([
      { number: 1, step: 'SAVED', reason: 'Asked for every Monday', authorName: 'test', agentId: null },
      { number: 2, changed: ['title'], title: 'Anna was here', authorName: 'Anna', agentId: agent },
    ]);
  });

  it('is announced to those who write articles, without its text', async () => {
    const id = await draft(db, { title: 'Secret' });
    expect(await announced(db, id)).toEqual([
      { type: 'article_draft.created', data: { audience: 'INTERNAL', language: 'de' }, customer_id: null },
    ]);
  });

  it.each([
    ['a language that is none', { language: 'Deutsch!' }, 'language'],
    ['no title', { title: '  ' }, 'title'],
    ['a validity that is no day', { validUntil: '2026-02-30' }, 'validUntil'],
  ])('is refused with %s', (_, input, field) =>
    expect(draft(db, input)).rejects.toMatchObject({ code: 'INVALID', field: [field] }),
  );

  it.each([
    ['Product', 'productId'],
    ['TicketCategory', 'categoryId'],
  ])('is refused with a %s that does not exist', (type, field) =>
    expect(draft(db, { [field]: encodeId(type, newId()) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: [field],
    }),
  );

  it('spells its language as the standard does', async () =>
    expect((await read(db, await draft(db, { language: 'pt-br' }))).mainLanguage).toBe('pt-BR'));
});

describe('a change', () => {
  it('is not shown to readers until it is published', async () => {
    const id = await published(db, { answer: 'Old' });
    await update(id, { answer: 'New' });
    expect([await shown(id), await drafted(id), await read(db, id)]).toEqual([
      'Old',
      'New',
      expect.objectContaining({ status: 'PUBLISHED', draftStatus: 'DRAFT' }),
    ]);
  });

  it('of the title is not shown in lists either', async () => {
    const id = await published(db, { title: 'Old' });
    await update(id, { title: 'New' });
    expect((await read(db, id)).title).toBe('Old');
  });

  it('is shown once it is published', async () => {
    const id = await published(db, { title: 'Old', answer: 'Old' });
    await update(id, { title: 'New', answer: 'New' });
    await publish(db, id);
    expect([await shown(id), (await read(db, id)).title]).toEqual(['New', 'New']);
  });

  it('leaves what is omitted and clears what is null', async () => {
    const id = await draft(db, { question: 'Why?', answer: 'Because' });
    await update(id, { question: null });
    expect(await loadDraft(asSystem(db), await read(db, id), null)).toMatchObject({
      question: null,
      answer: 'Because',
    });
  });

  it('that changes nothing is no revision', async () => {
    const id = await draft(db, { answer: 'Same' });
    await update(id, { answer: 'Same', audience: 'INTERNAL' });
    expect([(await revisionsOf(db, id)).length, (await read(db, id)).version]).toEqual([1, 1]);
  });

  it('counts one version', async () => {
    const id = await draft(db);
    await update(id, { title: 'Other', audience: 'PUBLIC' });
    expect((await read(db, id)).version).toBe(2);
  });

  it('is refused when somebody else was faster', async () => {
    const id = await draft(db);
    await update(id, { title: 'First' });
    await expect(update(id, { title: 'Second', expectedVersion: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('takes an article out of the review', async () => {
    const id = await draft(db);
    await submitArticle(asSystem(db), { id: globalId(id) });
    await update(id, { answer: 'Better' });
    expect((await read(db, id)).status).toBe('DRAFT');
  });

  it('of the audience of a published article takes who may publish', async () => {
    const id = await published(db);
    await expect(update(id, { audience: 'PUBLIC' }, asStaff(db, ['knowledge:write']))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      field: ['audience'],
    });
  });

  it('of the audience of a published article is its readers’ at once, and announced as such', async () => {
    const id = await published(db);
    await update(id, { audience: 'PUBLIC' });
    expect([await read(db, id), (await announced(db, id)).at(-1)]).toEqual([
      expect.objectContaining({ audience: 'PUBLIC', draftStatus: null }),
      { type: 'article.updated', data: { audience: 'PUBLIC', changed: ['audience'] }, customer_id: null },
    ]);
  });

  it.each(['PARTNER', 'CUSTOMER'] as const)('is not made by a %s', async (kind) => {
    const id = await draft(db);
    const reach = kind === 'PARTNER' ? { kind, partnerId: newId() } : { kind, customerId: newId() };
    const context = asSystem(db);
    const outsider = { ...context, viewer: { ...context.viewer, reach } };
    await expect(update(id, { title: 'Mine' }, outsider)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a review', () => {
  it('gives the article back with what is to be changed', async () => {
    const id = await draft(db);
    await submitArticle(asSystem(db), { id: globalId(id), reason: 'Please look' });
    await sendBackArticle(asSystem(db), { id: globalId(id), reason: 'Which printer?' });
    expect([(await read(db, id)).status, await revisionsOf(db, id)]).toEqual([
      'DRAFT',
      [
        expect.objectContaining({ step: 'SAVED' }),
        expect.objectContaining({ step: 'SUBMITTED', reason: 'Please look' }),
        expect.objectContaining({ step: 'SENT_BACK', reason: 'Which printer?' }),
      ],
    ]);
  });

  it('does not give it back without a word', async () => {
    const id = await draft(db);
    await submitArticle(asSystem(db), { id: globalId(id) });
    await expect(sendBackArticle(asSystem(db), { id: globalId(id), reason: ' ' })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['reason'],
    });
  });

  it('cannot be skipped', async () =>
    expect(publishArticle(asSystem(db), { id: globalId(await draft(db)) })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    }));

  it.each(['', '   ', '\n\n---\n'])('does not publish an answer that says nothing: %j', async (answer) => {
    const id = await draft(db, { answer });
    await submitArticle(asSystem(db), { id: globalId(id) });
    await expect(publishArticle(asSystem(db), { id: globalId(id) })).rejects.toThrow('has no answer yet');
  });

  it('does not publish what has expired', async () => {
    const id = await draft(db, { validUntil: '2020-01-01' });
    await submitArticle(asSystem(db), { id: globalId(id) });
    await expect(publishArticle(asSystem(db), { id: globalId(id) })).rejects.toThrow('later `validUntil`');
  });

  it('announces what readers get', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    expect((await announced(db, id)).at(-1)).toEqual({
      type: 'article.published',
      data: { audience: 'PUBLIC', languages: ['de'], first: true },
      customer_id: null,
    });
  });
});

describe('another language', () => {
  it('is shown to who asks for it, once it is published', async () => {
    const id = await published(db, { answer: 'Rolle reinigen' });
    await update(id, { language: 'en', title: 'Printer takes no paper', answer: 'Clean the roller' });
    expect(await shown(id, 'en')).toBe('Rolle reinigen');
    await publish(db, id);
    expect([await shown(id, 'en'), await shown(id, 'fr')]).toEqual(['Clean the roller', 'Rolle reinigen']);
  });

  it('needs a title', async () => {
    const id = await draft(db);
    await expect(update(id, { language: 'en', answer: 'Clean' })).rejects.toMatchObject({
      code: 'INVALID',
      field: ['title'],
    });
  });

  it('is there once, however it is spelled', async () => {
    const id = await published(db);
    for (const language of ['en-GB', 'en-gb']) await update(id, { language, title: language, answer: 'x' });
    await publish(db, id);
    expect((await loadTexts(asSystem(db), await read(db, id))).map((text) => text.language)).toEqual([
      'de',
      'en-GB',
    ]);
  });

  it('is not the title of the article', async () => {
    const id = await draft(db, { title: 'Deutsch' });
    await update(id, { language: 'en', title: 'English', answer: 'x' });
    await publish(db, id);
    expect((await read(db, id)).title).toBe('Deutsch');
  });
});

describe('an earlier revision', () => {
  it('is brought back as a draft', async () => {
    const id = await published(db, { answer: 'First' });
    await update(id, { answer: 'Second' });
    await publish(db, id);
    const [first] = await revisionsOf(db, id);
    await restoreRevision(asSystem(db), { revisionId: encodeId('ArticleRevision', first?.id ?? '') });
    expect([await shown(id), await drafted(id), (await revisionsOf(db, id)).at(-1)]).toEqual([
      'Second',
      'First',
      expect.objectContaining({ step: 'RESTORED', reason: 'Revision 1 again.' }),
    ]);
  });

  it('that saved no text has none to bring back', async () => {
    const id = await published(db);
    const last = (await revisionsOf(db, id)).at(-1);
    await expect(
      restoreRevision(asSystem(db), { revisionId: encodeId('ArticleRevision', last?.id ?? '') }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: ['revisionId'] });
  });
});

describe('an archived article', () => {
  it('is not changed before it is reopened', async () => {
    const id = await published(db);
    await archiveArticle(asSystem(db), { id: globalId(id), reason: 'Product is gone' });
    await expect(update(id, { title: 'x' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('is a draft when it is reopened, also where it was published', async () => {
    const id = await published(db);
    await archiveArticle(asSystem(db), { id: globalId(id) });
    await reopenArticle(asSystem(db), { id: globalId(id) });
    expect([(await read(db, id)).status, await shown(id)]).toEqual(['DRAFT', undefined]);
  });

  it('is announced to readers only if they had it', async () => {
    const [had, never] = [await published(db), await draft(db)];
    for (const id of [had, never]) await archiveArticle(asSystem(db), { id: globalId(id) });
    expect([(await announced(db, had)).at(-1)?.type, (await announced(db, never)).at(-1)?.type]).toEqual([
      'article.archived',
      'article_draft.archived',
    ]);
  });
});
