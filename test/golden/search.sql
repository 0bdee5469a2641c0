-- level 1

with term as materialized ( select n::int - 1 as n, word, incomplete, thorough, search_german(word) as german,
    search_english(word) as english
  from unnest($1::text[], $2::boolean[], $8::boolean[]) with ordinality given(word, incomplete, thorough,
      n) ), known as materialized ( select t.*, exists (select
  from search_article_word w
  where w.german = t.german) or exists (select
  from search_article_word w
  where w.english = t.english) as is_known
  from term t ), phrase as materialized ( select n::int - 1 as n, search_phrase(words, 'german') as german,
      search_phrase(words, 'english') as english, words
  from unnest($7::text[]) with ordinality given(phrase, n), lateral (select string_to_array(phrase,
      ' ')) split(words) ), expression as materialized ( select distinct p.n, other.synonym_id, other.words,
      other.german
  from phrase p
  join search_synonym_phrase named on named.german = p.german or named.english = p.english
  join search_synonym_phrase other on other.synonym_id = named.synonym_id
  where other.german <> p.german ), found as ( select 'STEM' as how, t.n, t.german as stem, w.word,
      w.german as word_stem, null as expression, null::int as place
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.german = t.german offset 0) w
  union all select 'STEM', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.english = t.english offset 0) w
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word like '%' || t.german || '%'
  order by length(w.word)
  limit 200) w
  where length(t.german) > 3
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where (w.word like t.german || '%' or w.word like '%' || t.german)
  order by length(w.word)
  limit 100) w
  where length(t.german) = 3
  union all select 'PART', t.n, t.german, w.word, w.german, null, null
  from unnest($3::int[], $4::text[]) part(n, part)
  join term t on t.n = part.n
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.german = part.part offset 0) w
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  join unnest($5::int[], $6::text[]) near(n, word) on near.n = t.n
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word = near.word offset 0) w
  where t.thorough or not t.is_known
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word % t.word
  order by similarity(w.word, t.word) desc
  limit 40) w
  where ($9::boolean or not t.is_known) and length(t.word) > 5 and t.word !~ '[0-9]'
  union all select 'BEGINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word > t.word and w.word < t.word || chr(65535)
  order by length(w.word)
  limit 50) w
  where t.incomplete
  union all select 'SYNONYM', e.n, '', coalesce(w.word, part.word), '',
      e.synonym_id || array_to_string(e.words, ' '), part.place::int
  from expression e
  cross join lateral unnest(e.words) with ordinality part(word, place)
  cross join lateral (select search_german(part.word) as german, search_english(part.word) as english) stems
  left join lateral ( select w.word
  from search_article_word w
  where w.german = stems.german union select w.word
  from search_article_word w
  where w.english = stems.english) w on true
  union all select 'SYNONYM_PART', e.n, e.german, w.word, '', null, null
  from expression e
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word like '%' || e.german || '%' and w.german <> e.german
  order by length(w.word)
  limit 50) w
  where cardinality(e.words) = 1 and length(e.german) > 3 ), statistic as materialized ( select s.word,
      s.frequency
  from pg_stats p, unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) s(word, frequency)
  where p.schemaname = current_schema() and p.tablename = 'search_article' and p.attname = 'words' ) select f.how,
      f.n, f.stem, f.word, f.word_stem, f.expression, f.place, s.frequency
  from found f
  left join statistic s on s.word = f.word
  union all select 'TOTAL', greatest(reltuples, 0)::int, '', '', '', null, null, null
  from pg_class
  where oid = 'search_article'::regclass;

