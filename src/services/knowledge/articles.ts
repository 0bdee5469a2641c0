import type { ArticleAudience, ArticleDraftStatus, ArticleStatus } from '../../entities/knowledge/enums.ts';
import { businessToday } from '../../shared/business-time.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesArticle, writesArticles } from '../access/article-reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type ListArguments, type Listing, listPage, listPageOf } from '../reads/listing.ts';
import { type ArticleFilter, articleConditions } from './article-filter.ts';
import { openSteps } from './article-state.ts';

export interface ArticleRow {
  readonly __typename: 'KnowledgeArticle';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly title: string;
  readonly status: ArticleStatus;
  readonly draftStatus: ArticleDraftStatus | null;
  readonly audience: ArticleAudience;
  readonly mainLanguage: string;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly validUntil: string | null;
  readonly publishedAt: string | null;
  readonly solvedCount: number;
}

export type ArticleSort = 'TITLE' | 'UPDATED_AT' | 'PUBLISHED_AT' | 'VALID_UNTIL';
export type ArticleListArguments = ListArguments<ArticleFilter, ArticleSort>;

const columnsWith = (version: string, updatedAt: string): string =>
  `a.id, ${version}, a.created_at, ${updatedAt}, a.title, a.status, a.draft_status, a.audience,
    a.main_language, a.product_id, a.category_id, a.valid_until, a.published_at, a.solved_count`;

const articleListing: Listing<ArticleRow, ArticleFilter, ArticleSort> = {
  name: 'articles',
  from: 'knowledge_article a',
  id: 'a.id',
  columns: columnsWith('a.version', 'a.updated_at'),
  sorts: {
    TITLE: { expression: 'lower(a.title)', type: 'text' },
    UPDATED_AT: { expression: 'a.updated_at', type: 'timestamptz' },
    PUBLISHED_AT: { expression: `coalesce(a.published_at, '-infinity')`, type: 'timestamptz' },
    VALID_UNTIL: { expression: `coalesce(a.valid_until, '9999-12-31')`, type: 'date' },
  },
  defaultSort: { field: 'TITLE', direction: 'ASC' },
  reach: ({ viewer }, bindings) => reachesArticle(viewer, 'a', bindings),
  row: (raw) => plainRow<ArticleRow>(raw, 'KnowledgeArticle'),
};

const publicListing: typeof articleListing = {
  ...articleListing,
  columns: columnsWith('a.public_version as version', 'a.public_updated_at as updated_at'),
  sorts: { ...articleListing.sorts, UPDATED_AT: { expression: 'a.public_updated_at', type: 'timestamptz' } },
};

/** Drafts and reviews of an article move neither the version that outsiders see nor their order. */
function shownListing({ viewer }: RequestContext): typeof articleListing {
  return viewer.reach.kind === 'ALL' ? articleListing : publicListing;
}

/** What a filter may ask depends on who asks: drafts answer to authors only. */
function listingFor(context: RequestContext): typeof articleListing {
  const { viewer } = context;
  return {
    ...shownListing(context),
    where: (filter, bindings) => articleConditions(filter, bindings, writesArticles(viewer)),
  };
}

export function listArticles(context: RequestContext, args: ArticleListArguments): Promise<Page<ArticleRow>> {
  return listPage(context, listingFor(context), args);
}

export function listArticlesOfProduct(
  context: RequestContext,
  productId: string,
  args: ArticleListArguments,
): Promise<Page<ArticleRow>> {
  return listPageOf(context, listingFor(context), 'a.product_id', productId, args);
}

export function loadArticle(
  context: RequestContext,
  id: string | null | undefined,
): Promise<ArticleRow | null> {
  return loadById(context, shownListing(context), id);
}

export function isExpired({ validUntil }: ArticleRow): boolean {
  return validUntil !== null && validUntil < businessToday();
}

/** That changes of an article are being worked on is nobody's business but the authors'. */
export function draftStatusOf({ viewer }: RequestContext, article: ArticleRow): ArticleDraftStatus | null {
  return writesArticles(viewer) ? article.draftStatus : null;
}

export function nextStatusesOf({ viewer }: RequestContext, article: ArticleRow): readonly ArticleStatus[] {
  return writesArticles(viewer) ? openSteps(article) : [];
}

/** How often it solved is known to our own people only: outsiders would learn of other customers' tickets. */
export function solvedCountOf({ viewer }: RequestContext, article: ArticleRow): number | null {
  return viewer.reach.kind === 'ALL' ? article.solvedCount : null;
}
