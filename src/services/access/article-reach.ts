import { businessToday } from '../../shared/business-time.ts';
import type { Bindings } from '../reads/filters.ts';
import type { Viewer } from './viewer.ts';

// Articles hang on no customer: who sees which is decided by who asks, the article's audience and its status.

/** Whether the viewer works on articles: sees drafts, archived ones and who wrote what. */
export function writesArticles({ reach, scopes }: Viewer): boolean {
  return reach.kind === 'ALL' && (scopes.has('knowledge:write') || scopes.has('knowledge:publish'));
}

/** SQL that is true for the articles a viewer sees; `alias` is that of `knowledge_article`, never user input. */
export function reachesArticle(viewer: Viewer, alias: string, bindings: Bindings): string {
  if (writesArticles(viewer)) return 'true';
  const published = `${alias}.status = 'PUBLISHED'`;
  if (viewer.reach.kind === 'ALL') return published;
  const audience =
    viewer.reach.kind === 'PARTNER'
      ? `${alias}.audience in ('PARTNER', 'PUBLIC')`
      : `${alias}.audience = 'PUBLIC'`;
  const today = bindings.bind(businessToday(), 'date');
  return `${published} and ${audience} and (${alias}.valid_until is null or ${alias}.valid_until >= ${today})`;
}
