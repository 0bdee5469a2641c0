import { z } from 'zod';
import { ArticleRevision } from '../../entities/knowledge/article-revision.ts';
import { DomainError } from '../../shared/errors.ts';
import { encodeId } from '../../shared/ids.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { checkInput } from '../writes/check-input.ts';
import { notFound } from '../writes/records.ts';
import { reasonField, versionField } from './article-fields.ts';
import { addRevision, announceArticle, changeArticle, requireAuthor } from './article-record.ts';
import { afterEdit } from './article-state.ts';
import { saveText } from './save-text.ts';

const restoreInput = z.strictObject({
  revisionId: z.string(),
  reason: reasonField,
  expectedVersion: versionField,
});

export type RestoreArticleRevisionInput = z.input<typeof restoreInput>;

/** Saves the text of an earlier revision again, as a draft; settings stay as they are. */
export async function restoreRevision(
  context: RequestContext,
  raw: RestoreArticleRevisionInput,
): Promise<{ id: string }> {
  requireAuthor(context);
  const { revisionId, reason, expectedVersion } = checkInput(restoreInput, raw);
  const id = decodeRequiredId('ArticleRevision', revisionId, 'revisionId');
  const earlier = await context.db.orm.em.fork().findOne(ArticleRevision, { id });
  if (!earlier) throw notFound('ArticleRevision', id, 'revisionId');
  const { language, title, question, answer } = earlier;
  if (language === null || title === null || answer === null) {
    throw new DomainError(
      'NOT_ALLOWED',
      `Revision ${earlier.number} saved no text: there is none to restore.`,
      'revisionId',
    );
  }
  const named = { id: encodeId('KnowledgeArticle', earlier.article.id), expectedVersion };
  return changeArticle(context, named, async (tx, article) => {
    Object.assign(article, afterEdit(article));
    const text = { language, title, question, answer };
    const changed = ['title', 'question', 'answer'];
    const revision = await addRevision(tx, context, article, {
      step: 'RESTORED',
      reason: reason ?? `Revision ${earlier.number} again.`,
      changed,
      text,
    });
    await saveText(tx, article, revision, text);
    announceArticle(tx, 'article_draft.saved', article, { language, changed, restored: earlier.number });
  });
}
