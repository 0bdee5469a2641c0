import { z } from 'zod';
import type { RequestContext } from '../context.ts';
import { checkInput } from '../writes/check-input.ts';
import { reasonField, versionField } from './article-fields.ts';
import { addRevision, announceArticle, changeArticle } from './article-record.ts';
import { takeStep } from './article-state.ts';

export const stepInput = z.strictObject({
  id: z.string(),
  reason: reasonField,
  expectedVersion: versionField,
});
const sendBackInput = stepInput.extend({
  reason: z.string().trim().min(1, 'must say what is to be changed').max(2_000),
});

export type ArticleStepInput = z.input<typeof stepInput>;
export type SendBackArticleInput = z.input<typeof sendBackInput>;

/** Submits what was saved: somebody who may publish is to read it. */
export async function submitArticle(context: RequestContext, raw: ArticleStepInput): Promise<{ id: string }> {
  const { reason, ...named } = checkInput(stepInput, raw);
  return changeArticle(context, named, async (tx, article) => {
    Object.assign(article, takeStep(article, 'IN_REVIEW'));
    await addRevision(tx, context, article, { step: 'SUBMITTED', reason });
    announceArticle(tx, 'article_draft.submitted', article);
  });
}

/** The review asks for changes, and says which. */
export async function sendBackArticle(
  context: RequestContext,
  raw: SendBackArticleInput,
): Promise<{ id: string }> {
  const { reason, ...named } = checkInput(sendBackInput, raw);
  return changeArticle(context, named, async (tx, article) => {
    Object.assign(article, takeStep(article, 'DRAFT'));
    await addRevision(tx, context, article, { step: 'SENT_BACK', reason });
    announceArticle(tx, 'article_draft.sent_back', article);
  });
}
