-- level 1

select c.id, c.version, c.created_at, c.updated_at, c.integration_id, c.external_call_id, c.direction,
    c.status, c.cause, c.from_raw, c.from_e164, c.to_raw, c.to_e164, c.remote_raw, c.remote_e164, c.anonymous,
    c.internal, c.queue, c.team_id, c.agent_id, c.customer_id, c.contact_id, c.caller_status, c.started_at,
    c.answered_at, c.ended_at, c.waiting_seconds, c.talking_seconds, c.outcome, c.resolved_by_call_id,
    c.resolved_at, array[(c.happened_at)::text, c.id::text] as _key,
    row_number() over (order by c.happened_at desc, c.id desc) as _place
  from call c
  where true
  order by c.happened_at desc, c.id desc
  limit $1::int;

select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at, array[(lower(c.name))::text, c.id::text] as _key,
    row_number() over (order by lower(c.name) asc, c.id asc) as _place
  from customer c
  where true and c.archived_at is null
  order by lower(c.name) asc, c.id asc
  limit $1::int;


-- level 2

select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active, a.id as _id
  from agent a
  where a.id = any($1::uuid[]) and true;

select count(*) as count
  from call c
  where true;

select l.call_id as _call, l.extension, l.agent_id, l.rang_at, l.answered_at, l.ended_at
  from call_leg l
  where l.call_id = any($1::uuid[])
  order by coalesce(l.rang_at, l.answered_at), l.extension;

select parent.id as _parent, page.*
  from unnest($3::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select c.id, c.version, c.created_at, c.updated_at, c.integration_id,
      c.external_call_id, c.direction, c.status, c.cause, c.from_raw, c.from_e164, c.to_raw, c.to_e164,
      c.remote_raw, c.remote_e164, c.anonymous, c.internal, c.queue, c.team_id, c.agent_id, c.customer_id,
      c.contact_id, c.caller_status, c.started_at, c.answered_at, c.ended_at, c.waiting_seconds,
      c.talking_seconds, c.outcome, c.resolved_by_call_id, c.resolved_at, array[(c.happened_at)::text,
      c.id::text] as _key, row_number() over (order by c.happened_at desc, c.id desc) as _place
  from call c
  where c.customer_id = parent.id and true and c.direction = $1::text
  order by c.happened_at desc, c.id desc
  limit $2::int ) page
  order by parent.place, page._place;


-- level 3

select c.customer_id as parent, count(*) as count
  from call c
  where c.customer_id = any($2::uuid[]) and true and c.direction = $1::text
  group by 1;

select l.call_id as _call, l.extension, l.agent_id, l.rang_at, l.answered_at, l.ended_at
  from call_leg l
  where l.call_id = any($1::uuid[])
  order by coalesce(l.rang_at, l.answered_at), l.extension;
