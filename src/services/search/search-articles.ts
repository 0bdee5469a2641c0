import DataLoader from 'dataloader';
import { z } from 'zod';
import { type Page, pageWindow, sealCursor } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { inCategory } from '../tickets/in-category.ts';
import { type ArticleRow, loadArticle } from '../knowledge/articles.ts';
import { guessedLanguage } from '../knowledge/guess-language.ts';
import { languageField } from '../writes/language.ts';
import { recordQuestion } from '../knowledge/questions.ts';
import type { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { checkInput } from '../writes/check-input.ts';
import { termsOfDraft, termsOfQuery, termsOfReport } from './query-terms.ts';
import { type ArticleHit, type ArticleQuery, rankArticles } from './rank-articles.ts';
import type { Report } from './report.ts';

/** What was found, with the article as it is now. */
export interface FoundArticle extends ArticleHit {
  readonly article: ArticleRow;
}

const MOST_TERMS_OF_QUERY = 12;
const MOST_TERMS_OF_TEXT = 10;
/** From here on an article counts as an answer, and the question as answered. */
const USEFUL_SCORE = 0.4;

const searchInput = z.object({
  query: z.string().trim().max(500, 'must be at most 500 characters long'),
  language: languageField.nullish(),
  filter: z.object({ productId: z.string().nullish(), categoryId: z.string().nullish() }).nullish(),
});

export type SearchArticlesArguments = z.input<typeof searchInput> & {
  readonly first?: number | null;
  readonly after?: string | null;
};

/** A page of what was found for a query, best first; a question that nothing answers is remembered for the report. */
export async function searchArticles(
  context: RequestContext,
  args: SearchArticlesArguments,
): Promise<Page<FoundArticle>> {
  const { query, language = null, filter } = checkInput(searchInput, args);
  const window = pageWindow({ first: args.first, after: args.after }, ORDERING);
  const productId = decoded('Product', filter?.productId, 'filter.productId');
  const categoryId = decoded('TicketCategory', filter?.categoryId, 'filter.categoryId');
  const [hits = []] = await rankArticles(
    context,
    [{ terms: termsOfQuery(query, MOST_TERMS_OF_QUERY), productId: null, language }],
    (bindings) => conditions({ productId, categoryId }, bindings),
  );
  if (args.after == null && !isAnswered(hits)) {
    await recordQuestion(context, {
      text: query,
      language: language ?? (await guessLanguage(context, query)),
      productId,
      categoryId,
    });
  }
  return pageOf(context, hits, Number(window.after?.[0] ?? 0), window.limit);
}

const ORDERING = 'searchArticles';

function conditions(
  { productId, categoryId }: { productId: string | null; categoryId: string | null },
  bindings: Bindings,
): string[] {
  return [
    ...(productId ? [`a.product_id = ${bindings.bind(productId, 'uuid')}`] : []),
    ...(categoryId ? [inCategory('a.category_id', categoryId, bindings)] : []),
  ];
}

/** Parts of a word alone answer nothing: they are what one shows for want of anything better. */
function isAnswered(hits: readonly ArticleHit[]): boolean {
  return hits.some(
    ({ score, matches }) => score >= USEFUL_SCORE && matches.some(({ kind }) => kind !== 'PART'),
  );
}

async function guessLanguage({ db }: RequestContext, text: string): Promise<string> {
  const [guessed] = await db.query<{ language: string }>(
    `select ${guessedLanguage('$1::text')} as language`,
    [text],
  );
  return guessed?.language ?? 'de';
}

/** The cursor is a place among what the query finds: the search is done again for every page. */
async function pageOf(
  context: RequestContext,
  hits: readonly ArticleHit[],
  start: number,
  limit: number,
): Promise<Page<FoundArticle>> {
  const found = await withArticles(context, hits.slice(start, start + limit));
  const edges = found.map((node, place) => ({
    cursor: sealCursor(ORDERING, [String(start + place + 1)]),
    node,
  }));
  return {
    edges,
    nodes: found,
    pageInfo: {
      hasNextPage: hits.length > start + limit,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    countTotal: () => Promise.resolve(hits.length),
  };
}

const draftInput = z.object({
  text: z.string().max(20_000, 'must be at most 20,000 characters long'),
  language: languageField.nullish(),
  productId: z.string().nullish(),
  first: z.number().int().min(0).max(20, 'must be from 0 to 20').nullish(),
});

export type SuggestForDraftArguments = z.input<typeof draftInput>;

const DEFAULT_SUGGESTIONS = 5;

/** Articles for what is being written, while it is. Not remembered as a question: it is not finished. */
export async function suggestForDraft(
  context: RequestContext,
  args: SuggestForDraftArguments,
): Promise<FoundArticle[]> {
  const { text, language = null, productId, first } = checkInput(draftInput, args);
  const [hits = []] = await rankArticles(context, [
    {
      terms: termsOfDraft(text, MOST_TERMS_OF_TEXT),
      productId: decoded('Product', productId, 'productId'),
      language,
    },
  ]);
  return withArticles(context, hits.slice(0, first ?? DEFAULT_SUGGESTIONS));
}

const suggestionArguments = z.object({
  first: z.number().int().min(0).max(20, 'must be from 0 to 20').nullish(),
  language: languageField.nullish(),
});

/** Articles for tickets as they were reported: two statements for all tickets of the level. */
export async function suggestArticlesFor(
  context: RequestContext,
  report: Report,
  args: z.input<typeof suggestionArguments>,
): Promise<FoundArticle[]> {
  const { first, language = null } = checkInput(suggestionArguments, args);
  const loader = context.loaders.get(
    'suggestArticlesFor',
    () =>
      new DataLoader<string, readonly ArticleHit[]>((keys) =>
        rankArticles(
          context,
          keys.map((key) => JSON.parse(key) as ArticleQuery),
        ),
      ),
  );
  const query: ArticleQuery = {
    terms: termsOfReport(report.subject, report.text, MOST_TERMS_OF_TEXT),
    productId: report.productId,
    language,
  };
  const hits = await loader.load(JSON.stringify(query));
  return withArticles(context, hits.slice(0, first ?? DEFAULT_SUGGESTIONS));
}

async function withArticles(context: RequestContext, hits: readonly ArticleHit[]): Promise<FoundArticle[]> {
  const articles = await Promise.all(hits.map(({ articleId }) => loadArticle(context, articleId)));
  return hits.flatMap((hit, place) => {
    const article = articles[place];
    return article ? [{ ...hit, article }] : [];
  });
}

function decoded(typeName: string, id: string | null | undefined, field: string): string | null {
  return id == null ? null : decodeRequiredId(typeName, id, field);
}
