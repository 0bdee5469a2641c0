import DataLoader from 'dataloader';
import type { Page } from '../../shared/paging.ts';
import { reachesArticle } from '../access/article-reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf, loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import type { Bindings } from '../reads/filters.ts';
import { type ListArguments, type Listing, listPageOf } from '../reads/listing.ts';
import { voiceOf } from './voice.ts';

export interface FeedbackRow {
  readonly __typename: 'ArticleFeedback';
  readonly id: string;
  readonly articleId: string;
  readonly agentId: string | null;
  readonly helped: boolean;
  readonly comment: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface FeedbackFilter {
  readonly helped?: boolean | null;
  readonly commented?: boolean | null;
}

export type FeedbackListArguments = ListArguments<FeedbackFilter, 'UPDATED_AT'>;

const feedbackListing: Listing<FeedbackRow, FeedbackFilter, 'UPDATED_AT'> = {
  name: 'articleFeedback',
  from: 'article_feedback f join knowledge_article a on a.id = f.article_id',
  id: 'f.id',
  columns: 'f.id, f.article_id, f.agent_id, f.helped, f.comment, f.created_at, f.updated_at',
  sorts: { UPDATED_AT: { expression: 'f.updated_at', type: 'timestamptz' } },
  defaultSort: { field: 'UPDATED_AT', direction: 'DESC' },
  reach: ({ viewer }, bindings) =>
    `${reachesArticle(viewer, 'a', bindings)} and ${
      viewer.reach.kind === 'ALL' ? 'true' : `f.given_by = ${bindings.bind(voiceOf(viewer), 'text')}`
    }`,
  where: conditions,
  row: (raw) => plainRow<FeedbackRow>(raw, 'ArticleFeedback'),
};

function conditions({ helped, commented }: FeedbackFilter, bindings: Bindings): string[] {
  const all: string[] = [];
  if (helped != null) all.push(`f.helped = ${bindings.bind(helped, 'boolean')}`);
  if (commented != null) all.push(commented ? 'f.comment is not null' : 'f.comment is null');
  return all;
}

/** The newest first. */
export function listFeedbackOf(
  context: RequestContext,
  articleId: string,
  args: FeedbackListArguments,
): Promise<Page<FeedbackRow>> {
  return listPageOf(context, feedbackListing, 'f.article_id', articleId, args);
}

export function loadFeedback(
  context: RequestContext,
  id: string | null | undefined,
): Promise<FeedbackRow | null> {
  return loadById(context, feedbackListing, id);
}

/** What the viewer said itself. */
export async function loadOwnFeedback(
  context: RequestContext,
  articleId: string,
): Promise<FeedbackRow | null> {
  const [own] = await loadAllOf(context, 'articleFeedback/own', articleId, async (articleIds) => {
    const rows = await context.db.query<Record<string, unknown> & { article_id: string }>(
      `select ${feedbackListing.columns} from article_feedback f
        where f.article_id = any($1::uuid[]) and f.given_by = $2`,
      [articleIds, voiceOf(context.viewer)],
    );
    return rows.map((raw) => ({ parentId: raw.article_id, row: feedbackListing.row(raw) }));
  });
  return own ?? null;
}

interface FeedbackCounts {
  readonly helped: number;
  readonly notHelped: number;
}

/** How many it helped and how many not; null for outsiders. */
export async function feedbackCountsOf(
  context: RequestContext,
  articleId: string,
): Promise<FeedbackCounts | null> {
  if (context.viewer.reach.kind !== 'ALL') return null;
  return context.loaders
    .get(
      'articleFeedback/counts',
      () =>
        new DataLoader<string, FeedbackCounts>(async (articleIds) => {
          const rows = await context.db.query<{ article_id: string; helped: string; not_helped: string }>(
            `select article_id, count(*) filter (where helped) as helped, count(*) filter (where not helped) as not_helped
               from article_feedback where article_id = any($1::uuid[]) group by 1`,
            [articleIds],
          );
          const counts = new Map(rows.map((row) => [row.article_id, row]));
          return articleIds.map((id) => ({
            helped: Number(counts.get(id)?.helped ?? 0),
            notHelped: Number(counts.get(id)?.not_helped ?? 0),
          }));
        }),
    )
    .load(articleId);
}
