import type { RequestContext } from '../context.ts';
import { checkInput } from '../writes/check-input.ts';
import { addRevision, announceArticle, changeArticle } from './article-record.ts';
import { takeStep } from './article-state.ts';
import { type ArticleStepInput, stepInput } from './review-article.ts';
import { latestText } from './save-text.ts';

/** Takes an article from its readers; its history stays. */
export async function archiveArticle(
  context: RequestContext,
  raw: ArticleStepInput,
): Promise<{ id: string }> {
  const { reason, ...named } = checkInput(stepInput, raw);
  return changeArticle(context, named, async (tx, article) => {
    const wasPublished = article.status === 'PUBLISHED';
    Object.assign(article, takeStep(article, 'ARCHIVED'));
    await addRevision(tx, context, article, { step: 'ARCHIVED', reason });
    announceArticle(tx, wasPublished ? 'article.archived' : 'article_draft.archived', article);
  });
}

/** Makes an archived article a draft again: it has to be reviewed before anybody reads it. */
export async function reopenArticle(context: RequestContext, raw: ArticleStepInput): Promise<{ id: string }> {
  const { reason, ...named } = checkInput(stepInput, raw);
  return changeArticle(context, named, async (tx, article) => {
    Object.assign(article, takeStep(article, 'DRAFT'));
    await tx.query(
      `update article_variant set title = null, question = null, answer = null, answer_text = null,
         published_revision_id = null, published_at = null where article_id = $1`,
      [article.id],
    );
    const text = await latestText(tx, article.id, article.mainLanguage);
    if (text) article.title = text.title;
    await addRevision(tx, context, article, { step: 'REOPENED', reason });
    announceArticle(tx, 'article_draft.reopened', article);
  });
}
