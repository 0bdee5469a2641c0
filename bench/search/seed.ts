import { newId } from '../../src/shared/ids.ts';
import type { Queryable } from '../../src/shared/database.ts';
import { seedId } from '../seed.ts';
import { textSource } from './texts.ts';

export interface SearchSize {
  readonly articles: number;
  readonly tickets: number;
  /** Customers and products that bench/seed.ts has made. */
  readonly customers: number;
  readonly products: number;
}

const BATCH = 2_000;

/** Published articles and solved tickets, straight into the tables: the triggers make them searchable. */
export async function seedSearch(
  db: Queryable,
  size: SearchSize,
  note: (line: string) => void,
): Promise<void> {
  await inBatches(size.articles, (from, count) => addArticles(db, size, from, count));
  note(`${size.articles} articles`);
  await inBatches(size.tickets, (from, count) => addTickets(db, size, from, count));
  note(`${size.tickets} tickets`);
  // Without them the planner and the ranking know nothing of which words are frequent; autovacuum does it in life.
  await db.query('analyze');
}

async function inBatches(total: number, add: (from: number, count: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < total; from += BATCH) await add(from, Math.min(BATCH, total - from));
}

async function addArticles(db: Queryable, size: SearchSize, from: number, count: number): Promise<void> {
  const source = textSource(1_000 + from);
  const rows = Array.from({ length: count }, (_, n) => ({
    id: newId(),
    revision: newId(),
    variant: newId(),
    title: source.text(5),
    question: source.text(15),
    answer: source.text(100),
    product: (from + n) % 3 === 0 ? seedId('product', 1 + ((from + n) % size.products)) : null,
    solved: (from + n) % 40,
    days: (from + n) % 1_500,
  }));
  const column = (name: keyof (typeof rows)[number]): unknown[] => rows.map((row) => row[name]);
  await db.query(
    `insert into knowledge_article (id, title, status, draft_status, audience, main_language, product_id, published_at,
                                    solved_count)
     select id, title, 'PUBLISHED', null, 'PUBLIC', 'de', product, now() - make_interval(days => days), solved
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::int[]) a(id, title, product, days, solved)`,
    [column('id'), column('title'), column('product'), column('days'), column('solved')],
  );
  await db.query(
    `insert into article_revision (id, article_id, number, step, language, title, question, answer, audience, changed,
                                   author_name)
     select id, article, 1, 'SAVED', 'de', title, question, answer, 'PUBLIC', '{}', 'bench'
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) a(id, article, title, question, answer)`,
    [column('revision'), column('id'), column('title'), column('question'), column('answer')],
  );
  await db.query(
    `insert into article_variant (id, article_id, language, title, question, answer, answer_text,
                                  published_revision_id, latest_revision_id, published_at)
     select id, article, 'de', title, question, answer, answer, revision, revision, now()
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])
            a(id, article, revision, title, question, answer)`,
    [
      column('variant'),
      column('id'),
      column('revision'),
      column('title'),
      column('question'),
      column('answer'),
    ],
  );
}

async function addTickets(db: Queryable, size: SearchSize, from: number, count: number): Promise<void> {
  const source = textSource(1_000_000 + from);
  const rows = Array.from({ length: count }, (_, n) => ({
    id: newId(),
    number: `B-${from + n}`,
    subject: source.text(6),
    description: source.text(40),
    customer: seedId('customer', 1 + ((from + n) % size.customers)),
    product: seedId('product', 1 + ((from + n) % size.products)),
    days: (from + n) % 1_500,
  }));
  const column = (name: keyof (typeof rows)[number]): unknown[] => rows.map((row) => row[name]);
  await db.query(
    `insert into ticket (id, type, number, subject, description, customer_id, product_id, channel, tags, status_id,
                         state, opened_at, solved_at)
     select t.id, 'SERVICE_REQUEST', t.number, t.subject, t.description, t.customer, t.product, 'EMAIL', '{}', s.id,
            s.state, now() - make_interval(days => t.days), now() - make_interval(days => t.days)
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::int[])
            t(id, number, subject, description, customer, product, days)
       join ticket_status s on s.state = 'SOLVED' and s.is_default`,
    [
      column('id'),
      column('number'),
      column('subject'),
      column('description'),
      column('customer'),
      column('product'),
      column('days'),
    ],
  );
}
