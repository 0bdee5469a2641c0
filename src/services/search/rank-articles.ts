import type { RequestContext } from '../context.ts';
import { reachesArticle } from '../access/article-reach.ts';
import { Bindings } from '../reads/filters.ts';
import { businessToday } from '../../shared/business-time.ts';
import { findTexts, type FoundText } from './find-texts.ts';
import { planOf } from './plan.ts';
import type { Term } from './query-terms.ts';
import { type Match, scoreTexts, type TextScore } from './score.ts';
import { type KnownQuery, lookUp } from './vocabulary.ts';

export interface ArticleQuery {
  readonly terms: readonly Term[];
  /** Articles about this product come first, those about others last. */
  readonly productId: string | null;
  /** Texts in this language come first (BCP 47). */
  readonly language: string | null;
}

/** An article that was found, in the language in which it fits best. */
export interface ArticleHit {
  readonly articleId: string;
  readonly variantId: string;
  readonly language: string;
  /** How much of the query is in the text, from 0 to 1. */
  readonly score: number;
  readonly matches: readonly Match[];
  /** Every folded word of the text that stands for something in the query: what to highlight. */
  readonly found: ReadonlySet<string>;
}

interface Row {
  readonly variant_id: string;
  readonly article_id: string;
  readonly language: string;
  readonly product_id: string | null;
  readonly solved_count: number;
  readonly age_days: number;
  readonly expired: boolean;
}

/** Below this a text has little to do with the query, and beside a good one it has nothing to do with it. */
const LEAST_SCORE = 0.12;
const LEAST_SHARE_OF_BEST = 0.35;

/**
 * The articles for each of several queries, best first: two statements for all of them. Only what is published, also
 * for those who see drafts. `restrict` adds conditions on `a` (knowledge_article).
 */
export async function rankArticles(
  context: RequestContext,
  queries: readonly ArticleQuery[],
  restrict: (bindings: Bindings) => string[] = () => [],
): Promise<ArticleHit[][]> {
  const known = await lookUp(
    context,
    'article',
    queries.map(({ terms }) => terms),
  );
  const bindings = new Bindings();
  const today = bindings.bind(businessToday(), 'date');
  const found = await findTexts<Row>(
    context.db,
    {
      from: 'search_article s join knowledge_article a on a.id = s.article_id',
      id: 's.variant_id',
      columns: `s.variant_id, s.article_id, s.language, a.product_id, a.solved_count,
        floor(extract(epoch from now() - coalesce(a.published_at, a.created_at)) / 86400)::float8 as age_days,
        coalesce(a.valid_until < ${today}, false) as expired`,
      conditions: [
        `a.status = 'PUBLISHED'`,
        reachesArticle(context.viewer, 'a', bindings),
        ...restrict(bindings),
      ],
      bindings,
    },
    known.map(({ terms }) => planOf(terms, false)),
    known.flatMap(wordsOf),
  );
  const byQuery = Map.groupBy(found, ({ n }) => n);
  return queries.map((query, n) => rank(query, known[n], byQuery.get(n) ?? []));
}

/** Every word that stands for a term. */
export function wordsOf({ terms }: KnownQuery): string[] {
  return terms.flatMap(({ forms }) => forms.flatMap(({ parts }) => parts.flat()));
}

function rank(query: ArticleQuery, known: KnownQuery | undefined, texts: FoundText<Row>[]): ArticleHit[] {
  if (!known) return [];
  const scores = scoreTexts(
    known.terms,
    texts.map(({ words }) => words),
    known.totalDocuments,
  );
  const ranked = texts
    .map((text, place) => ({ text, ...(scores[place] ?? NOTHING) }))
    .map((each) => ({ ...each, rank: each.score * standing(each.text, query) }))
    .toSorted((a, b) => b.rank - a.rank || (a.text.article_id < b.text.article_id ? -1 : 1));
  const best = ranked[0]?.score ?? 0;
  const own = new Set(wordsOf(known));
  const seen = new Set<string>();
  return ranked.flatMap(({ text, score, matches }) => {
    const enough = score >= LEAST_SCORE && score >= best * LEAST_SHARE_OF_BEST;
    if (!enough || seen.has(text.article_id)) return [];
    seen.add(text.article_id);
    return [
      {
        articleId: text.article_id,
        variantId: text.variant_id,
        language: text.language,
        score,
        matches,
        // Words of other queries that were answered by the same statement are not this one's.
        found: new Set([...text.words.keys()].filter((word) => own.has(word))),
      },
    ];
  });
}

const NOTHING: TextScore = { score: 0, matches: [] };

/** What speaks for a text beside its words: language, product, how often it solved, how fresh it is. */
function standing(text: Row, query: ArticleQuery): number {
  const language = query.language === null || sameLanguage(query.language, text.language) ? 1 : 0.75;
  const product =
    query.productId === null || text.product_id === null
      ? 1
      : text.product_id === query.productId
        ? 1.3
        : 0.6;
  return (
    language * product * solving(text.solved_count) * freshness(text.age_days) * (text.expired ? 0.5 : 1)
  );
}

/** From 1 to 1.3: the first tickets solved say most; 63 and more are as good as it gets. */
function solving(count: number): number {
  return 1 + 0.05 * Math.min(6, Math.log2(1 + count));
}

/** From 1 down to 0.85: half of it is lost after two years. */
function freshness(ageDays: number): number {
  return 0.85 + 0.15 * 2 ** (-Math.max(0, ageDays) / 730);
}

function sameLanguage(a: string, b: string): boolean {
  return a.split('-')[0]?.toLowerCase() === b.split('-')[0]?.toLowerCase();
}
