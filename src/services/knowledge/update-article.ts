import { z } from 'zod';
import type { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges } from '../writes/records.ts';
import { noteShownChange } from '../writes/shown-change.ts';
import {
  answerField,
  type ArticleText,
  questionField,
  reasonField,
  settingsFields,
  settingsOf,
  titleField,
  versionField,
} from './article-fields.ts';
import { addRevision, announceArticle, changeArticle } from './article-record.ts';
import { afterEdit } from './article-state.ts';
import { languageField } from '../writes/language.ts';
import { changedFields, latestText, saveText } from './save-text.ts';

const updateInput = settingsFields.extend({
  id: z.string(),
  expectedVersion: versionField,
  language: languageField.nullish(),
  title: titleField.optional(),
  question: questionField,
  answer: answerField.nullish(),
  reason: reasonField,
});

export type UpdateArticleInput = z.input<typeof updateInput>;
type TextChanges = Pick<z.output<typeof updateInput>, 'title' | 'question' | 'answer'>;

/**
 * Saves changes of text and settings as one revision. Text is a draft until it is published; settings of a published
 * article are its readers' at once, so they take who may publish.
 */
export async function updateArticle(
  context: RequestContext,
  raw: UpdateArticleInput,
): Promise<{ id: string }> {
  const input = checkInput(updateInput, raw);
  const { id, expectedVersion, language, title, question, answer, reason, ...settings } = input;
  return changeArticle(context, { id, expectedVersion }, async (tx, article) => {
    const state = afterEdit(article);
    const changedSettings = applyChanges(article, await settingsOf(tx, context, settings));
    requireMayPublish(context, article, changedSettings);

    const inLanguage = language ?? article.mainLanguage;
    const before = await latestText(tx, article.id, inLanguage);
    const after = textAfter(before, inLanguage, { title, question, answer });
    const changedText = after ? changedFields(before, after) : [];
    const text = changedText.length > 0 && after ? after : undefined;
    if (text) Object.assign(article, state);
    const changed = [...changedText, ...changedSettings];
    if (changed.length === 0) return;
    const isShown = changedSettings.length > 0 && article.status === 'PUBLISHED';
    if (isShown) noteShownChange(article);

    const revision = await addRevision(tx, context, article, { step: 'SAVED', reason, changed, text });
    if (text) await saveText(tx, article, revision, text);
    if (text || article.status !== 'PUBLISHED')
      announceArticle(tx, 'article_draft.saved', article, { language: text?.language ?? null, changed });
    if (isShown) announceArticle(tx, 'article.updated', article, { changed: changedSettings });
  });
}

function requireMayPublish(
  { viewer }: RequestContext,
  article: KnowledgeArticle,
  changed: readonly string[],
): void {
  const [field] = changed;
  if (!field || article.status !== 'PUBLISHED' || viewer.scopes.has('knowledge:publish')) return;
  const name = field === 'product' || field === 'category' ? `${field}Id` : field;
  throw new DomainError(
    'FORBIDDEN',
    `The article is published: \`${name}\` would change for its readers at once, which takes the scope knowledge:publish.`,
    name,
  );
}

/** The text with the changes; null where none is named. A language that is new needs a title. */
function textAfter(
  before: ArticleText | null,
  language: string,
  { title, question, answer }: TextChanges,
): ArticleText | null {
  if (title === undefined && question === undefined && answer === undefined) return null;
  const shown = title ?? before?.title;
  if (shown === undefined) {
    throw new DomainError(
      'INVALID',
      `\`title\`: the article has no text in "${language}" yet: give it a title.`,
      'title',
    );
  }
  return {
    language,
    title: shown,
    question: question === undefined ? (before?.question ?? null) : question || null,
    answer: answer === undefined ? (before?.answer ?? '') : (answer ?? ''),
  };
}
