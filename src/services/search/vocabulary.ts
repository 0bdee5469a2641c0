import type { RequestContext } from '../context.ts';
import { hasPart, possibleParts } from './compounds.ts';
import { type Alternative, type Candidate, formsOf } from './forms.ts';
import type { TermForms } from './plan.ts';
import { type Phrase, phrasesOf, type Term } from './query-terms.ts';
import { wordsOneErrorAway } from './typing-errors.ts';

export type Corpus = 'article' | 'ticket';

export interface KnownQuery {
  readonly terms: readonly TermForms[];
  /**
   * How many texts there are, as PostgreSQL estimates. Null for partners and customers: how rare a word is in texts
   * that they do not see must not show in a score.
   */
  readonly totalDocuments: number | null;
}

interface Row {
  readonly how: Candidate['how'] | 'SYNONYM' | 'SYNONYM_PART' | 'TOTAL';
  /** Place of the term, of the phrase with synonyms. */
  readonly n: number;
  readonly stem: string;
  readonly word: string;
  readonly word_stem: string;
  /** Of synonyms: which expression, and place of the word in it. */
  readonly expression: string | null;
  readonly place: number | null;
  /** Share of the texts the word occurs in; null where statistics do not know it: it is rare. */
  readonly frequency: number | null;
}

/**
 * What stands for each term of several queries: one statement for all of them. For our own people, words like one that
 * exists are only looked up for short queries. For others they always are: whether a word exists anywhere, perhaps in
 * what they may not see, must make no difference to what they find.
 */
export async function lookUp(
  { db, viewer }: RequestContext,
  corpus: Corpus,
  queries: readonly (readonly Term[])[],
): Promise<KnownQuery[]> {
  const terms = queries.flat();
  if (terms.length === 0) return queries.map(() => ({ terms: [], totalDocuments: 0 }));
  const isOutsider = viewer.reach.kind !== 'ALL';
  const phrases = queries.map(phrasesOf);
  const parts = terms.flatMap(({ word }, n) => possibleParts(word).map((part) => [n, part] as const));
  const near = terms.flatMap(({ word }, n) => wordsOneErrorAway(word).map((each) => [n, each] as const));
  const rows = await db.query<Row>(statements[corpus], [
    terms.map(({ word }) => word),
    terms.map(({ incomplete }) => incomplete),
    parts.map(([n]) => n),
    parts.map(([, part]) => part),
    near.map(([n]) => n),
    near.map(([, word]) => word),
    phrases.flat().map(({ words }) => words.join(' ')),
    queries.flatMap((query) => query.map(() => isOutsider || query.length <= FEW_TERMS)),
    isOutsider,
  ]);
  const total = Math.max(0, rows.find(({ how }) => how === 'TOTAL')?.n ?? 0);
  const frequencies = new Map(rows.map(({ word, frequency }) => [word, frequency]));
  const byTerm = Map.groupBy(rows.filter(isCandidate), ({ n }) => n);
  const byPhrase = Map.groupBy(
    rows.filter(({ how }) => how === 'SYNONYM' || how === 'SYNONYM_PART'),
    ({ n }) => n,
  );
  let firstTerm = 0;
  let firstPhrase = 0;
  return queries.map((query, place) => {
    const candidates = query.flatMap((_, term) =>
      (byTerm.get(firstTerm + term) ?? []).map(candidateOf(term)),
    );
    const own = phrases[place] ?? [];
    const alternatives = own.flatMap((phrase, n) =>
      alternativesOf(phrase, byPhrase.get(firstPhrase + n) ?? []),
    );
    firstTerm += query.length;
    firstPhrase += own.length;
    return {
      terms: withForms(query, candidates, alternatives, frequencies, total),
      totalDocuments: isOutsider ? null : total,
    };
  });
}

const FEW_TERMS = 4;

function withForms(
  query: readonly Term[],
  candidates: readonly Candidate[],
  alternatives: readonly Alternative[],
  frequencies: ReadonlyMap<string, number | null>,
  total: number,
): TermForms[] {
  const forms = formsOf(query, candidates, alternatives);
  return query.map((term, place) => {
    const own = forms[place] ?? [];
    const share = own.reduce((sum, { parts }) => {
      const [words = [], ...others] = parts;
      // Of expressions of several words nobody knows how often they occur together: seldom.
      if (others.length > 0) return sum;
      return sum + words.reduce((all, word) => all + (frequencies.get(word) ?? 0), 0);
    }, 0);
    return { ...term, forms: own, documents: Math.min(1, share) * total };
  });
}

function isCandidate(row: Row): row is Row & { how: Candidate['how'] } {
  return row.how !== 'SYNONYM' && row.how !== 'SYNONYM_PART' && row.how !== 'TOTAL';
}

function candidateOf(term: number): (row: Row & { how: Candidate['how'] }) => Candidate {
  return ({ how, stem, word, word_stem }) => ({ how, term, termStem: stem, word, stem: word_stem });
}