with term as materialized ( select n::int - 1 as n, word, incomplete, thorough, search_german(word) as german,
    search_english(word) as english
  from unnest($1::text[], $2::boolean[], $8::boolean[]) with ordinality given(word, incomplete, thorough,
      n) ), known as materialized ( select t.*, exists (select
  from search_ticket_word w
  where w.german = t.german) or exists (select
  from search_ticket_word w
  where w.english = t.english) as is_known
  from term t ), phrase as materialized ( select n::int - 1 as n, search_phrase(words, 'german') as german,
      search_phrase(words, 'english') as english, words
  from unnest($7::text[]) with ordinality given(phrase, n), lateral (select string_to_array(phrase,
      ' ')) split(words) ), expression as materialized ( select distinct p.n, other.synonym_id, other.words,
      other.german
  from phrase p
  join search_synonym_phrase named on named.german = p.german or named.english = p.english
  join search_synonym_phrase other on other.synonym_id = named.synonym_id
  where other.german <> p.german ), found as ( select 'STEM' as how, t.n, t.german as stem, w.word,
      w.german as word_stem, null as expression, null::int as place
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.german = t.german offset 0) w
  union all select 'STEM', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.english = t.english offset 0) w
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word like '%' || t.german || '%'
  order by length(w.word)
  limit 200) w
  where length(t.german) > 3
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where (w.word like t.german || '%' or w.word like '%' || t.german)
  order by length(w.word)
  limit 100) w
  where length(t.german) = 3
  union all select 'PART', t.n, t.german, w.word, w.german, null, null
  from unnest($3::int[], $4::text[]) part(n, part)
  join term t on t.n = part.n
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.german = part.part offset 0) w
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  join unnest($5::int[], $6::text[]) near(n, word) on near.n = t.n
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word = near.word offset 0) w
  where t.thorough or not t.is_known
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word % t.word
  order by similarity(w.word, t.word) desc
  limit 40) w
  where ($9::boolean or not t.is_known) and length(t.word) > 5 and t.word !~ '[0-9]'
  union all select 'BEGINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word > t.word and w.word < t.word || chr(65535)
  order by length(w.word)
  limit 50) w
  where t.incomplete
  union all select 'SYNONYM', e.n, '', coalesce(w.word, part.word), '',
      e.synonym_id || array_to_string(e.words, ' '), part.place::int
  from expression e
  cross join lateral unnest(e.words) with ordinality part(word, place)
  cross join lateral (select search_german(part.word) as german, search_english(part.word) as english) stems
  left join lateral ( select w.word
  from search_ticket_word w
  where w.german = stems.german union select w.word
  from search_ticket_word w
  where w.english = stems.english) w on true
  union all select 'SYNONYM_PART', e.n, e.german, w.word, '', null, null
  from expression e
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word like '%' || e.german || '%' and w.german <> e.german
  order by length(w.word)
  limit 50) w
  where cardinality(e.words) = 1 and length(e.german) > 3 ), statistic as materialized ( select s.word,
      s.frequency
  from pg_stats p, unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) s(word, frequency)
  where p.schemaname = current_schema() and p.tablename = 'search_ticket' and p.attname = 'words' ) select f.how,
      f.n, f.stem, f.word, f.word_stem, f.expression, f.place, s.frequency
  from found f
  left join statistic s on s.word = f.word
  union all select 'TOTAL', greatest(reltuples, 0)::int, '', '', '', null, null, null
  from pg_class
  where oid = 'search_ticket'::regclass;

select t.id, t.version, t.created_at, t.updated_at, t.type, t.number, t.subject, t.description, t.customer_id,
    t.contact_id, t.channel, t.product_id, t.document_id, t.call_id, t.priority, t.category_id, t.tags,
    t.assignee_id, t.team_id, t.status_id, t.state, t.rejection_reason, t.parent_id, t.merged_into_id,
    t.opened_at, t.first_response_at, t.solved_at, t.closed_at, extract(epoch
  from t.first_response_at - t.opened_at)::text as first_response_time, extract(epoch
  from t.solved_at - t.opened_at)::text as resolution_time, t.cause_id, t.defect, t.remedy, t.outcome,
      t.outcome_reason, t.compensation_amount as _compensation_amount,
      t.compensation_currency as _compensation_currency, t.cost_amount as _cost_amount,
      t.cost_currency as _cost_currency, array[(t.opened_at)::text, t.id::text] as _key,
      row_number() over (order by t.opened_at desc, t.id desc) as _place
  from ticket t
  where true and t.merged_into_id is null
  order by t.opened_at desc, t.id desc
  limit $1::int;


-- level 2

