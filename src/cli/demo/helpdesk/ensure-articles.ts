import { createSynonym } from '../../../services/search/write-synonym.ts';
import type { RequestContext } from '../../../services/context.ts';
import { createArticle } from '../../../services/knowledge/create-article.ts';
import { linkArticle } from '../../../services/knowledge/link-article.ts';
import { publishArticle } from '../../../services/knowledge/publish-article.ts';
import { submitArticle } from '../../../services/knowledge/review-article.ts';
import { updateArticle } from '../../../services/knowledge/update-article.ts';
import { encodeId } from '../../../shared/ids.ts';
import { articles } from './articles.ts';
import { inParallel } from './clerks.ts';
import type { DemoArticle } from './demo-article.ts';
import { moreArticles, synonyms } from './more-articles.ts';
import type { Stage } from './play-ticket.ts';

/** The knowledge of the demo's helpdesk; `tickets` are global ids by subject, for what solved them. */
export async function ensureArticles(
  context: RequestContext,
  stage: Stage,
  tickets: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = await context.db.query<{ title: string }>('select title from knowledge_article');
  const known = new Set(rows.map(({ title }) => title));
  const missing = [...articles, ...moreArticles].filter(({ de }) => !known.has(de.title));
  await inParallel(missing, (article) => writeArticle(context, stage, article, tickets));
  const [terms] = await context.db.query('select 1 from search_synonym limit 1');
  if (!terms) for (const each of synonyms) await createSynonym(context, { terms: [...each] });
}

async function writeArticle(
  context: RequestContext,
  { taxonomies, products }: Stage,
  { audience, product, category, de, en, draft, solved }: DemoArticle,
  tickets: ReadonlyMap<string, string>,
): Promise<void> {
  const created = await createArticle(context, {
    ...de,
    language: 'de',
    audience,
    productId: product && products.get(product),
    categoryId: taxonomies.categories.get(category),
    reason: 'Grundbestand des Helpdesks',
  });
  const id = encodeId('KnowledgeArticle', created.id);
  if (en) await updateArticle(context, { id, language: 'en', ...en, reason: 'Übersetzung' });
  if (draft) return;
  await submitArticle(context, { id });
  await publishArticle(context, { id, reason: 'Fachlich geprüft' });
  for (const subject of solved ?? []) {
    const ticketId = tickets.get(subject);
    if (ticketId) await linkArticle(context, { articleId: id, ticketId, solved: true });
  }
}