function alternativesOf(phrase: Phrase, rows: readonly Row[]): Alternative[] {
  const compounds = rows.filter(({ how, word, stem }) => how === 'SYNONYM_PART' && hasPart(word, stem));
  const expressions = Map.groupBy(
    rows.filter(({ how }) => how === 'SYNONYM'),
    ({ expression }) => expression,
  );
  return [
    ...[...expressions.values()].map((words) => ({ phrase, isCompound: false, words: byPlace(words) })),
    ...compounds.map(({ word }) => ({ phrase, isCompound: true, words: [[word]] })),
  ];
}

/** For each place of an expression the words that may be there. */
function byPlace(rows: readonly Row[]): string[][] {
  return [...Map.groupBy(rows, ({ place }) => place ?? 0)]
    .toSorted(([a], [b]) => a - b)
    .map(([, same]) => [...new Set(same.map(({ word }) => word))]);
}

// `offset 0` keeps PostgreSQL from turning look-ups of a few hundred words into a hash of all words there are.
function statement(corpus: Corpus): string {
  const words = `search_${corpus}_word`;
  const within = (condition: string, tail = 'offset 0'): string =>
    `cross join lateral (select w.word, w.german from ${words} w where ${condition} ${tail}) w`;
  return `
    with term as materialized (
      select n::int - 1 as n, word, incomplete, thorough, search_german(word) as german, search_english(word) as english
        from unnest($1::text[], $2::boolean[], $8::boolean[]) with ordinality given(word, incomplete, thorough, n)
    ), known as materialized (
      select t.*, exists (select from ${words} w where w.german = t.german)
               or exists (select from ${words} w where w.english = t.english) as is_known from term t
    ), phrase as materialized (
      select n::int - 1 as n, search_phrase(words, 'german') as german, search_phrase(words, 'english') as english, words
        from unnest($7::text[]) with ordinality given(phrase, n),
             lateral (select string_to_array(phrase, ' ')) split(words)
    ), expression as materialized (
      select distinct p.n, other.synonym_id, other.words, other.german
        from phrase p
        join search_synonym_phrase named on named.german = p.german or named.english = p.english
        join search_synonym_phrase other on other.synonym_id = named.synonym_id
       where other.german <> p.german
    ), found as (
      select 'STEM' as how, t.n, t.german as stem, w.word, w.german as word_stem, null as expression, null::int as place
        from term t ${within('w.german = t.german')}
      union all
      select 'STEM', t.n, t.german, w.word, w.german, null, null from term t ${within('w.english = t.english')}
      union all
      select 'CONTAINS', t.n, t.german, w.word, w.german, null, null from term t
       ${within(`w.word like '%' || t.german || '%'`, 'order by length(w.word) limit 200')}
       where length(t.german) > 3
      union all
      select 'CONTAINS', t.n, t.german, w.word, w.german, null, null from term t
       ${within(`(w.word like t.german || '%' or w.word like '%' || t.german)`, 'order by length(w.word) limit 100')}
       where length(t.german) = 3
      union all
      select 'PART', t.n, t.german, w.word, w.german, null, null
        from unnest($3::int[], $4::text[]) part(n, part) join term t on t.n = part.n ${within('w.german = part.part')}
      union all
      select 'NEAR', t.n, t.german, w.word, w.german, null, null
        from known t join unnest($5::int[], $6::text[]) near(n, word) on near.n = t.n ${within('w.word = near.word')}
       where t.thorough or not t.is_known
      union all
      select 'NEAR', t.n, t.german, w.word, w.german, null, null from known t
       ${within('w.word % t.word', 'order by similarity(w.word, t.word) desc limit 40')}
       where ($9::boolean or not t.is_known) and length(t.word) > 5 and t.word !~ '[0-9]'
      union all
      select 'BEGINS', t.n, t.german, w.word, w.german, null, null from term t
       ${within(`w.word > t.word and w.word < t.word || chr(65535)`, 'order by length(w.word) limit 50')}
       where t.incomplete
      union all
      select 'SYNONYM', e.n, '', coalesce(w.word, part.word), '', e.synonym_id || array_to_string(e.words, ' '), part.place::int
        from expression e
       cross join lateral unnest(e.words) with ordinality part(word, place)
       cross join lateral (select search_german(part.word) as german, search_english(part.word) as english) stems
        left join lateral (
          select w.word from ${words} w where w.german = stems.german
           union select w.word from ${words} w where w.english = stems.english) w on true
      union all
      select 'SYNONYM_PART', e.n, e.german, w.word, '', null, null from expression e
       ${within(`w.word like '%' || e.german || '%' and w.german <> e.german`, 'order by length(w.word) limit 50')}
       where cardinality(e.words) = 1 and length(e.german) > 3
    ), statistic as materialized (
      select s.word, s.frequency from pg_stats p,
             unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) s(word, frequency)
       where p.schemaname = current_schema() and p.tablename = 'search_${corpus}' and p.attname = 'words'
    )
    select f.how, f.n, f.stem, f.word, f.word_stem, f.expression, f.place, s.frequency
      from found f left join statistic s on s.word = f.word
     union all
    select 'TOTAL', greatest(reltuples, 0)::int, '', '', '', null, null, null
      from pg_class where oid = 'search_${corpus}'::regclass`;
}

const statements: Readonly<Record<Corpus, string>> = {
  article: statement('article'),
  ticket: statement('ticket'),
};
