import type { TicketState } from '../../entities/tickets/enums.ts';
import { reachesCustomer } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { Bindings } from '../reads/filters.ts';
import { findTexts, type FoundText } from './find-texts.ts';
import { planOf } from './plan.ts';
import type { Term } from './query-terms.ts';
import { wordsOf } from './rank-articles.ts';
import { scoreTexts } from './score.ts';
import { type KnownQuery, lookUp } from './vocabulary.ts';

export interface TicketQuery {
  readonly terms: readonly Term[];
  readonly productId: string | null;
  readonly customerId: string | null;
  /** The ticket itself, which is like itself. */
  readonly except: string | null;
}

export type SimilarityReason = 'SUBJECT' | 'DEFECT' | 'DESCRIPTION' | 'PRODUCT' | 'CUSTOMER';

export interface TicketHit {
  readonly ticketId: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly reasons: readonly SimilarityReason[];
  /** Folded words of the ticket that it has in common. */
  readonly words: readonly string[];
}

interface Row {
  readonly ticket_id: string;
  readonly customer_id: string;
  readonly product_id: string | null;
  readonly state: TicketState;
  readonly age_days: number;
}

const LEAST_SCORE = 0.15;
const LEAST_SHARE_OF_BEST = 0.4;

/** Tickets like each of several problems, likest first: two statements for all of them. */
export async function rankTickets(
  context: RequestContext,
  queries: readonly TicketQuery[],
): Promise<TicketHit[][]> {
  const known = await lookUp(
    context,
    'ticket',
    queries.map(({ terms }) => terms),
  );
  const bindings = new Bindings();
  const reach = context.viewer.reach;
  const found = await findTexts<Row>(
    context.db,
    {
      from: 'search_ticket s join ticket t on t.id = s.ticket_id',
      id: 's.ticket_id',
      columns: `s.ticket_id, s.customer_id, s.product_id, t.state,
        floor(extract(epoch from now() - coalesce(t.solved_at, t.opened_at)) / 86400)::float8 as age_days`,
      conditions: ['t.merged_into_id is null', reachesCustomer(reach, 's.customer_id', bindings)],
      bindings,
    },
    // A customer's own tickets are few: all of them are compared, also by words that are frequent elsewhere.
    known.map(({ terms }) => planOf(terms, reach.kind === 'CUSTOMER')),
    known.flatMap(wordsOf),
  );
  const byQuery = Map.groupBy(found, ({ n }) => n);
  return queries.map((query, n) => rank(query, known[n], byQuery.get(n) ?? []));
}

function rank(
  query: TicketQuery,
  known: KnownQuery | undefined,
  texts: readonly FoundText<Row>[],
): TicketHit[] {
  if (!known) return [];
  const scores = scoreTexts(
    known.terms,
    texts.map(({ words }) => words),
    known.totalDocuments,
  );
  const ranked = texts
    .map((text, place) => {
      const { score, matches } = scores[place] ?? { score: 0, matches: [] };
      const product = query.productId !== null && text.product_id === query.productId;
      const customer = query.customerId !== null && text.customer_id === query.customerId;
      return {
        text,
        matches,
        product,
        customer,
        score: Math.min(1, score * standing(text, product, customer, query.productId !== null)),
      };
    })
    .filter(({ text }) => text.ticket_id !== query.except)
    .toSorted((a, b) => b.score - a.score || (a.text.ticket_id < b.text.ticket_id ? -1 : 1));
  const best = ranked[0]?.score ?? 0;
  return ranked
    .filter(({ score }) => score >= LEAST_SCORE && score >= best * LEAST_SHARE_OF_BEST)
    .map(({ text, matches, product, customer, score }) => ({
      ticketId: text.ticket_id,
      score,
      words: [...new Set(matches.flatMap(({ found }) => found))],
      reasons: [
        ...(['SUBJECT', 'DEFECT', 'DESCRIPTION'] as const).filter((_, place) =>
          matches.some(({ field }) => field === 'ABC'.charAt(place)),
        ),
        ...(product ? (['PRODUCT'] as const) : []),
        ...(customer ? (['CUSTOMER'] as const) : []),
      ],
    }));
}

/** What speaks for a ticket beside its words: the product, that it was solved, the customer, how fresh it is. */
function standing(text: Row, product: boolean, customer: boolean, asksProduct: boolean): number {
  const solved = text.state === 'SOLVED' || text.state === 'CLOSED';
  const byProduct = product ? 1.25 : asksProduct && text.product_id !== null ? 0.8 : 1;
  const fresh = 0.9 + 0.1 * 2 ** (-Math.max(0, text.age_days) / 730);
  return byProduct * (solved ? 1 : 0.85) * (customer ? 1.05 : 1) * fresh;
}
