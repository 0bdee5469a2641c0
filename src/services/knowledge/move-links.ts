import type { Queryable } from '../../shared/database.ts';
import { countSolved } from './link-article.ts';

/** When a ticket is merged into another: the articles that were used for it were used for the one that lives on. */
export async function moveArticleLinks(tx: Queryable, sourceId: string, targetId: string): Promise<void> {
  const moved = await tx.query<{ article_id: string }>(
    `with moved as (delete from article_ticket where ticket_id = $1 returning article_id, solved, agent_id, linked_at)
     insert into article_ticket (article_id, ticket_id, solved, agent_id, linked_at)
     select article_id, $2::uuid, solved, agent_id, linked_at from moved
     on conflict (article_id, ticket_id) do update set solved = article_ticket.solved or excluded.solved
     returning article_id`,
    [sourceId, targetId],
  );
  // In one order everywhere, so that two merges at once do not wait for each other.
  for (const { article_id: articleId } of moved.toSorted((a, b) => (a.article_id < b.article_id ? -1 : 1))) {
    await countSolved(tx, articleId);
  }
}
