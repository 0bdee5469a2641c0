import type { Database } from '../../../src/shared/database.ts';
import { insert } from './insert.ts';
import { SEARCHED } from './seeds-search.ts';
import type { House } from './seeds.ts';

/**
 * A public article that is published and being worked on, and an internal one. Whatever outsiders must not see of
 * them carries the mark: the draft, the review, what others said of it.
 */
export function knowledgeSeeds(mark: string) {
  return {
    KnowledgeArticle: {
      hidden: false,
      async add(db: Database, house: House): Promise<string> {
        await article(db, house, { title: `${mark} ${SEARCHED}`, audience: 'INTERNAL' });
        await insert(db, 'knowledge_question', { fingerprint: mark, wording: mark, language: 'de' });
        return article(db, house, { title: `The ${SEARCHED} lathe stands still`, audience: 'PUBLIC' });
      },
    },
    ArticleRevision: {
      hidden: true,
      async add(db: Database, house: House): Promise<string> {
        const id = await revision(db, house['KnowledgeArticle'] ?? '', 2, mark);
        await db.query(`update article_variant set latest_revision_id = $1 where article_id = $2`, [
          id,
          house['KnowledgeArticle'],
        ]);
        return id;
      },
    },
    ArticleFeedback: {
      hidden: true,
      add: (db: Database, house: House) =>
        insert(db, 'article_feedback', {
          article_id: house['KnowledgeArticle'],
          agent_id: house['Agent'],
          helped: false,
          comment: mark,
        }),
    },
  };
}

async function article(
  db: Database,
  house: House,
  { title, audience }: { readonly title: string; readonly audience: string },
): Promise<string> {
  const id = await insert(db, 'knowledge_article', {
    title,
    audience,
    status: 'PUBLISHED',
    draft_status: 'DRAFT',
    main_language: 'en',
    product_id: house['Product'],
    category_id: house['TicketCategory'],
    published_at: '2026-11-20T09:30:00Z',
  });
  const published = await revision(db, id, 1, title);
  await insert(db, 'article_variant', {
    article_id: id,
    language: 'en',
    title,
    question: title,
    answer: title,
    answer_text: title,
    published_revision_id: published,
    latest_revision_id: published,
  });
  return id;
}

function revision(db: Database, articleId: string, number: number, text: string): Promise<string> {
  return insert(db, 'article_revision', {
    article_id: articleId,
    number,
    step: 'SAVED',
    language: 'en',
    title: text,
    question: text,
    answer: text,
    audience: 'PUBLIC',
    reason: text,
  });
}
