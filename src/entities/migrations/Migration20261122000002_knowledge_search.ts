import { Migration } from '@mikro-orm/migrations';

/**
 * What the search reads (docs/search.md), kept by triggers in the transaction of whatever wrote, so that it is never
 * behind. By hand, since the ORM knows neither tsvectors nor triggers.
 */
export class Migration20261122000002_knowledge_search extends Migration {
  override name = 'Migration20261122000002_knowledge_search';

  override up(): void {
    this.functions();
    this.words('search_article_word');
    this.words('search_ticket_word');
    this.articles();
    this.tickets();
    this.synonyms();
  }

  private functions(): void {
    // The same as `fold` in src/services/search/fold.ts; a test holds the two together. Not `unaccent`: it is only
    // stable, and JavaScript does not have it.
    this.addSql(String.raw`
      create function search_fold(input text) returns text language sql immutable parallel safe as $$
        select regexp_replace(replace(replace(
          lower(regexp_replace(normalize(input, NFKD), '[\u0300-\u036F\u00AD\u200B-\u200D]', '', 'g')), 'ß', 'ss'),
          'ae', 'a'),
          '(o|(?<![aeq])u)e(?=[a-ce-rt-z0-9]|[sd][a-z0-9])', '\1', 'g')
      $$`);
    // Words with one space between them. Longer texts than a book's chapter are cut.
    this.addSql(String.raw`
      create function search_text(input text) returns text language sql immutable parallel safe as $$
        select regexp_replace(search_fold(left(input, 50000)),
          '[^0-9a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u2C00-\u2FFF\u3040-\U0001EFFF\U00020000-\U0010FFFF]+',
          ' ', 'g')
      $$`);
    this.addSql(`
      create function search_words(input text) returns table (word text, place bigint)
      language sql immutable parallel safe as $$
        select word, place from string_to_table(search_text(input), ' ') with ordinality split(word, place)
         where word <> '' and length(word) <= 60
      $$`);
    // Not `to_tsvector`: its parser sees numbers, addresses and tags where there are part numbers. Where in a text a
    // word stands is not asked, only in which part of it.
    this.addSql(`
      create function search_labelled(input text, label text) returns text language sql immutable parallel safe as $$
        select replace(nullif(btrim(regexp_replace(search_text(input), ' *[^ ]{61,}', '', 'g')), ''), ' ', label || ' ')
            || label
      $$`);
    this.addSql(`
      create function search_vector(a text, b text, c text) returns tsvector language sql immutable parallel safe as $$
        select concat_ws(' ', search_labelled(a, ':1A'), search_labelled(b, ':2B'), search_labelled(c, ':3C'))::tsvector
      $$`);
    // Dictionaries that every PostgreSQL has; stop words, which they answer with nothing, are their own stem.
    for (const language of ['german', 'english']) {
      this.addSql(`
        create function search_${language}(word text) returns text language sql immutable parallel safe as $$
          select coalesce((ts_lexize('pg_catalog.${language}_stem', word))[1], word)
        $$`);
    }
  }

  /**
   * Every word that occurs, with its stems: what a query is compared with before the texts are. Without a unique key
   * on purpose: two transactions that bring the same new words would wait for each other, or deadlock. A word that
   * came twice does no harm.
   */
  private words(table: string): void {
    this.addSql(`
      create table ${table} (
        word text collate "C" not null,
        german text collate "C" not null generated always as (search_german(word)) stored,
        english text collate "C" not null generated always as (search_english(word)) stored
      )`);
    for (const column of ['word', 'german', 'english'])
      this.addSql(`create index ${table}_${column}_index on ${table} (${column})`);
    this.addSql(
      `create index ${table}_trigram_index on ${table} using gin (word gin_trgm_ops) with (fastupdate = off)`,
    );
    this.addSql(String.raw`
      create function ${table}_learn() returns trigger language plpgsql set enable_seqscan = off as $$
      begin
        insert into ${table} (word)
        select lexeme
          from (select distinct lexeme from changed, unnest(changed.words)
                 where lexeme ~ '[^0-9]' and length(lexeme) between 2 and 40) fresh
         -- Look-ups in the index, whatever the planner thinks of the table, which may be without statistics: the
         -- offset keeps this from becoming a join, and the setting keeps it from reading the table for every word.
         where not exists (select from ${table} known where known.word = fresh.lexeme offset 0);
        return null;
      end $$`);
  }

  private learn(table: string): void {
    for (const event of ['insert', 'update']) {
      this.addSql(`
        create trigger ${table}_${event} after ${event} on ${table} referencing new table as changed
        for each statement execute function ${table}_word_learn()`);
    }
  }

