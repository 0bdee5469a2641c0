import { newId } from '../../shared/ids.ts';
import type { Database } from '../../shared/database.ts';
import type { RequestContext } from '../context.ts';
import { loadProduct } from '../erp/products.ts';
import { loadTicketCategory } from '../tickets/taxonomies.ts';
import { stemsOf } from './guess-language.ts';

export interface AskedQuestion {
  readonly text: string;
  /** BCP 47; stems are those of German and English, other languages are compared word by word. */
  readonly language: string;
  /** Raw uuids. */
  readonly productId?: string | null;
  readonly categoryId?: string | null;
}

const LONGEST = 300;
/** Whoever may search may ask as much as it likes: so many are kept, twice what the report looks at. */
const MOST_KEPT = 10_000;
const FORGOTTEN_AT_ONCE = 500;

/**
 * Remembers that a search found nothing useful: the report of what is missing counts it. Who asked is not kept. A
 * statement of its own, not part of a business transaction; wordings of the same stems share one row. That nothing is
 * found about a product or category that is not there, or not for who asks, is no question.
 */
export async function recordQuestion(context: RequestContext, asked: AskedQuestion): Promise<void> {
  if (asked.productId && !(await loadProduct(context, asked.productId))) return;
  if (asked.categoryId && !(await loadTicketCategory(context, asked.categoryId))) return;
  const text = asked.text.trim().replace(/\s+/g, ' ').slice(0, LONGEST);
  const [written] = await context.db.query<{ is_new: boolean }>(
    `insert into knowledge_question (id, fingerprint, wording, language, product_id, category_id, count)
     select $1::uuid, fingerprint, $2::text, $3::text, $4::uuid, $5::uuid, 1
       from (select array_to_string(${stemsOf('$2::text', '$3::text')}, ' ') as fingerprint) asked
      where fingerprint <> ''
     on conflict (fingerprint, language, product_id, category_id)
     do update set count = knowledge_question.count + 1, wording = excluded.wording, last_asked_at = now()
     returning xmax = 0 as is_new`,
    [newId(), text, asked.language, asked.productId ?? null, asked.categoryId ?? null],
  );
  if (written?.is_new) await forgetLeastAsked(context.db);
}

/** What was asked once, long ago, goes first: who floods the report does not push out what many ask. */
async function forgetLeastAsked(db: Database): Promise<void> {
  await db.query(
    `delete from knowledge_question
      where (select count(*) from knowledge_question) > $1
        and id in (select id from knowledge_question order by count, last_asked_at, id limit $2
                      for update skip locked)`,
    [MOST_KEPT, FORGOTTEN_AT_ONCE],
  );
}

/** What nobody has asked for in a year is not missing any more. Answers how many went. */
export async function forgetOldQuestions(db: Database): Promise<number> {
  const deleted = await db.query(
    `delete from knowledge_question where last_asked_at < now() - interval '1 year' returning id`,
  );
  return deleted.length;
}
