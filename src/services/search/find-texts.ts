import type { Queryable } from '../../shared/database.ts';
import type { Bindings } from '../reads/filters.ts';
import type { Plan } from './plan.ts';
import type { Field, FoundWords } from './score.ts';

/** So many texts of each query are looked at closely; what PostgreSQL ranks below them is not found. */
export const MOST_FOUND = 100;

/** Where texts lie, and which of them may be found. */
export interface TextSource {
  /** `from` item: the search table as `s`, and what it is joined with. */
  readonly from: string;
  /** The text's id: `s.variant_id`. */
  readonly id: string;
  readonly columns: string;
  /** Reach and filters; `q.n` is the query's number. */
  readonly conditions: readonly string[];
  readonly bindings: Bindings;
}

// Of D (not used), C, B and A.
const WEIGHTS = `'{0.1,0.5,0.75,1}'`;

export type FoundText<Row> = Row & {
  /** Number of the plan. */
  readonly n: number;
  readonly words: FoundWords;
};

/**
 * The texts that each plan finds, the likeliest hundred, with those of the words that occur in them: one statement
 * for all plans.
 */
export async function findTexts<Row extends object>(
  db: Queryable,
  { from, id, columns, conditions, bindings }: TextSource,
  plans: readonly (Plan | null)[],
  words: readonly string[],
): Promise<FoundText<Row>[]> {
  const asked = plans.flatMap((plan, n) => (plan ? [{ ...plan, n }] : []));
  if (asked.length === 0) return [];
  const numbers = bindings.bind(
    asked.map(({ n }) => n),
    'int[]',
  );
  const queries = bindings.bind(
    asked.map(({ query }) => query),
    'text[]',
  );
  const strong = bindings.bind(
    asked.map((plan) => plan.strong),
    'text[]',
  );
  const wanted = bindings.bind([...new Set(words)], 'text[]');
  const rows = await db.query<Row & { n: number; _found: readonly string[] }>(
    `with asked as materialized (
       select n, query::tsquery as query, strong::tsquery as strong
         from unnest(${numbers}, ${queries}, ${strong}) q(n, query, strong)
     ), hit as materialized (
       select q.n as n, top.* from asked q
        cross join lateral (
          select ${id} as _id, s.words as _words, ${columns}
            from ${from}
           where s.words @@ q.query and ${conditions.join(' and ')}
           order by 3 * ts_rank(${WEIGHTS}, s.words, q.strong) + ts_rank(${WEIGHTS}, s.words, q.query) desc, ${id}
           limit ${MOST_FOUND}
        ) top
     ), found as (
       select h.n, h._id, array_agg(l.weights[1] || l.lexeme) as _found
         from hit h
        cross join lateral unnest(h._words) l
         join unnest(${wanted}) w(word) on w.word = l.lexeme
        group by h.n, h._id
     )
     select h.*, null as _words, f._found from hit h join found f on f.n = h.n and f._id = h._id`,
    bindings.values,
  );
  return rows.map((row) => ({ ...row, words: foundWords(row._found) }));
}

function foundWords(found: readonly string[]): FoundWords {
  return new Map(found.map((each) => [each.slice(1), each.charAt(0) as Field]));
}