  private articles(): void {
    // What is published of each language: title (A), question (B), answer (C).
    this.addSql(`
      create table search_article (
        variant_id uuid primary key references article_variant on delete cascade,
        article_id uuid not null,
        language text not null,
        words tsvector not null
      )`);
    this.addSql(
      `create index search_article_words_index on search_article using gin (words) with (fastupdate = off)`,
    );
    this.addSql(`alter table search_article alter column words set statistics 300`);
    this.learn('search_article');
    this.addSql(`
      create function search_article_refresh() returns trigger language plpgsql as $$
      begin
        delete from search_article s using changed c where s.variant_id = c.id and c.title is null;
        insert into search_article (variant_id, article_id, language, words)
        select id, article_id, language, search_vector(title, question, answer_text) from changed
         where title is not null
        on conflict (variant_id) do update
           set article_id = excluded.article_id, language = excluded.language, words = excluded.words;
        return null;
      end $$`);
    for (const event of ['insert', 'update']) {
      this.addSql(`
        create trigger search_article_${event} after ${event} on article_variant referencing new table as changed
        for each statement execute function search_article_refresh()`);
    }
  }

  private tickets(): void {
    // Subject (A), defect (B), description (C). Of messages nothing: internal notes are never found.
    this.addSql(`
      create table search_ticket (
        ticket_id uuid primary key references ticket on delete cascade,
        customer_id uuid not null,
        product_id uuid,
        words tsvector not null
      )`);
    this.addSql(
      `create index search_ticket_words_index on search_ticket using gin (words) with (fastupdate = off)`,
    );
    this.addSql(`create index search_ticket_customer_index on search_ticket (customer_id)`);
    this.addSql(`create index search_ticket_product_index on search_ticket (product_id)`);
    this.addSql(`alter table search_ticket alter column words set statistics 300`);
    this.learn('search_ticket');
    this.addSql(`
      create function search_ticket_add() returns trigger language plpgsql as $$
      begin
        insert into search_ticket (ticket_id, customer_id, product_id, words)
        select id, customer_id, product_id, search_vector(subject, defect, description) from changed;
        return null;
      end $$`);
    this.addSql(`
      create trigger search_ticket_insert after insert on ticket referencing new table as changed
      for each statement execute function search_ticket_add()`);
    this.addSql(`
      create function search_ticket_refresh() returns trigger language plpgsql as $$
      begin
        update search_ticket s
           set customer_id = c.customer_id, product_id = c.product_id,
               words = search_vector(c.subject, c.defect, c.description)
          from changed c join former f on f.id = c.id
         where s.ticket_id = c.id
           and (c.subject, c.defect, c.description, c.customer_id, c.product_id)
               is distinct from (f.subject, f.defect, f.description, f.customer_id, f.product_id);
        return null;
      end $$`);
    this.addSql(`
      create trigger search_ticket_update after update on ticket
      referencing old table as former new table as changed
      for each statement execute function search_ticket_refresh()`);
  }

  private synonyms(): void {
    this.addSql(`
      create table search_synonym_phrase (
        synonym_id uuid not null references search_synonym on delete cascade,
        words text[] not null,
        german text collate "C" not null,
        english text collate "C" not null
      )`);
    for (const column of ['synonym_id', 'german', 'english']) {
      this.addSql(`create index search_synonym_phrase_${column}_index on search_synonym_phrase (${column})`);
    }
    this.addSql(`
      create function search_phrase(words text[], language text) returns text language sql immutable parallel safe as $$
        select string_agg(case language when 'german' then search_german(word) else search_english(word) end, ' '
                          order by place)
          from unnest(words) with ordinality w(word, place)
      $$`);
    this.addSql(`
      create function search_synonym_refresh() returns trigger language plpgsql as $$
      begin
        delete from search_synonym_phrase p using changed c where p.synonym_id = c.id;
        insert into search_synonym_phrase (synonym_id, words, german, english)
        select phrase.id, phrase.words, search_phrase(phrase.words, 'german'), search_phrase(phrase.words, 'english')
          from (select c.id, (select array_agg(word order by place) from search_words(term.input)) as words
                  from changed c, unnest(c.terms) term(input)) phrase
         where phrase.words is not null;
        return null;
      end $$`);
    for (const event of ['insert', 'update']) {
      this.addSql(`
        create trigger search_synonym_${event} after ${event} on search_synonym referencing new table as changed
        for each statement execute function search_synonym_refresh()`);
    }
  }

  override down(): void {
    this.addSql(`
      drop function search_article_refresh, search_ticket_add, search_ticket_refresh, search_synonym_refresh cascade`);
    this.addSql(`
      drop table search_article, search_ticket, search_article_word, search_ticket_word, search_synonym_phrase cascade`);
    this.addSql(`drop function search_article_word_learn, search_ticket_word_learn`);
    this.addSql(
      `drop function search_phrase, search_vector, search_labelled, search_words, search_text, search_german, search_english, search_fold`,
    );
  }
}
