import { checkedSize } from '../../shared/paging.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inCategory } from '../tickets/in-category.ts';
import { loadTicket, type TicketRow } from '../tickets/tickets.ts';
import { knownLanguage } from './article-filter.ts';
import { type Asked, groupQuestions, type QuestionGroup } from './group-questions.ts';
import { guessedLanguage, stemsOf } from './guess-language.ts';

export interface MissingArticlesFilter {
  readonly since?: Date | null;
  readonly productId?: string | null;
  readonly categoryId?: string | null;
  readonly language?: string | null;
}

export interface MissingArticlesArguments {
  readonly first?: number | null;
  readonly filter?: MissingArticlesFilter | null;
}

/** How far back the report looks if nobody says so, and how much it takes in of each kind. */
const DAYS = 90;
const MOST = 5_000;
const SHOWN = 20;

/** What was asked for and has no article, the most asked first: two statements, grouped here. */
export async function questionsWithoutArticle(
  context: RequestContext,
  { first, filter }: MissingArticlesArguments,
): Promise<readonly QuestionGroup[]> {
  requireWholeReach(context, 'see what is asked for');
  const limit = checkedSize(first, 'first') ?? SHOWN;
  const asked = [
    ...(await searches(context, filter ?? {})),
    // Subjects of tickets are shown only to those who may read them.
    ...(context.viewer.scopes.has('tickets:read') ? await solvedTickets(context, filter ?? {}) : []),
  ];
  return groupQuestions(asked).slice(0, limit);
}

interface AskedRow {
  readonly wording: string;
  readonly stems: string[];
  readonly language: string;
  readonly product_id: string | null;
  readonly category_id: string | null;
  readonly searches: number;
  readonly ticket_id: string | null;
  readonly last_asked_at: string;
}

function searches({ db }: RequestContext, filter: MissingArticlesFilter): Promise<Asked[]> {
  const bindings = new Bindings();
  return askedIn(
    db.query<AskedRow>(
      `select q.wording, string_to_array(q.fingerprint, ' ') as stems, q.language, q.product_id, q.category_id,
              q.count as searches, null as ticket_id, q.last_asked_at
         from knowledge_question q
        where q.last_asked_at >= ${since(filter, bindings)} and ${conditions('q', 'q.language', filter, bindings)}
        order by q.last_asked_at desc, q.id limit ${MOST}`,
      bindings.values,
    ),
  );
}

function solvedTickets({ db }: RequestContext, filter: MissingArticlesFilter): Promise<Asked[]> {
  const bindings = new Bindings();
  return askedIn(
    db.query<AskedRow>(
      `select t.subject as wording, ${stemsOf('t.subject', 't.language')} as stems, t.language, t.product_id,
              t.category_id, 0 as searches, t.id as ticket_id, t.solved_at as last_asked_at
         from (select t.*, ${guessedLanguage(`concat_ws(' ', t.subject, t.description)`)} as language
                 from ticket t
                where t.state in ('SOLVED', 'CLOSED') and t.merged_into_id is null
                  and t.solved_at >= ${since(filter, bindings)}
                  and not exists (select 1 from article_ticket l where l.ticket_id = t.id)) t
        where ${conditions('t', 't.language', filter, bindings)}
        order by t.solved_at desc, t.id limit ${MOST}`,
      bindings.values,
    ),
  );
}

function since(filter: MissingArticlesFilter, bindings: Bindings): string {
  return bindings.bind(filter.since ?? new Date(Date.now() - DAYS * 86_400_000), 'timestamptz');
}

function conditions(
  alias: 'q' | 't',
  language: string,
  { productId, categoryId, language: asked }: MissingArticlesFilter,
  bindings: Bindings,
): string {
  const all = ['true'];
  if (productId) {
    const id = decodeRequiredId('Product', productId, 'filter.productId');
    all.push(`${alias}.product_id = ${bindings.bind(id, 'uuid')}`);
  }
  if (categoryId) {
    const id = decodeRequiredId('TicketCategory', categoryId, 'filter.categoryId');
    all.push(inCategory(`${alias}.category_id`, id, bindings));
  }
  if (asked != null) all.push(`${language} = ${bindings.bind(knownLanguage(asked), 'text')}`);
  return all.join(' and ');
}

async function askedIn(query: Promise<readonly AskedRow[]>): Promise<Asked[]> {
  return (await query).map((row) => ({
    wording: row.wording,
    stems: row.stems,
    language: row.language,
    productId: row.product_id,
    categoryId: row.category_id,
    searches: row.searches,
    ticketId: row.ticket_id,
    lastAskedAt: new Date(row.last_asked_at),
  }));
}

const EXAMPLES = 5;

/** The tickets of a group that were solved last. */
export async function loadExampleTickets(
  context: RequestContext,
  { ticketIds }: QuestionGroup,
): Promise<readonly TicketRow[]> {
  const tickets = await Promise.all(ticketIds.slice(0, EXAMPLES).map((id) => loadTicket(context, id)));
  return tickets.filter((ticket) => ticket !== null);
}
