import type { Recipient } from '../../events/feed.ts';
import type { LoggedEvent } from '../../events/log.ts';
import type { Database, Queryable } from '../../shared/database.ts';
import { reachesArticle } from '../access/article-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { logFilter } from '../events/event-filter.ts';
import { follow, type FollowContext, type Followed } from '../events/follow.ts';
import { recipientOf } from '../events/recipient.ts';
import { Bindings } from '../reads/filters.ts';

/** Articles as they are published, those that the viewer may read. */
export function followArticles(
  context: FollowContext,
  { after }: { readonly after?: string | null },
): Followed {
  const { db, viewer } = context;
  return follow(context, {
    after,
    filter: logFilter(viewer, { types: ['article.published'] }),
    recipient: readerOf(db, viewer),
  });
}

/**
 * Articles hang on no customer, so the feed's own rule would keep them from all outsiders: here the article's audience
 * decides, as it is at delivery and not as it was when the event was written.
 */
function readerOf(db: Database, viewer: Viewer): Recipient {
  const anybody = recipientOf(db, viewer);
  return {
    bindings: () => anybody.bindings(),
    shown: (event) => anybody.shown(event),
    condition: (bindings) =>
      `exists (select 1 from knowledge_article a where a.id = e.subject_id and ${reachesArticle(viewer, 'a', bindings)})`,
    async mayReceive(events, moment) {
      // Nothing to judge: it asks for the credential alone.
      await anybody.mayReceive([], moment);
      const readable = await readableArticles(db, viewer, events);
      return events.map(({ subjectId }) => readable.has(subjectId));
    },
  };
}

async function readableArticles(
  db: Queryable,
  viewer: Viewer,
  events: readonly LoggedEvent[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const bindings = new Bindings();
  const ids = bindings.bind([...new Set(events.map(({ subjectId }) => subjectId))], 'uuid[]');
  const rows = await db.query<{ id: string }>(
    `select a.id from knowledge_article a where a.id = any(${ids}) and ${reachesArticle(viewer, 'a', bindings)}`,
    bindings.values,
  );
  return new Set(rows.map(({ id }) => id));
}

/** What a subscriber gets of an event; the article's id is raw. */
export interface Publication {
  readonly cursor: string;
  readonly articleId: string;
  readonly first: boolean;
  readonly languages: readonly string[];
}

export function publicationOf({ cursor, subjectId, data }: LoggedEvent): Publication {
  const { first, languages } = data;
  return {
    cursor,
    articleId: subjectId,
    first: first === true,
    languages: Array.isArray(languages) ? languages.map(String) : [],
  };
}
