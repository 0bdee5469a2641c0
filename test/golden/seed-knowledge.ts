import type { Queryable } from '../../src/shared/database.ts';

/** Of each so many: articles in two languages with a draft, feedback, views, and each linked to three tickets. */
export async function seedKnowledge(db: Queryable, count: number): Promise<void> {
  for (const statement of statements(count)) await db.query(statement);
  await db.query('analyze');
}

function statements(count: number): string[] {
  const numbers = `generate_series(1, ${count}) n`;
  return [
    `insert into ticket_category (id, name) values (${id('6', '1')}, 'Machines')`,
    `insert into ticket (id, type, number, subject, customer_id, tags, status_id, state, opened_at, solved_at)
     select ${id('1', 'n')}, 'SERVICE_REQUEST', 'T-' || n, 'It stands still', c.id, '{}', s.id, 'SOLVED',
            timestamptz '2018-06-01', timestamptz '2018-06-02'
       from ${numbers}, (select id from customer limit 1) c,
            (select id from ticket_status where state = 'SOLVED' and is_default) s`,
    `insert into knowledge_article (id, title, status, draft_status, audience, main_language, product_id, category_id,
                                    published_at, solved_count)
     select ${id('2', 'n')}, 'Article ' || n, 'PUBLISHED', 'DRAFT', 'PUBLIC', 'de', p.id, ${id('6', '1')}, now(), 3
       from ${numbers}, (select id from product limit 1) p`,
    `insert into article_revision (id, article_id, number, step, language, title, answer, audience, changed,
                                   author_name, agent_id)
     select ${id('3', 'n * 2 + r')}, ${id('2', 'n')}, r + 1, 'SAVED', l, 'Article ' || n, 'Do **this**.', 'PUBLIC',
            '{}', 'seed', (select min(id::text)::uuid from agent)
       from ${numbers}, (values (0, 'de'), (1, 'en')) v(r, l)`,
    `insert into article_variant (id, article_id, language, title, answer, answer_text, published_revision_id,
                                  latest_revision_id)
     select r.id, r.article_id, r.language, r.title, r.answer, 'Do this.', r.id, r.id from article_revision r`,
    `insert into article_feedback (id, article_id, given_by, agent_id, helped)
     select ${id('4', 'n * 3 + r')}, ${id('2', 'n')}, 'seed ' || r, (select min(id::text)::uuid from agent), r > 0
       from ${numbers}, generate_series(0, 2) r`,
    `insert into article_view (article_id, day, slot, count)
     select ${id('2', 'n')}, '2026-02-01', r, 5 from ${numbers}, generate_series(0, 2) r`,
    `insert into article_ticket (article_id, ticket_id, solved)
     select ${id('2', 'n')}, ${id('1', `(n + r) % ${count} + 1`)}, true from ${numbers}, generate_series(0, 2) r`,
  ];
}

/** SQL: the raw uuid (of version 7) of the n-th record of a kind. */
function id(kind: string, number: string): string {
  return `('019a0000-01${kind.padStart(2, '0')}-7000-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
}
