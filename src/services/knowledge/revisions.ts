import type { ArticleAudience, ArticleStep } from '../../entities/knowledge/enums.ts';
import type { Page } from '../../shared/paging.ts';
import { writesArticles } from '../access/article-reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type ListArguments, type Listing, listPageOf } from '../reads/listing.ts';

export interface RevisionRow {
  readonly __typename: 'ArticleRevision';
  readonly id: string;
  readonly articleId: string;
  readonly number: number;
  readonly step: ArticleStep;
  readonly language: string | null;
  readonly title: string | null;
  readonly question: string | null;
  readonly answer: string | null;
  readonly audience: ArticleAudience;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly validUntil: string | null;
  readonly changed: readonly string[];
  readonly reason: string | null;
  readonly authorName: string;
  readonly agentId: string | null;
  readonly createdAt: string;
}

export type RevisionListArguments = ListArguments<never, 'NUMBER'>;

const revisionListing: Listing<RevisionRow, never, 'NUMBER'> = {
  name: 'articleRevisions',
  from: 'article_revision r',
  id: 'r.id',
  columns: `r.id, r.article_id, r.number, r.step, r.language, r.title, r.question, r.answer, r.audience, r.product_id,
    r.category_id, r.valid_until, r.changed, r.reason, r.author_name, r.agent_id, r.created_at`,
  sorts: { NUMBER: { expression: 'r.number', type: 'bigint' } },
  defaultSort: { field: 'NUMBER', direction: 'DESC' },
  reach: ({ viewer }) => (writesArticles(viewer) ? 'true' : 'false'),
  row: (raw) => plainRow<RevisionRow>(raw, 'ArticleRevision'),
};

/** The newest first. */
export function listRevisionsOf(
  context: RequestContext,
  articleId: string,
  args: RevisionListArguments,
): Promise<Page<RevisionRow>> {
  return listPageOf(context, revisionListing, 'r.article_id', articleId, args);
}

export function loadRevision(
  context: RequestContext,
  id: string | null | undefined,
): Promise<RevisionRow | null> {
  return loadById(context, revisionListing, id);
}