with term as materialized ( select n::int - 1 as n, word, incomplete, thorough, search_german(word) as german,
    search_english(word) as english
  from unnest($1::text[], $2::boolean[], $8::boolean[]) with ordinality given(word, incomplete, thorough,
      n) ), known as materialized ( select t.*, exists (select
  from search_article_word w
  where w.german = t.german) or exists (select
  from search_article_word w
  where w.english = t.english) as is_known
  from term t ), phrase as materialized ( select n::int - 1 as n, search_phrase(words, 'german') as german,
      search_phrase(words, 'english') as english, words
  from unnest($7::text[]) with ordinality given(phrase, n), lateral (select string_to_array(phrase,
      ' ')) split(words) ), expression as materialized ( select distinct p.n, other.synonym_id, other.words,
      other.german
  from phrase p
  join search_synonym_phrase named on named.german = p.german or named.english = p.english
  join search_synonym_phrase other on other.synonym_id = named.synonym_id
  where other.german <> p.german ), found as ( select 'STEM' as how, t.n, t.german as stem, w.word,
      w.german as word_stem, null as expression, null::int as place
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.german = t.german offset 0) w
  union all select 'STEM', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.english = t.english offset 0) w
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word like '%' || t.german || '%'
  order by length(w.word)
  limit 200) w
  where length(t.german) > 3
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where (w.word like t.german || '%' or w.word like '%' || t.german)
  order by length(w.word)
  limit 100) w
  where length(t.german) = 3
  union all select 'PART', t.n, t.german, w.word, w.german, null, null
  from unnest($3::int[], $4::text[]) part(n, part)
  join term t on t.n = part.n
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.german = part.part offset 0) w
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  join unnest($5::int[], $6::text[]) near(n, word) on near.n = t.n
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word = near.word offset 0) w
  where t.thorough or not t.is_known
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word % t.word
  order by similarity(w.word, t.word) desc
  limit 40) w
  where ($9::boolean or not t.is_known) and length(t.word) > 5 and t.word !~ '[0-9]'
  union all select 'BEGINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word > t.word and w.word < t.word || chr(65535)
  order by length(w.word)
  limit 50) w
  where t.incomplete
  union all select 'SYNONYM', e.n, '', coalesce(w.word, part.word), '',
      e.synonym_id || array_to_string(e.words, ' '), part.place::int
  from expression e
  cross join lateral unnest(e.words) with ordinality part(word, place)
  cross join lateral (select search_german(part.word) as german, search_english(part.word) as english) stems
  left join lateral ( select w.word
  from search_article_word w
  where w.german = stems.german union select w.word
  from search_article_word w
  where w.english = stems.english) w on true
  union all select 'SYNONYM_PART', e.n, e.german, w.word, '', null, null
  from expression e
  cross join lateral (select w.word, w.german
  from search_article_word w
  where w.word like '%' || e.german || '%' and w.german <> e.german
  order by length(w.word)
  limit 50) w
  where cardinality(e.words) = 1 and length(e.german) > 3 ), statistic as materialized ( select s.word,
      s.frequency
  from pg_stats p, unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) s(word, frequency)
  where p.schemaname = current_schema() and p.tablename = 'search_article' and p.attname = 'words' ) select f.how,
      f.n, f.stem, f.word, f.word_stem, f.expression, f.place, s.frequency
  from found f
  left join statistic s on s.word = f.word
  union all select 'TOTAL', greatest(reltuples, 0)::int, '', '', '', null, null, null
  from pg_class
  where oid = 'search_article'::regclass;

with term as materialized ( select n::int - 1 as n, word, incomplete, thorough, search_german(word) as german,
    search_english(word) as english
  from unnest($1::text[], $2::boolean[], $8::boolean[]) with ordinality given(word, incomplete, thorough,
      n) ), known as materialized ( select t.*, exists (select
  from search_ticket_word w
  where w.german = t.german) or exists (select
  from search_ticket_word w
  where w.english = t.english) as is_known
  from term t ), phrase as materialized ( select n::int - 1 as n, search_phrase(words, 'german') as german,
      search_phrase(words, 'english') as english, words
  from unnest($7::text[]) with ordinality given(phrase, n), lateral (select string_to_array(phrase,
      ' ')) split(words) ), expression as materialized ( select distinct p.n, other.synonym_id, other.words,
      other.german
  from phrase p
  join search_synonym_phrase named on named.german = p.german or named.english = p.english
  join search_synonym_phrase other on other.synonym_id = named.synonym_id
  where other.german <> p.german ), found as ( select 'STEM' as how, t.n, t.german as stem, w.word,
      w.german as word_stem, null as expression, null::int as place
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.german = t.german offset 0) w
  union all select 'STEM', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.english = t.english offset 0) w
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word like '%' || t.german || '%'
  order by length(w.word)
  limit 200) w
  where length(t.german) > 3
  union all select 'CONTAINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where (w.word like t.german || '%' or w.word like '%' || t.german)
  order by length(w.word)
  limit 100) w
  where length(t.german) = 3
  union all select 'PART', t.n, t.german, w.word, w.german, null, null
  from unnest($3::int[], $4::text[]) part(n, part)
  join term t on t.n = part.n
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.german = part.part offset 0) w
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  join unnest($5::int[], $6::text[]) near(n, word) on near.n = t.n
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word = near.word offset 0) w
  where t.thorough or not t.is_known
  union all select 'NEAR', t.n, t.german, w.word, w.german, null, null
  from known t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word % t.word
  order by similarity(w.word, t.word) desc
  limit 40) w
  where ($9::boolean or not t.is_known) and length(t.word) > 5 and t.word !~ '[0-9]'
  union all select 'BEGINS', t.n, t.german, w.word, w.german, null, null
  from term t
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word > t.word and w.word < t.word || chr(65535)
  order by length(w.word)
  limit 50) w
  where t.incomplete
  union all select 'SYNONYM', e.n, '', coalesce(w.word, part.word), '',
      e.synonym_id || array_to_string(e.words, ' '), part.place::int
  from expression e
  cross join lateral unnest(e.words) with ordinality part(word, place)
  cross join lateral (select search_german(part.word) as german, search_english(part.word) as english) stems
  left join lateral ( select w.word
  from search_ticket_word w
  where w.german = stems.german union select w.word
  from search_ticket_word w
  where w.english = stems.english) w on true
  union all select 'SYNONYM_PART', e.n, e.german, w.word, '', null, null
  from expression e
  cross join lateral (select w.word, w.german
  from search_ticket_word w
  where w.word like '%' || e.german || '%' and w.german <> e.german
  order by length(w.word)
  limit 50) w
  where cardinality(e.words) = 1 and length(e.german) > 3 ), statistic as materialized ( select s.word,
      s.frequency
  from pg_stats p, unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) s(word, frequency)
  where p.schemaname = current_schema() and p.tablename = 'search_ticket' and p.attname = 'words' ) select f.how,
      f.n, f.stem, f.word, f.word_stem, f.expression, f.place, s.frequency
  from found f
  left join statistic s on s.word = f.word
  union all select 'TOTAL', greatest(reltuples, 0)::int, '', '', '', null, null, null
  from pg_class
  where oid = 'search_ticket'::regclass;

