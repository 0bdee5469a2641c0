import { writesArticles } from '../access/article-reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import type { ArticleRow } from './articles.ts';
import { pickText } from './languages.ts';

export interface TextRow {
  readonly articleId: string;
  readonly language: string;
  readonly title: string;
  readonly question: string | null;
  readonly answer: string;
  readonly revision: number;
  readonly savedAt: string;
}

/** What readers see, in every language, by language. */
export function loadTexts(context: RequestContext, article: ArticleRow): Promise<readonly TextRow[]> {
  return loadTextsVia(context, 'published_revision_id', article.id);
}

/** What was last saved in every language, published or not; nothing for those who do not write articles. */
export function loadDrafts(context: RequestContext, article: ArticleRow): Promise<readonly TextRow[]> {
  if (!writesArticles(context.viewer)) return Promise.resolve([]);
  return loadTextsVia(context, 'latest_revision_id', article.id);
}

export async function loadText(
  context: RequestContext,
  article: ArticleRow,
  language: string | null | undefined,
): Promise<TextRow | null> {
  return pickText(await loadTexts(context, article), article.mainLanguage, language);
}

export async function loadDraft(
  context: RequestContext,
  article: ArticleRow,
  language: string | null | undefined,
): Promise<TextRow | null> {
  return pickText(await loadDrafts(context, article), article.mainLanguage, language);
}

function loadTextsVia(
  context: RequestContext,
  revision: 'published_revision_id' | 'latest_revision_id',
  articleId: string,
): Promise<readonly TextRow[]> {
  return loadAllOf(context, `articleTexts/${revision}`, articleId, async (articleIds) => {
    const rows = await context.db.query<Record<string, unknown> & { article_id: string }>(
      `select v.article_id, v.language, r.title, r.question, r.answer, r.number as revision, r.created_at as saved_at
         from article_variant v join article_revision r on r.id = v.${revision}
        where v.article_id = any($1::uuid[]) order by v.article_id, v.language`,
      [articleIds],
    );
    return rows.map((raw) => ({ parentId: raw.article_id, row: plainRow<TextRow>(raw) }));
  });
}
