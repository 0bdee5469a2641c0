import { newId } from '../../shared/ids.ts';
import type { Database } from '../../shared/database.ts';
import type { RequestContext } from '../context.ts';
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

/**
 * Remembers that a search found nothing useful: the report of what is missing counts it. Who asked is not kept. A
 * statement of its own, not part of a business transaction; wordings of the same stems share one row.
 */
export async function recordQuestion({ db }: RequestContext, asked: AskedQuestion): Promise<void> {
  const text = asked.text.trim().replace(/\s+/g, ' ').slice(0, LONGEST);
  await db.query(
    `insert into knowledge_question (id, fingerprint, wording, language, product_id, category_id, count)
     select $1::uuid, fingerprint, $2::text, $3::text, $4::uuid, $5::uuid, 1
       from (select array_to_string(${stemsOf('$2::text', '$3::text')}, ' ') as fingerprint) asked
      where fingerprint <> ''
     on conflict (fingerprint, language, product_id, category_id)
     do update set count = knowledge_question.count + 1, wording = excluded.wording, last_asked_at = now()`,
    [newId(), text, asked.language, asked.productId ?? null, asked.categoryId ?? null],
  );
}

/** What nobody has asked for in a year is not missing any more. Answers how many went. */
export async function forgetOldQuestions(db: Database): Promise<number> {
  const deleted = await db.query(
    `delete from knowledge_question where last_asked_at < now() - interval '1 year' returning id`,
  );
  return deleted.length;
}
