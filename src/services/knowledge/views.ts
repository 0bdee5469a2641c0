import DataLoader from 'dataloader';
import { businessToday } from '../../shared/business-time.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { requireArticle } from './require-article.ts';

/** Readers of one article write to that many rows in turn, so that they do not queue for one. */
const SLOTS = 16;

/** Counts that somebody has read a published article. */
export async function recordView(
  context: RequestContext,
  { articleId }: { readonly articleId: string },
): Promise<{ id: string }> {
  return inTransaction(context, async (tx) => {
    const article = await requireArticle(tx, context, articleId);
    if (article.status !== 'PUBLISHED') {
      throw new DomainError('NOT_ALLOWED', 'Only readers of published articles are counted.', 'articleId');
    }
    await tx.query(
      `insert into article_view (article_id, day, slot, count) values ($1, $2, $3, 1)
       on conflict (article_id, day, slot) do update set count = article_view.count + 1`,
      [article.id, businessToday(), Math.floor(Math.random() * SLOTS)],
    );
    return { id: article.id };
  });
}

/** How often an article was read, since a day (that included) or ever; null for outsiders. */
export async function viewsOf(
  context: RequestContext,
  articleId: string,
  since: string | null | undefined,
): Promise<number | null> {
  if (context.viewer.reach.kind !== 'ALL') return null;
  return context.loaders
    .get(
      `articleViews/${since ?? ''}`,
      () =>
        new DataLoader<string, number>(async (articleIds) => {
          const rows = await context.db.query<{ article_id: string; views: string }>(
            `select article_id, sum(count) as views from article_view
              where article_id = any($1::uuid[]) and day >= coalesce($2::date, '-infinity') group by 1`,
            [articleIds, since ?? null],
          );
          const views = new Map(rows.map((row) => [row.article_id, Number(row.views)]));
          return articleIds.map((id) => views.get(id) ?? 0);
        }),
    )
    .load(articleId);
}
