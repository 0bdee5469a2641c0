import { archiveArticle } from '../../src/services/knowledge/archive-article.ts';
import {
  draftStatusOf,
  isExpired,
  listArticles,
  loadArticle,
  nextStatusesOf,
} from '../../src/services/knowledge/articles.ts';
import type { ArticleFilter } from '../../src/services/knowledge/article-filter.ts';
import { giveFeedback } from '../../src/services/knowledge/give-feedback.ts';
import { linkArticle } from '../../src/services/knowledge/link-article.ts';
import { sendBackArticle, submitArticle } from '../../src/services/knowledge/review-article.ts';
import { loadRevision } from '../../src/services/knowledge/revisions.ts';
import { loadDrafts } from '../../src/services/knowledge/texts.ts';
import { updateArticle } from '../../src/services/knowledge/update-article.ts';
import { recordView } from '../../src/services/knowledge/views.ts';
import { scopeOfEvent } from '../../src/events/event-types.ts';
import { loadNode } from '../../src/services/load-node.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { businessToday } from '../../src/shared/business-time.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { insert } from '../access/matrix/insert.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asPartner, asSystem } from '../support/viewers.ts';
import { addCustomer, open } from '../tickets/support.ts';
import { asReader, asStaff, draft, globalId, publish, published, read, revisionsOf } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

async function noArticles(): Promise<void> {
  await db.query('delete from article_variant');
  await db.query('delete from knowledge_article');
}

/** The same viewer with every scope there is: reach alone must hold. */
const withEveryScope = (context: RequestContext): RequestContext => ({
  ...context,
  viewer: { ...context.viewer, scopes: asSystem(db).viewer.scopes },
});

const viewers = {
  'a customer': () => asCustomer(db, newId()),
  'a customer with every scope': () => withEveryScope(asCustomer(db, newId())),
  'a partner': () => asPartner(db, newId()),
  'a partner with every scope': () => withEveryScope(asPartner(db, newId())),
  'a colleague who reads': () => asReader(db),
  'an author': () => asStaff(db, ['knowledge:read', 'knowledge:write']),
};

/** An article of every kind, by its title. */
async function oneOfEach(): Promise<void> {
  for (const audience of ['INTERNAL', 'PARTNER', 'PUBLIC'] as const) {
    await published(db, { title: `${audience} published`, audience });
    await draft(db, { title: `${audience} draft`, audience });
    const archived = await published(db, { title: `${audience} archived`, audience });
    await archiveArticle(asSystem(db), { id: globalId(archived) });
    const expired = await published(db, { title: `${audience} expired`, audience });
    await updateArticle(asSystem(db), { id: globalId(expired), validUntil: '2020-01-01' });
  }
}

const publicOnes = ['PUBLIC published'];
const publishedOnes = ['INTERNAL', 'PARTNER', 'PUBLIC'].flatMap((each) => [
  `${each} expired`,
  `${each} published`,
]);
const seen = {
  'a customer': publicOnes,
  'a customer with every scope': publicOnes,
  'a partner': ['PARTNER published', ...publicOnes],
  'a partner with every scope': ['PARTNER published', ...publicOnes],
  'a colleague who reads': publishedOnes,
  'an author': ['INTERNAL', 'PARTNER', 'PUBLIC'].flatMap((each) =>
    ['archived', 'draft', 'expired', 'published'].map((kind) => `${each} ${kind}`),
  ),
};

describe('of one article of every kind', () => {
  beforeAll(oneOfEach);
  describe.each(Object.keys(viewers) as (keyof typeof viewers)[])('%s', (name) => {
    const viewer = () => viewers[name]();

    it('is listed just what is for it, and counts no more', async () => {
      const page = await listArticles(viewer(), { first: 100 });
      expect([page.nodes.map(({ title }) => title), await page.countTotal()]).toEqual([
        seen[name],
        seen[name].length,
      ]);
    });

    it('finds just these by id', async () => {
      const { nodes } = await listArticles(asSystem(db), { first: 100 });
      const found = await Promise.all(nodes.map(({ id }) => loadNode(viewer(), globalId(id))));
      expect(found.flatMap((each) => (each ? [(each as { title: string }).title] : []))).toEqual(seen[name]);
    });
  });
});