with asked as materialized ( select n, query::tsquery as query, strong::tsquery as strong
  from unnest($1::int[], $2::text[], $3::text[]) q(n, query, strong) ), hit as materialized ( select q.n as n,
      top.*
  from asked q
  cross join lateral ( select s.ticket_id as _id, s.words as _words, s.ticket_id, s.customer_id, s.product_id,
      t.state, floor(extract(epoch
  from now() - coalesce(t.solved_at, t.opened_at)) / 86400)::float8 as age_days
  from search_ticket s
  join ticket t on t.id = s.ticket_id
  where s.words @@ q.query and t.merged_into_id is null and true
  order by 3 * ts_rank('{0.1,0.5,0.75,1}', s.words, q.strong) + ts_rank('{0.1,0.5,0.75,1}', s.words,
      q.query) desc, s.ticket_id
  limit 100 ) top ), found as ( select h.n, h._id, array_agg(l.weights[1] || l.lexeme) as _found
  from hit h
  cross join lateral unnest(h._words) l
  join unnest($4::text[]) w(word) on w.word = l.lexeme
  group by h.n, h._id ) select h.*, null as _words, f._found
  from hit h
  join found f on f.n = h.n and f._id = h._id;

with asked as materialized ( select n, query::tsquery as query, strong::tsquery as strong
  from unnest($2::int[], $3::text[], $4::text[]) q(n, query, strong) ), hit as materialized ( select q.n as n,
      top.*
  from asked q
  cross join lateral ( select s.variant_id as _id, s.words as _words, s.variant_id, s.article_id, s.language,
      a.product_id, a.solved_count, floor(extract(epoch
  from now() - coalesce(a.published_at, a.created_at)) / 86400)::float8 as age_days,
      coalesce(a.valid_until < $1::date, false) as expired
  from search_article s
  join knowledge_article a on a.id = s.article_id
  where s.words @@ q.query and a.status = 'PUBLISHED' and true
  order by 3 * ts_rank('{0.1,0.5,0.75,1}', s.words, q.strong) + ts_rank('{0.1,0.5,0.75,1}', s.words,
      q.query) desc, s.variant_id
  limit 100 ) top ), found as ( select h.n, h._id, array_agg(l.weights[1] || l.lexeme) as _found
  from hit h
  cross join lateral unnest(h._words) l
  join unnest($5::text[]) w(word) on w.word = l.lexeme
  group by h.n, h._id ) select h.*, null as _words, f._found
  from hit h
  join found f on f.n = h.n and f._id = h._id;


-- level 3

select a.id, a.version, a.created_at, a.updated_at, a.title, a.status, a.draft_status, a.audience,
    a.main_language, a.product_id, a.category_id, a.valid_until, a.published_at, a.solved_count, a.id as _id
  from knowledge_article a
  where a.id = any($1::uuid[]) and true;

