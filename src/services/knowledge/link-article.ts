import type { Queryable } from '../../shared/database.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { requireTicket } from '../tickets/require-ticket.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { type FoundArticle, requireArticle } from './require-article.ts';

export interface LinkArticleInput {
  readonly articleId: string;
  readonly ticketId: string;
  readonly solved?: boolean | null;
}

/** Says that an article was used for a ticket, and whether it solved it; said again, it is changed. */
export function linkArticle(context: RequestContext, input: LinkArticleInput): Promise<{ id: string }> {
  return changeLink(context, input, (tx, article, ticketId) =>
    addLink(tx, context, article.id, ticketId, input.solved ?? false),
  );
}

export function unlinkArticle(
  context: RequestContext,
  input: Pick<LinkArticleInput, 'articleId' | 'ticketId'>,
): Promise<{ id: string }> {
  return changeLink(context, input, async (tx, article, ticketId) => {
    const removed = await tx.query(
      'delete from article_ticket where article_id = $1 and ticket_id = $2 returning 1',
      [article.id, ticketId],
    );
    return removed.length > 0;
  });
}

async function changeLink(
  context: RequestContext,
  { articleId, ticketId }: Pick<LinkArticleInput, 'articleId' | 'ticketId'>,
  change: (tx: Transaction, article: FoundArticle, ticketId: string) => Promise<boolean>,
): Promise<{ id: string }> {
  requireWholeReach(context, 'link articles to tickets');
  return inTransaction(context, async (tx) => {
    const { id } = await requireTicket(tx, context, ticketId, 'ticketId');
    // Before the article, as a merge does; and not merged in the meantime.
    const [ticket] = await tx.query<{ id: string }>(
      `select coalesce(merged_into_id, id) as id from ticket where id = $1 for share`,
      [id],
    );
    // Locked: whoever counts its links next counts this one.
    const article = await requireArticle(tx, context, articleId, { lock: true });
    // A ticket that was merged lives on in another one; that is the one that was solved.
    const changed = await change(tx, article, ticket?.id ?? id);
    if (changed) {
      await countSolved(tx, article.id);
      if (article.status === 'PUBLISHED') {
        tx.announce({
          type: 'article.linked',
          subject: { type: 'KnowledgeArticle', id: article.id },
          customerId: null,
        });
      }
    }
    return { id: article.id };
  });
}

/** Whether anything is another way now. */
export async function addLink(
  tx: Queryable,
  { viewer }: RequestContext,
  articleId: string,
  ticketId: string,
  solved: boolean,
): Promise<boolean> {
  const written = await tx.query(
    `insert into article_ticket (article_id, ticket_id, solved, agent_id) values ($1, $2, $3, $4)
     on conflict (article_id, ticket_id) do update set solved = excluded.solved
     where article_ticket.solved <> excluded.solved returning 1`,
    [articleId, ticketId, solved, viewer.agentId],
  );
  return written.length > 0;
}

/** Not a change of the article's own: its version stays. */
export async function countSolved(tx: Queryable, articleId: string): Promise<void> {
  await tx.query(
    `update knowledge_article set solved_count =
       (select count(*) from article_ticket where article_id = $1 and solved) where id = $1`,
    [articleId],
  );
}
