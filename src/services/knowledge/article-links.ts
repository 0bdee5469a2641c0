import type { Page, PageArguments } from '../../shared/paging.ts';
import { reachesArticle } from '../access/article-reach.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { Bindings } from '../reads/filters.ts';
import { type Listing, listPageOf } from '../reads/listing.ts';
import { type TicketRow, type TicketSort, ticketListing } from '../tickets/tickets.ts';

export interface ArticleLinkRow {
  readonly articleId: string;
  readonly solved: boolean;
  readonly linkedAt: string;
}

/**
 * The articles that were used for a ticket, as far as the viewer sees them: what solved it first, then by time. Which
 * were is our own people's business alone, here and in `TicketSolution.article`.
 */
export function loadArticleLinks(
  context: RequestContext,
  ticketId: string,
): Promise<readonly ArticleLinkRow[]> {
  return loadAllOf(context, 'articleLinks', ticketId, async (ticketIds) => {
    const bindings = new Bindings();
    const rows = await context.db.query<{
      ticket_id: string;
      article_id: string;
      solved: boolean;
      linked_at: string;
    }>(
      `select l.ticket_id, l.article_id, l.solved, l.linked_at
         from article_ticket l join knowledge_article a on a.id = l.article_id
        where l.ticket_id = any(${bindings.bind(ticketIds, 'uuid[]')})
          and ${reachesAll(context.viewer.reach)} and ${reachesArticle(context.viewer, 'a', bindings)}
        order by l.ticket_id, l.solved desc, l.linked_at, l.article_id`,
      bindings.values,
    );
    return rows.map((row) => ({
      parentId: row.ticket_id,
      row: { articleId: row.article_id, solved: row.solved, linkedAt: row.linked_at },
    }));
  });
}

interface LinkFilter {
  readonly solved?: boolean | null;
}

const linkedTickets: Listing<TicketRow, LinkFilter, TicketSort> = {
  ...ticketListing,
  name: 'articleTickets',
  from: 'article_ticket l join ticket t on t.id = l.ticket_id',
  reach: (context, bindings) =>
    `${reachesAll(context.viewer.reach)} and ${ticketListing.reach(context, bindings)}`,
  where: ({ solved }, bindings) => (solved == null ? [] : [`l.solved = ${bindings.bind(solved, 'boolean')}`]),
};

/** The tickets that an article was used for, the newest first; none for partners and customers. */
export function listTicketsOfArticle(
  context: RequestContext,
  articleId: string,
  { solved, ...page }: PageArguments & LinkFilter,
): Promise<Page<TicketRow>> {
  return listPageOf(context, linkedTickets, 'l.article_id', articleId, { ...page, filter: { solved } });
}
