import type { z } from 'zod';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import type { RequestContext } from '../context.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges } from '../writes/records.ts';
import {
  answerField,
  type ArticleText,
  questionField,
  reasonField,
  settingsFields,
  settingsOf,
  titleField,
} from './article-fields.ts';
import { addRevision, announceArticle, requireAuthor } from './article-record.ts';
import { languageField } from '../writes/language.ts';
import { changedFields, saveText } from './save-text.ts';

const createInput = settingsFields.extend({
  language: languageField,
  title: titleField,
  question: questionField,
  answer: answerField.nullish(),
  reason: reasonField,
});

export type CreateArticleInput = z.input<typeof createInput>;

/** Begins an article: a draft that only authors see. */
export async function createArticle(
  context: RequestContext,
  raw: CreateArticleInput,
): Promise<{ id: string }> {
  requireAuthor(context);
  const { language, title, question, answer, reason, ...settings } = checkInput(createInput, raw);
  return inTransaction(context, async (tx) => {
    const article = new KnowledgeArticle();
    applyChanges(article, await settingsOf(tx, context, settings));
    const text = { language, title, question: question ?? null, answer: answer ?? '' };
    await beginArticle(tx, context, article, text, reason);
    return { id: article.id };
  });
}

/** Stores a new article with its first text and revision. */
export async function beginArticle(
  tx: Transaction,
  context: RequestContext,
  article: KnowledgeArticle,
  text: ArticleText,
  reason: string | null | undefined,
): Promise<void> {
  article.mainLanguage = text.language;
  article.title = text.title;
  tx.em.persist(article);
  const revision = await addRevision(tx, context, article, {
    step: 'SAVED',
    reason,
    changed: changedFields(null, text),
    text,
  });
  await saveText(tx, article, revision, text);
  announceArticle(tx, 'article_draft.created', article, { language: text.language });
}