describe('what is being worked on', () => {
  beforeEach(noArticles);

  const outsiders = Object.entries(viewers).filter(([name]) => name !== 'an author');

  it.each(outsiders)('is unknown to %s', async (_, viewer) => {
    const id = await published(db, { audience: 'PUBLIC' });
    await updateArticle(asSystem(db), { id: globalId(id), answer: 'Secret' });
    const [article, context] = [await read(db, id), viewer()];
    expect([
      await loadDrafts(context, article),
      draftStatusOf(context, article),
      nextStatusesOf(context, article),
      (await listArticles(context, { filter: { draftStatus: 'DRAFT' } })).nodes,
    ]).toEqual([[], null, [], []]);
  });

  it.each(outsiders)('is no language that %s finds', async (_, viewer) => {
    const id = await published(db, { audience: 'PUBLIC' });
    await updateArticle(asSystem(db), { id: globalId(id), language: 'en', title: 'x', answer: 'x' });
    expect((await listArticles(viewer(), { filter: { language: 'en' } })).nodes).toEqual([]);
  });

  it.each(outsiders)('is no revision that %s finds by id', async (_, viewer) => {
    const id = await published(db, { audience: 'PUBLIC' });
    const [first] = await revisionsOf(db, id);
    expect([
      await loadRevision(viewer(), first?.id),
      await loadNode(viewer(), encodeId('ArticleRevision', first?.id ?? '')),
    ]).toEqual([null, null]);
  });

  it('is announced to those who write articles, what is published to those who read', () =>
    expect([scopeOfEvent('article_draft.saved'), scopeOfEvent('article.published')]).toEqual([
      'knowledge:write',
      'knowledge:read',
    ]));
});

describe('the version and the time of change that outsiders see', () => {
  let id: string;
  const shown = async () => {
    const { version, updatedAt } = (await loadArticle(asCustomer(db, newId()), id))!;
    return { version, updatedAt };
  };
  beforeAll(async () => {
    id = await published(db, { audience: 'PUBLIC' });
  });

  it('are not moved by what is written, reviewed, asked and linked', async () => {
    const before = await shown();
    await updateArticle(asSystem(db), { id: globalId(id), title: 'Noch geheim' });
    await submitArticle(asSystem(db), { id: globalId(id) });
    await sendBackArticle(asSystem(db), { id: globalId(id), reason: 'Why?' });
    await giveFeedback(asSystem(db), { articleId: globalId(id), helped: true });
    await recordView(asSystem(db), { articleId: globalId(id) });
    const ticket = await open(asSystem(db), await addCustomer(db));
    await linkArticle(asSystem(db), { articleId: globalId(id), ticketId: ticket.globalId, solved: true });
    expect(await shown()).toEqual(before);
    expect((await read(db, id)).version).toBeGreaterThan(before.version);
  });

  it('are moved by a publication, and by settings that are theirs at once', async () => {
    const before = await shown();
    await publish(db, id);
    const between = await shown();
    await updateArticle(asSystem(db), { id: globalId(id), validUntil: '2999-12-31' });
    const after = await shown();
    expect([between.version - before.version, after.version - between.version]).toEqual([1, 1]);
    const times = [before, between, after].map(({ updatedAt }) => Date.parse(updatedAt));
    expect(times[0]! < times[1]! && times[1]! < times[2]!).toBe(true);
  });

  it('order their list', async () => {
    const later = await published(db, { audience: 'PUBLIC' });
    await updateArticle(asSystem(db), { id: globalId(id), title: 'Wieder geheim' });
    const args = { orderBy: { field: 'UPDATED_AT', direction: 'DESC' }, first: 2 } as const;
    const ids = async (context = asSystem(db)) =>
      (await listArticles(context, args)).nodes.map((article) => article.id);
    expect(await ids(asCustomer(db, newId()))).toEqual([later, id]);
    expect(await ids()).toEqual([id, later]);
  });
});

