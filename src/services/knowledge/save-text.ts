import { ArticleVariant } from '../../entities/knowledge/article-variant.ts';
import type { ArticleRevision } from '../../entities/knowledge/article-revision.ts';
import type { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import type { Transaction } from '../transaction.ts';
import type { ArticleText } from './article-fields.ts';

/** The text of an article in a language as it was last saved; null where there is none yet. */
export async function latestText(
  tx: Transaction,
  articleId: string,
  language: string,
): Promise<ArticleText | null> {
  const [text] = await tx.query<ArticleText>(
    `select r.language, r.title, r.question, r.answer from article_variant v
       join article_revision r on r.id = v.latest_revision_id
      where v.article_id = $1 and v.language = $2`,
    [articleId, language],
  );
  return text ?? null;
}

/** What a new text has that the one before has not: names for revision and event. */
export function changedFields(before: ArticleText | null, after: ArticleText): string[] {
  return (['title', 'question', 'answer'] as const).filter(
    (field) => (before?.[field] ?? '') !== (after[field] ?? ''),
  );
}

/** Makes the text of a revision the newest in its language; readers go on seeing what is published. */
export async function saveText(
  tx: Transaction,
  article: KnowledgeArticle,
  revision: ArticleRevision,
  { language }: ArticleText,
): Promise<void> {
  const known = await tx.em.findOne(ArticleVariant, { article: article.id, language });
  const variant = known ?? new ArticleVariant();
  variant.article = article;
  variant.language = language;
  variant.latestRevision = revision;
  tx.em.persist(variant);
}
