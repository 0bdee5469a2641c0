import type { ArticleStatus } from '../../entities/knowledge/enums.ts';
import type { Queryable } from '../../shared/database.ts';
import { reachesArticle } from '../access/article-reach.ts';
import type { RequestContext } from '../context.ts';
import { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { notFound } from '../writes/records.ts';

export interface FoundArticle {
  readonly id: string;
  readonly status: ArticleStatus;
}

/** The article that a global id names, where the viewer sees it; anything else answers like what never existed. */
export async function requireArticle(
  db: Queryable,
  { viewer }: RequestContext,
  globalId: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<FoundArticle> {
  const id = decodeRequiredId('KnowledgeArticle', globalId, 'articleId');
  const bindings = new Bindings();
  const [found] = await db.query<FoundArticle>(
    `select a.id, a.status from knowledge_article a
      where a.id = ${bindings.bind(id, 'uuid')} and ${reachesArticle(viewer, 'a', bindings)}
      ${lock ? 'for update of a' : ''}`,
    bindings.values,
  );
  if (!found) throw notFound('KnowledgeArticle', id, 'articleId');
  return found;
}
