-- level 1

select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at, array[(lower(c.name))::text, c.id::text] as _key,
    row_number() over (order by lower(c.name) asc, c.id asc) as _place
  from customer c
  where true and c.archived_at is null
  order by lower(c.name) asc, c.id asc
  limit $1::int;

select t.id, t.version, t.created_at, t.updated_at, t.type, t.number, t.subject, t.description, t.customer_id,
    t.contact_id, t.channel, t.product_id, t.document_id, t.call_id, t.priority, t.category_id, t.tags,
    t.assignee_id, t.team_id, t.status_id, t.state, t.rejection_reason, t.parent_id, t.merged_into_id,
    t.opened_at, t.first_response_at, t.solved_at, t.closed_at, extract(epoch
  from t.first_response_at - t.opened_at)::text as first_response_time, extract(epoch
  from t.solved_at - t.opened_at)::text as resolution_time, t.cause_id, t.defect, t.remedy, t.outcome,
      t.outcome_reason, t.compensation_amount as _compensation_amount,
      t.compensation_currency as _compensation_currency, t.cost_amount as _cost_amount,
      t.cost_currency as _cost_currency, array[(array_position(array['LOW', 'NORMAL', 'HIGH', 'URGENT'],
      t.priority)::bigint)::text, t.id::text] as _key, row_number() over (order by array_position(array['LOW',
      'NORMAL', 'HIGH', 'URGENT'], t.priority)::bigint desc, t.id desc) as _place
  from ticket t
  where true and t.type = any($1::text[])
  order by array_position(array['LOW', 'NORMAL', 'HIGH', 'URGENT'], t.priority)::bigint desc, t.id desc
  limit $2::int;


-- level 2

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name,
      c.vat_id, c.addresses, c.phones, c.emails, c.language, c.tags, c.customer_class,
      c.key_account_manager_id, c.key_account_team_id, c.partner_id, c.archived_at,
      array[(lower(c.name))::text, c.id::text] as _key, row_number() over (order by lower(c.name) asc,
      c.id asc) as _place
  from suggestion_vote v
  join customer c on c.id = v.customer_id
  where v.ticket_id = parent.id and true and c.archived_at is null
  order by lower(c.name) asc, c.id asc
  limit $1::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
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
  from ticket t
  where t.customer_id = parent.id and true and t.merged_into_id is null and t.state in ('OPEN', 'PENDING',
      'ON_HOLD')
  order by t.opened_at desc, t.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select ticket_id as "parentId", count(*)::int as row
  from suggestion_vote
  where ticket_id = any($1::uuid[])
  group by 1;


-- level 3

select t.customer_id as parent, count(*) as count
  from ticket t
  where t.customer_id = any($1::uuid[]) and true and t.merged_into_id is null and t.state in ('OPEN',
      'PENDING', 'ON_HOLD')
  group by 1;
