import DataLoader from 'dataloader';
import { reachesArticle } from '../access/article-reach.ts';
import type { RequestContext } from '../context.ts';
import { Bindings } from '../reads/filters.ts';
import { highlight, type Segment, snippet } from './highlights.ts';
import type { ArticleHit } from './rank-articles.ts';

export type HighlightField = 'TITLE' | 'QUESTION' | 'ANSWER';

export interface Highlight {
  readonly field: HighlightField;
  readonly segments: readonly Segment[];
}

interface Text {
  readonly id: string;
  readonly title: string;
  readonly question: string | null;
  readonly answer_text: string | null;
}

/** The title of a hit, in the language in which it was found. */
export async function titleOfHit(context: RequestContext, { variantId }: ArticleHit): Promise<string | null> {
  return (await loadText(context, variantId))?.title ?? null;
}

/** Where in the published text the words stand. */
export async function highlightsOfHit(
  context: RequestContext,
  { variantId, found }: ArticleHit,
): Promise<Highlight[]> {
  const text = await loadText(context, variantId);
  if (!text) return [];
  const shown = {
    TITLE: highlight(text.title, found),
    QUESTION: snippet(text.question ?? '', found),
    ANSWER: snippet(text.answer_text ?? '', found),
  };
  return (['TITLE', 'QUESTION', 'ANSWER'] as const).flatMap((field) => {
    const segments = shown[field];
    return segments ? [{ field, segments }] : [];
  });
}

/** What is published of a language, for who may read it. */
function loadText(context: RequestContext, variantId: string): Promise<Text | null> {
  return context.loaders
    .get(
      'search/hitTexts',
      () =>
        new DataLoader<string, Text | null>(async (ids) => {
          const bindings = new Bindings();
          const rows = await context.db.query<Text>(
            `select v.id, v.title, v.question, v.answer_text
               from article_variant v join knowledge_article a on a.id = v.article_id
              where v.id = any(${bindings.bind(ids, 'uuid[]')}) and v.title is not null
                and a.status = 'PUBLISHED' and ${reachesArticle(context.viewer, 'a', bindings)}`,
            bindings.values,
          );
          const byId = new Map(rows.map((row) => [row.id, row]));
          return ids.map((id) => byId.get(id) ?? null);
        }),
    )
    .load(variantId);
}
