-- level 1

select a.id, a.version, a.created_at, a.updated_at, a.title, a.status, a.draft_status, a.audience,
    a.main_language, a.product_id, a.category_id, a.valid_until, a.published_at, a.solved_count,
    array[(lower(a.title))::text, a.id::text] as _key, row_number() over (order by lower(a.title) asc,
    a.id asc) as _place
  from knowledge_article a
  where true and a.status = any($1::text[])
  order by lower(a.title) asc, a.id asc
  limit $2::int;


-- level 2

select article_id, count(*) filter (where helped) as helped, count(*) filter (where not helped) as not_helped
  from article_feedback
  where article_id = any($1::uuid[])
  group by 1;

select article_id, sum(count) as views
  from article_view
  where article_id = any($1::uuid[]) and day >= coalesce($2::date, '-infinity')
  group by 1;

select c.id, c.version, c.created_at, c.updated_at, c.name, c.parent_id, c.active, c.id as _id
  from ticket_category c
  where c.id = any($1::uuid[]) and true;

select count(*) as count
  from knowledge_article a
  where true and a.status = any($1::text[]);

select f.id, f.article_id, f.agent_id, f.helped, f.comment, f.created_at, f.updated_at
  from article_feedback f
  where f.article_id = any($1::uuid[]) and f.given_by = $2;

select p.id, p.version, p.created_at, p.updated_at, p.product_number, p.name, p.description, p.gtin,
    p.unit_code, p.category, p.list_price as _list_price, p.currency as _currency, p.active, p.id as _id
  from product p
  where p.id = any($1::uuid[]) and true;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select f.id, f.article_id, f.agent_id, f.helped, f.comment, f.created_at, f.updated_at,
      array[(f.updated_at)::text, f.id::text] as _key, row_number() over (order by f.updated_at desc,
      f.id desc) as _place
  from article_feedback f
  join knowledge_article a on a.id = f.article_id
  where f.article_id = parent.id and true and true
  order by f.updated_at desc, f.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select r.id, r.article_id, r.number, r.step, r.language, r.title, r.question, r.answer,
      r.audience, r.product_id, r.category_id, r.valid_until, r.changed, r.reason, r.author_name, r.agent_id,
      r.created_at, array[(r.number)::text, r.id::text] as _key, row_number() over (order by r.number desc,
      r.id desc) as _place
  from article_revision r
  where r.article_id = parent.id and true
  order by r.number desc, r.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($3::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select t.id, t.version, t.created_at, t.updated_at, t.type, t.number, t.subject,
      t.description, t.customer_id, t.contact_id, t.channel, t.product_id, t.document_id, t.call_id,
      t.priority, t.category_id, t.tags, t.assignee_id, t.team_id, t.status_id, t.state, t.rejection_reason,
      t.parent_id, t.merged_into_id, t.opened_at, t.first_response_at, t.solved_at, t.closed_at, extract(epoch
  from t.first_response_at - t.opened_at)::text as first_response_time, extract(epoch
  from t.solved_at - t.opened_at)::text as resolution_time, t.cause_id, t.defect, t.remedy, t.outcome,
      t.outcome_reason, t.compensation_amount as _compensation_amount,
      t.compensation_currency as _compensation_currency, t.cost_amount as _cost_amount,
      t.cost_currency as _cost_currency, array[(t.opened_at)::text, t.id::text] as _key,
      row_number() over (order by t.opened_at desc, t.id desc) as _place
  from article_ticket l
  join ticket t on t.id = l.ticket_id
  where l.article_id = parent.id and true and true and l.solved = $1::boolean
  order by t.opened_at desc, t.id desc
  limit $2::int ) page
  order by parent.place, page._place;

select v.article_id, v.language, r.title, r.question, r.answer, r.number as revision, r.created_at as saved_at
  from article_variant v
  join article_revision r on r.id = v.latest_revision_id
  where v.article_id = any($1::uuid[])
  order by v.article_id, v.language;

select v.article_id, v.language, r.title, r.question, r.answer, r.number as revision, r.created_at as saved_at
  from article_variant v
  join article_revision r on r.id = v.published_revision_id
  where v.article_id = any($1::uuid[])
  order by v.article_id, v.language;


-- level 3

select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active, a.id as _id
  from agent a
  where a.id = any($1::uuid[]) and true;

select f.article_id as parent, count(*) as count
  from article_feedback f
  join knowledge_article a on a.id = f.article_id
  where f.article_id = any($1::uuid[]) and true and true
  group by 1;

select l.article_id as parent, count(*) as count
  from article_ticket l
  join ticket t on t.id = l.ticket_id
  where l.article_id = any($2::uuid[]) and true and true and l.solved = $1::boolean
  group by 1;

select l.ticket_id, l.article_id, l.solved, l.linked_at
  from article_ticket l
  join knowledge_article a on a.id = l.article_id
  where l.ticket_id = any($1::uuid[]) and true and true
  order by l.ticket_id, l.solved desc, l.linked_at, l.article_id;

select r.article_id as parent, count(*) as count
  from article_revision r
  where r.article_id = any($1::uuid[]) and true
  group by 1;


-- level 4

select a.id, a.version, a.created_at, a.updated_at, a.title, a.status, a.draft_status, a.audience,
    a.main_language, a.product_id, a.category_id, a.valid_until, a.published_at, a.solved_count, a.id as _id
  from knowledge_article a
  where a.id = any($1::uuid[]) and true;
