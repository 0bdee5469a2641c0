import { z } from 'zod';
import { newId } from '../../shared/ids.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { requireArticle } from './require-article.ts';
import { voiceOf } from './voice.ts';

const feedbackInput = z.strictObject({
  articleId: z.string(),
  helped: z.boolean(),
  comment: z.string().trim().max(5_000).nullish(),
});

export type GiveArticleFeedbackInput = z.input<typeof feedbackInput>;

/** Says whether an article helped, or changes what the same viewer said before. */
export async function giveFeedback(
  context: RequestContext,
  raw: GiveArticleFeedbackInput,
): Promise<{ id: string }> {
  const { articleId, helped, comment } = checkInput(feedbackInput, raw);
  return inTransaction(context, async (tx) => {
    const article = await requireArticle(tx, context, articleId);
    if (article.status !== 'PUBLISHED') {
      throw new DomainError(
        'NOT_ALLOWED',
        'The article is not published: nobody it could have helped.',
        'articleId',
      );
    }
    const given = await tx.query(
      `insert into article_feedback (id, article_id, given_by, agent_id, helped, comment)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (article_id, given_by) do update set helped = excluded.helped, updated_at = now(),
         comment = case when $7::boolean then excluded.comment else article_feedback.comment end
       where article_feedback.helped <> excluded.helped
          or ($7::boolean and article_feedback.comment is distinct from excluded.comment)
       returning id`,
      [
        newId(),
        article.id,
        voiceOf(context.viewer),
        context.viewer.agentId,
        helped,
        comment || null,
        comment !== undefined,
      ],
    );
    if (given.length > 0) {
      tx.announce({
        type: 'article.feedback_given',
        subject: { type: 'KnowledgeArticle', id: article.id },
        customerId: null,
        data: { helped, personal: ['comment'] },
      });
    }
    return { id: article.id };
  });
}
