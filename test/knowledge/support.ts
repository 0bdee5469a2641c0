import { createArticle, type CreateArticleInput } from '../../src/services/knowledge/create-article.ts';
import { loadArticle, type ArticleRow } from '../../src/services/knowledge/articles.ts';
import { publishArticle } from '../../src/services/knowledge/publish-article.ts';
import { listRevisionsOf, type RevisionRow } from '../../src/services/knowledge/revisions.ts';
import { submitArticle } from '../../src/services/knowledge/review-article.ts';
import { type RequestContext, requestContext } from '../../src/services/context.ts';
import type { Database } from '../../src/shared/database.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { asSystem } from '../support/viewers.ts';

export const globalId = (id: string) => encodeId('KnowledgeArticle', id);

/** One of us with just these scopes. */
export function asStaff(
  db: Database,
  scopes: readonly string[],
  agentId: string | null = null,
): RequestContext {
  const { viewer } = asSystem(db);
  return requestContext(db, { ...viewer, kind: 'STAFF', name: 'Anna', agentId, scopes: new Set(scopes) });
}

export const asReader = (db: Database) => asStaff(db, ['knowledge:read']);

/** A draft, by raw uuid. */
export async function draft(db: Database, input: Partial<CreateArticleInput> = {}): Promise<string> {
  const { id } = await createArticle(asSystem(db), {
    language: 'de',
    title: 'Drucker zieht kein Papier ein',
    answer: 'Die **Einzugsrolle** reinigen.',
    ...input,
  });
  return id;
}

export async function publish(db: Database, id: string): Promise<void> {
  await submitArticle(asSystem(db), { id: globalId(id) });
  await publishArticle(asSystem(db), { id: globalId(id) });
}

/** A published article, by raw uuid. */
export async function published(db: Database, input: Partial<CreateArticleInput> = {}): Promise<string> {
  const id = await draft(db, input);
  await publish(db, id);
  return id;
}

/** As authors see it. */
export async function read(db: Database, id: string): Promise<ArticleRow> {
  const article = await loadArticle(asSystem(db), id);
  if (!article) throw new Error(`There is no article ${id}.`);
  return article;
}

/** Its revisions, the oldest first. */
export async function revisionsOf(db: Database, id: string): Promise<readonly RevisionRow[]> {
  return (await listRevisionsOf(asSystem(db), id, { first: 100 })).nodes.toReversed();
}

/** What was announced about it, in order. */
export function announced(
  db: Database,
  id: string,
): Promise<{ type: string; data: unknown; customer_id: null }[]> {
  return db.query('select type, data, customer_id from event_inbox where subject_id = $1 order by seq', [id]);
}
