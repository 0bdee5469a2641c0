import {
  feedbackCountsOf,
  type FeedbackFilter,
  listFeedbackOf,
  loadFeedback,
  loadOwnFeedback,
} from '../../src/services/knowledge/feedback.ts';
import { giveFeedback } from '../../src/services/knowledge/give-feedback.ts';
import { recordView, viewsOf } from '../../src/services/knowledge/views.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { newId } from '../../src/shared/ids.ts';
import { addAgent } from '../access/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { announced, asReader, asStaff, draft, globalId, published } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

/** A customer's credential of its own. */
function aCustomer(): RequestContext {
  const context = asCustomer(db, newId());
  return { ...context, viewer: { ...context.viewer, keyId: newId() } };
}

/** The same viewer in a new request. */
const again = ({ viewer }: RequestContext): RequestContext => ({ ...asSystem(db), viewer });

const say = (context: RequestContext, id: string, helped: boolean, comment?: string | null) =>
  giveFeedback(context, { articleId: globalId(id), helped, comment });
const commentsOn = async (context: RequestContext, id: string, filter?: FeedbackFilter) =>
  (await listFeedbackOf(context, id, { filter })).nodes.map(({ comment }) => comment);
const view = (context: RequestContext, id: string) => recordView(context, { articleId: globalId(id) });

describe('feedback', () => {
  it('is counted, helped or not', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    for (const helped of [true, true, false]) await say(aCustomer(), id, helped);
    expect(await feedbackCountsOf(asReader(db), id)).toEqual({ helped: 2, notHelped: 1 });
  });

  it('of one credential is one voice, which may change', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    const customer = aCustomer();
    await say(customer, id, false, 'Step 2 is missing');
    await say(again(customer), id, true);
    expect([await feedbackCountsOf(asReader(db), id), await loadOwnFeedback(again(customer), id)]).toEqual([
      { helped: 1, notHelped: 0 },
      expect.objectContaining({ helped: true, comment: 'Step 2 is missing' }),
    ]);
  });

  it('of one agent is one voice, whatever the credential', async () => {
    const id = await published(db);
    const agent = await addAgent(db);
    for (const keyId of [newId(), newId()]) {
      const context = asStaff(db, ['knowledge:read'], agent);
      await say({ ...context, viewer: { ...context.viewer, keyId } }, id, true);
    }
    expect(await feedbackCountsOf(asReader(db), id)).toEqual({ helped: 1, notHelped: 0 });
  });

  it('loses its comment where that is cleared', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    const customer = aCustomer();
    await say(customer, id, false, 'Wrong');
    await say(again(customer), id, false, null);
    expect(await commentsOn(asReader(db), id)).toEqual([null]);
  });

  it('is announced when it is given or changed, without its comment', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    const customer = aCustomer();
    for (const helped of [false, false, true]) await say(again(customer), id, helped, 'Private words');
    expect((await announced(db, id)).filter(({ type }) => type === 'article.feedback_given')).toEqual(
      [false, true].map((helped) => ({
        type: 'article.feedback_given',
        data: { helped, personal: ['comment'] },
        customer_id: null,
      })),
    );
  });

  it('of others is not shown to a customer, by whatever way', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    await say(aCustomer(), id, false, 'Of another');
    const customer = aCustomer();
    await say(customer, id, true, 'My own');
    const all = await listFeedbackOf(asReader(db), id, {});
    const page = await listFeedbackOf(again(customer), id, {});
    const byId = await Promise.all(all.nodes.map((each) => loadFeedback(again(customer), each.id)));
    expect([
      page.nodes.map(({ comment }) => comment),
      await page.countTotal(),
      byId.flatMap((each) => each?.comment ?? []),
      await feedbackCountsOf(again(customer), id),
    ]).toEqual([['My own'], 1, ['My own'], null]);
  });

  it('is listed for whoever mends the article', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    await say(aCustomer(), id, true);
    await say(aCustomer(), id, false, 'Wrong');
    expect([
      await commentsOn(asReader(db), id, { helped: false }),
      await commentsOn(asReader(db), id, { commented: false }),
    ]).toEqual([['Wrong'], [null]]);
  });

  it('is not given on what one does not see', async () => {
    const id = await published(db, { audience: 'INTERNAL' });
    await expect(say(aCustomer(), id, true)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['articleId'],
    });
  });

  it('is not given on a draft', async () => {
    const id = await draft(db);
    await expect(say(asSystem(db), id, true)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('views', () => {
  it('are counted, each of them, also when many read at once', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    await Promise.all(Array.from({ length: 60 }, () => view(aCustomer(), id)));
    expect(await viewsOf(asReader(db), id, null)).toBe(60);
  });

  it('are counted since a day', async () => {
    const id = await published(db);
    await view(asReader(db), id);
    await db.query(`update article_view set day = '2020-01-01' where article_id = $1`, [id]);
    await view(asReader(db), id);
    expect([
      await viewsOf(asReader(db), id, '2020-01-02'),
      await viewsOf(asReader(db), id, '2020-01-01'),
    ]).toEqual([1, 2]);
  });

  it('are no change of the article, and announced to nobody', async () => {
    const id = await published(db);
    const before = await announced(db, id);
    await view(asReader(db), id);
    expect(await announced(db, id)).toEqual(before);
  });

  it('are not told to a customer', async () => {
    const id = await published(db, { audience: 'PUBLIC' });
    expect(await viewsOf(aCustomer(), id, null)).toBeNull();
  });

  it('of what one does not see are not counted', async () => {
    const id = await published(db, { audience: 'PARTNER' });
    await expect(view(aCustomer(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