select t.id, t.version, t.created_at, t.updated_at, t.type, t.number, t.subject, t.description, t.customer_id,
    t.contact_id, t.channel, t.product_id, t.document_id, t.call_id, t.priority, t.category_id, t.tags,
    t.assignee_id, t.team_id, t.status_id, t.state, t.rejection_reason, t.parent_id, t.merged_into_id,
    t.opened_at, t.first_response_at, t.solved_at, t.closed_at, extract(epoch
  from t.first_response_at - t.opened_at)::text as first_response_time, extract(epoch
  from t.solved_at - t.opened_at)::text as resolution_time, t.cause_id, t.defect, t.remedy, t.outcome,
      t.outcome_reason, t.compensation_amount as _compensation_amount,
      t.compensation_currency as _compensation_currency, t.cost_amount as _cost_amount,
      t.cost_currency as _cost_currency, t.id as _id
  from ticket t
  where t.id = any($1::uuid[]) and true;

with asked as materialized ( select n, query::tsquery as query, strong::tsquery as strong
  from unnest($1::int[], $2::text[], $3::text[]) q(n, query, strong) ), hit as materialized ( select q.n as n,
      top.*
  from asked q
  cross join lateral ( select s.ticket_id as _id, s.words as _words, s.ticket_id, s.customer_id, s.product_id,
      t.state, floor(extract(epoch
  from now() - coalesce(t.solved_at, t.opened_at)) / 86400)::float8 as age_days
  from search_ticket s
  join ticket t on t.id = s.ticket_id
  where s.words @@ q.query and t.merged_into_id is null and true
  order by 3 * ts_rank('{0.1,0.5,0.75,1}', s.words, q.strong) + ts_rank('{0.1,0.5,0.75,1}', s.words,
      q.query) desc, s.ticket_id
  limit 100 ) top ), found as ( select h.n, h._id, array_agg(l.weights[1] || l.lexeme) as _found
  from hit h
  cross join lateral unnest(h._words) l
  join unnest($4::text[]) w(word) on w.word = l.lexeme
  group by h.n, h._id ) select h.*, null as _words, f._found
  from hit h
  join found f on f.n = h.n and f._id = h._id;

with asked as materialized ( select n, query::tsquery as query, strong::tsquery as strong
  from unnest($2::int[], $3::text[], $4::text[]) q(n, query, strong) ), hit as materialized ( select q.n as n,
      top.*
  from asked q
  cross join lateral ( select s.variant_id as _id, s.words as _words, s.variant_id, s.article_id, s.language,
      a.product_id, a.solved_count, floor(extract(epoch
  from now() - coalesce(a.published_at, a.created_at)) / 86400)::float8 as age_days,
      coalesce(a.valid_until < $1::date, false) as expired
  from search_article s
  join knowledge_article a on a.id = s.article_id
  where s.words @@ q.query and a.status = 'PUBLISHED' and true
  order by 3 * ts_rank('{0.1,0.5,0.75,1}', s.words, q.strong) + ts_rank('{0.1,0.5,0.75,1}', s.words,
      q.query) desc, s.variant_id
  limit 100 ) top ), found as ( select h.n, h._id, array_agg(l.weights[1] || l.lexeme) as _found
  from hit h
  cross join lateral unnest(h._words) l
  join unnest($5::text[]) w(word) on w.word = l.lexeme
  group by h.n, h._id ) select h.*, null as _words, f._found
  from hit h
  join found f on f.n = h.n and f._id = h._id;


-- level 4

select t.id as ticket_id, latest.id
  from unnest($1::uuid[]) t(id)
  cross join lateral (select a.id
  from article_ticket l
  join knowledge_article a on a.id = l.article_id
  where l.ticket_id = t.id and l.solved and true and true
  order by l.linked_at desc, a.id
  limit 1) latest;

select t.id as ticket_id, latest.id
  from unnest($1::uuid[]) t(id)
  cross join lateral (select m.id
  from ticket_message m
  where m.ticket_id = t.id and m.kind = 'PUBLIC_REPLY' and m.direction = 'OUTBOUND'
  order by m.happened_at desc, m.id desc
  limit 1) latest;

select v.id, v.title, v.question, v.answer_text
  from article_variant v
  join knowledge_article a on a.id = v.article_id
  where v.id = any($1::uuid[]) and v.title is not null and a.status = 'PUBLISHED' and true;


-- level 5

select a.id, a.version, a.created_at, a.updated_at, a.title, a.status, a.draft_status, a.audience,
    a.main_language, a.product_id, a.category_id, a.valid_until, a.published_at, a.solved_count, a.id as _id
  from knowledge_article a
  where a.id = any($1::uuid[]) and true;