describe('the last day of validity', () => {
  beforeEach(noArticles);

  it('still counts', async () => {
    const id = await published(db, { audience: 'PUBLIC', validUntil: businessToday() });
    expect([isExpired(await read(db, id)), await loadArticle(asCustomer(db, newId()), id)]).toEqual([
      false,
      expect.objectContaining({ id }),
    ]);
  });

  it('is marked for our own people once it has passed', async () => {
    const id = await published(db, { audience: 'PUBLIC', validUntil: businessToday() });
    await db.query(`update knowledge_article set valid_until = valid_until - 1 where id = $1`, [id]);
    expect([
      isExpired(await read(db, id)),
      (await listArticles(asReader(db), { filter: { expired: true } })).nodes.map((article) => article.id),
    ]).toEqual([true, [id]]);
  });
});

describe('the list of articles', () => {
  beforeEach(noArticles);

  const titles = async (filter: ArticleFilter) =>
    (await listArticles(asSystem(db), { filter })).nodes.map(({ title }) => title);

  it('finds what is in a category and below it', async () => {
    const parent = await insert(db, 'ticket_category', { name: 'Printers' });
    const child = await insert(db, 'ticket_category', { name: 'Paper', parent_id: parent });
    await draft(db, { title: 'In', categoryId: encodeId('TicketCategory', parent) });
    await draft(db, { title: 'Below', categoryId: encodeId('TicketCategory', child) });
    await draft(db, { title: 'Elsewhere' });
    expect([
      await titles({ categoryId: encodeId('TicketCategory', parent) }),
      await titles({ categoryId: encodeId('TicketCategory', child) }),
    ]).toEqual([['Below', 'In'], ['Below']]);
  });

  it('finds what is about a product', async () => {
    const product = encodeId('Product', await insert(db, 'product', { name: 'P1' }));
    await draft(db, { title: 'About', productId: product });
    await draft(db, { title: 'Not about' });
    expect(await titles({ productId: product })).toEqual(['About']);
  });

  it('finds what waits for a review, published or not', async () => {
    await draft(db, { title: 'Draft' });
    const id = await published(db, { title: 'Published' });
    await updateArticle(asSystem(db), { id: globalId(id), answer: 'New' });
    expect([await titles({ draftStatus: 'DRAFT' }), await titles({ statuses: ['DRAFT'] })]).toEqual([
      ['Draft', 'Published'],
      ['Draft'],
    ]);
  });

  it('finds what will have to be looked at', async () => {
    await draft(db, { title: 'Soon', validUntil: '2030-01-01' });
    await draft(db, { title: 'Later', validUntil: '2031-01-01' });
    await draft(db, { title: 'Never' });
    expect([await titles({ validUntilBefore: '2030-06-01' }), await titles({ expired: false })]).toEqual([
      ['Soon'],
      ['Later', 'Never', 'Soon'],
    ]);
  });

  it('is paged in every order, without an end of validity, too', async () => {
    for (const title of ['A', 'B', 'C']) await draft(db, { title });
    for (const field of ['TITLE', 'UPDATED_AT', 'PUBLISHED_AT', 'VALID_UNTIL'] as const) {
      const orderBy = { field, direction: 'ASC' as const };
      const first = await listArticles(asSystem(db), { first: 2, orderBy });
      const rest = await listArticles(asSystem(db), { after: first.pageInfo.endCursor, orderBy });
      expect([...first.nodes, ...rest.nodes].map(({ title }) => title).toSorted()).toEqual(['A', 'B', 'C']);
    }
  });
});
