import DataLoader from 'dataloader';
import { reachesArticle } from '../access/article-reach.ts';
import { reachesAll } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { type ArticleRow, loadArticle } from '../knowledge/articles.ts';
import { Bindings } from '../reads/filters.ts';
import { loadTicketMessage, type TicketMessageRow } from '../tickets/ticket-messages.ts';
import type { ComplaintRow, TicketRow } from '../tickets/tickets.ts';

/** How a ticket was solved. */
export interface TicketSolution {
  readonly ticketId: string;
  readonly solvedAt: string | null;
  readonly remedy: string | null;
}

/** Null while nothing is solved, and for what was rejected. */
export function solutionOf(ticket: TicketRow | ComplaintRow): TicketSolution | null {
  if (ticket.state !== 'SOLVED' && ticket.state !== 'CLOSED') return null;
  return {
    ticketId: ticket.id,
    solvedAt: ticket.solvedAt,
    remedy: 'remedy' in ticket ? ticket.remedy : null,
  };
}

/** What we last wrote to the customer about it. */
export async function loadLastReply(
  context: RequestContext,
  { ticketId }: TicketSolution,
): Promise<TicketMessageRow | null> {
  const id = await latestId(
    context,
    'lastReply',
    () => `select m.id from ticket_message m
            where m.ticket_id = t.id and m.kind = 'PUBLIC_REPLY' and m.direction = 'OUTBOUND'
            order by m.happened_at desc, m.id desc limit 1`,
  ).load(ticketId);
  return loadTicketMessage(context, id);
}

/** The article that solved it, the last one where several did; which did is known to our own people only. */
export async function loadSolvingArticle(
  context: RequestContext,
  { ticketId }: TicketSolution,
): Promise<ArticleRow | null> {
  const id = await latestId(
    context,
    'solvingArticle',
    (bindings) => `select a.id from article_ticket l join knowledge_article a on a.id = l.article_id
                    where l.ticket_id = t.id and l.solved and ${reachesAll(context.viewer.reach)}
                      and ${reachesArticle(context.viewer, 'a', bindings)}
                    order by l.linked_at desc, a.id limit 1`,
  ).load(ticketId);
  return loadArticle(context, id);
}

/** Of each ticket (`t`) the id that a statement finds: one statement for all of them. */
function latestId(
  { db, loaders }: RequestContext,
  name: string,
  select: (bindings: Bindings) => string,
): DataLoader<string, string | null> {
  return loaders.get(
    `search/${name}`,
    () =>
      new DataLoader<string, string | null>(async (ticketIds) => {
        const bindings = new Bindings();
        const rows = await db.query<{ ticket_id: string; id: string }>(
          `select t.id as ticket_id, latest.id from unnest(${bindings.bind(ticketIds, 'uuid[]')}) t(id)
            cross join lateral (${select(bindings)}) latest`,
          bindings.values,
        );
        const byTicket = new Map(rows.map((row) => [row.ticket_id, row.id]));
        return ticketIds.map((id) => byTicket.get(id) ?? null);
      }),
  );
}
