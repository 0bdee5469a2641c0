import type { ArticleStep } from '../../entities/knowledge/enums.ts';
import { ArticleRevision } from '../../entities/knowledge/article-revision.ts';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { Agent } from '../../entities/people/agent.ts';
import type { EventType } from '../../events/event-types.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { lockRecord } from '../writes/records.ts';
import type { ArticleText } from './article-fields.ts';

/** Who is not one of us works on no article, whatever the scopes say. */
export function requireAuthor(context: RequestContext): void {
  requireWholeReach(context, 'work on articles');
}

/** A change that authors make: checks, locks and runs it. */
export function changeArticle(
  context: RequestContext,
  { id: globalId, expectedVersion }: { readonly id: string; readonly expectedVersion?: number | null },
  work: (tx: Transaction, article: KnowledgeArticle) => Promise<void>,
): Promise<{ id: string }> {
  requireAuthor(context);
  const id = decodeRequiredId('KnowledgeArticle', globalId, 'id');
  return inTransaction(context, async (tx) => {
    await work(tx, await lockRecord(tx, KnowledgeArticle, id, { expectedVersion }));
    return { id };
  });
}

export interface Step {
  readonly step: ArticleStep;
  readonly reason?: string | null;
  readonly changed?: readonly string[];
  readonly text?: ArticleText;
}

/** Writes down what was done, by whom and why. The article is locked: its revisions are counted without gaps. */
export async function addRevision(
  tx: Transaction,
  { viewer }: RequestContext,
  article: KnowledgeArticle,
  { step, reason, changed, text }: Step,
): Promise<ArticleRevision> {
  const [last] = await tx.query<{ number: number }>(
    'select coalesce(max(number), 0) as number from article_revision where article_id = $1',
    [article.id],
  );
  const revision = new ArticleRevision();
  revision.article = article;
  revision.number = (last?.number ?? 0) + 1;
  revision.step = step;
  revision.language = text?.language ?? null;
  revision.title = text?.title ?? null;
  revision.question = text?.question ?? null;
  revision.answer = text?.answer ?? null;
  revision.audience = article.audience;
  revision.productId = article.product?.id ?? null;
  revision.categoryId = article.category?.id ?? null;
  revision.validUntil = article.validUntil;
  revision.changed = [...(changed ?? [])];
  revision.reason = reason ?? null;
  revision.authorName = viewer.name;
  revision.agent = viewer.agentId ? tx.em.getReference(Agent, viewer.agentId) : null;
  tx.em.persist(revision);
  if (text?.language === article.mainLanguage && article.status !== 'PUBLISHED') article.title = text.title;
  // Each step counts as a change, also where no column of the article is another one now.
  article.updatedAt = new Date();
  await tx.em.flush();
  return revision;
}

/** Articles hang on no customer: only who reaches everything hears of them. Texts are read, not announced. */
export function announceArticle(
  tx: Transaction,
  type: EventType,
  article: KnowledgeArticle,
  data: Record<string, unknown> = {},
): void {
  tx.announce({
    type,
    subject: { type: 'KnowledgeArticle', id: article.id },
    customerId: null,
    data: { audience: article.audience, ...data },
  });
}
