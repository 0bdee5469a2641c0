import type { Database } from '../../../src/shared/database.ts';
import { newId } from '../../../src/shared/ids.ts';

export interface PublishedArticle {
  readonly title: string;
  readonly question?: string;
  readonly answer?: string;
  readonly language?: string;
  readonly audience?: 'INTERNAL' | 'PARTNER' | 'PUBLIC';
  readonly status?: string;
  readonly productId?: string;
  readonly categoryId?: string;
  readonly validUntil?: string;
  readonly solvedCount?: number;
  readonly publishedDaysAgo?: number;
}

/** An article as the services of area knowledge leave it after a publication; answers its raw uuid. */
export async function publish(db: Database, article: PublishedArticle): Promise<string> {
  const { title, language = 'de', audience = 'PUBLIC', status = 'PUBLISHED' } = article;
  const [id, revision] = [newId(), newId()];
  const ago = article.publishedDaysAgo ?? 0;
  await db.query(
    `insert into knowledge_article (id, title, status, draft_status, audience, main_language, product_id, category_id,
                                    valid_until, solved_count, published_at)
     values ($1, $2, $3, null, $4, $5, $6, $7, $8, $9, now() - make_interval(days => $10))`,
    [
      id,
      title,
      status,
      audience,
      language,
      article.productId ?? null,
      article.categoryId ?? null,
      article.validUntil ?? null,
      article.solvedCount ?? 0,
      ago,
    ],
  );
  await db.query(
    `insert into article_revision (id, article_id, number, step, language, title, question, answer, audience, changed,
                                   author_name)
     values ($1, $2, 1, 'SAVED', $3, $4, $5, $6, $7, '{title}', 'test')`,
    [revision, id, language, title, article.question ?? null, article.answer ?? '', audience],
  );
  await db.query(
    `insert into article_variant (id, article_id, language, title, question, answer, answer_text,
                                  published_revision_id, latest_revision_id, published_at)
     values ($1, $2, $3, $4, $5, $6, $6, $7, $7, now())`,
    [newId(), id, language, title, article.question ?? null, article.answer ?? '', revision],
  );
  return id;
}
