-- level 1

select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active,
    array[(lower(a.name))::text, a.id::text] as _key, row_number() over (order by lower(a.name) asc,
    a.id asc) as _place
  from agent a
  where true
  order by lower(a.name) asc, a.id asc
  limit $1::int;

select p.id, p.version, p.created_at, p.updated_at, p.name, p.email, p.active, array[(lower(p.name))::text,
    p.id::text] as _key, row_number() over (order by lower(p.name) asc, p.id asc) as _place
  from partner p
  where true
  order by lower(p.name) asc, p.id asc
  limit $1::int;


-- level 2

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name,
      c.vat_id, c.addresses, c.phones, c.emails, c.language, c.tags, c.customer_class,
      c.key_account_manager_id, c.key_account_team_id, c.partner_id, c.archived_at,
      array[(lower(c.name))::text, c.id::text] as _key, row_number() over (order by lower(c.name) asc,
      c.id asc) as _place
  from customer c
  where c.partner_id = parent.id and true and c.archived_at is null
  order by lower(c.name) asc, c.id asc
  limit $1::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select t.id, t.version, t.created_at, t.updated_at, t.name, t.email, t.extension,
      t.active, array[(lower(t.name))::text, t.id::text] as _key,
      row_number() over (order by lower(t.name) asc, t.id asc) as _place
  from team_member m
  join team t on t.id = m.team_id
  where m.agent_id = parent.id and true
  order by lower(t.name) asc, t.id asc
  limit $1::int ) page
  order by parent.place, page._place;


-- level 3

select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active, a.id as _id
  from agent a
  where a.id = any($1::uuid[]) and true;

select c.partner_id as parent, count(*) as count
  from customer c
  where c.partner_id = any($1::uuid[]) and true and c.archived_at is null
  group by 1;

select p.id, p.version, p.created_at, p.updated_at, p.name, p.email, p.active, p.id as _id
  from partner p
  where p.id = any($1::uuid[]) and true;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension,
      a.active, array[(lower(a.name))::text, a.id::text] as _key,
      row_number() over (order by lower(a.name) asc, a.id asc) as _place
  from team_member m
  join agent a on a.id = m.agent_id
  where m.team_id = parent.id and true
  order by lower(a.name) asc, a.id asc
  limit $1::int ) page
  order by parent.place, page._place;

select t.id, t.version, t.created_at, t.updated_at, t.name, t.email, t.extension, t.active, t.id as _id
  from team t
  where t.id = any($1::uuid[]) and true;
