-- level 1

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
  where true and t.type = any($1::text[])
  order by t.opened_at desc, t.id desc
  limit $2::int;


-- level 2

select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active, a.id as _id
  from agent a
  where a.id = any($1::uuid[]) and true;

select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at, c.id as _id
  from customer c
  where c.id = any($1::uuid[]) and true;

select c.id, c.version, c.created_at, c.updated_at, c.name, c.parent_id, c.active, c.id as _id
  from complaint_cause c
  where c.id = any($1::uuid[]) and true;

select c.id, c.version, c.created_at, c.updated_at, c.name, c.parent_id, c.active, c.id as _id
  from ticket_category c
  where c.id = any($1::uuid[]) and true;

select count(*) as count
  from ticket t
  where true and t.type = any($1::text[]);

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.valid_until, d.requested_on, d.promised_on, d.shipped_on, d.due_date, d.payment_terms, d.paid_amount,
    d.open_amount, d.dunning_level, d.reason, d.id as _id
  from commercial_document d
  where d.id = any($1::uuid[]) and d.kind in ('QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE') and true;

select e.id, e.version, e.created_at, e.updated_at, e.ticket_id, e.agent_id, e.incurred_on, e.purpose,
    e.amount as _amount, e.currency as _currency
  from ticket_cost_entry e
  where e.ticket_id = any($1::uuid[]) and true
  order by e.incurred_on, e.id;

select e.id, e.version, e.created_at, e.updated_at, e.ticket_id, e.agent_id, e.spent_on, e.duration, e.note
  from ticket_time_entry e
  where e.ticket_id = any($1::uuid[]) and true
  order by e.spent_on, e.id;

select k.id, k.version, k.created_at, k.updated_at, k.customer_id, k.name, k.role, k.department, k.phones,
    k.emails, k.language, k.active, k.id as _id
  from contact k
  where k.id = any($1::uuid[]) and true;

select l.ticket_id as "parentId", l.kind, l.direction, l.other_id as "otherId"
  from ( select from_id as ticket_id, kind, 'TO' as direction, to_id as other_id
  from ticket_link
  where from_id = any($1::uuid[])
  union all select to_id, kind, 'FROM', from_id
  from ticket_link
  where to_id = any($1::uuid[]) ) l
  join ticket t on t.id = l.other_id
  where true
  order by l.kind, l.direction desc, t.opened_at, t.id;

select p.id, p.version, p.created_at, p.updated_at, p.product_number, p.name, p.description, p.gtin,
    p.unit_code, p.category, p.list_price as _list_price, p.currency as _currency, p.active, p.id as _id
  from product p
  where p.id = any($1::uuid[]) and true;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select m.id, m.version, m.created_at, m.updated_at, m.ticket_id, m.customer_id, m.kind,
      m.channel, m.direction, m.agent_id, m.contact_id, m.body, m.attachments, m.happened_at,
      array[(m.happened_at)::text, m.id::text] as _key, row_number() over (order by m.happened_at asc,
      m.id asc) as _place
  from ticket_message m
  where m.ticket_id = parent.id and true
  order by m.happened_at asc, m.id asc
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
  where t.merged_into_id = parent.id and true
  order by t.opened_at desc, t.id desc
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
  where t.parent_id = parent.id and true and t.merged_into_id is null
  order by t.opened_at desc, t.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select s.id, s.version, s.created_at, s.updated_at, s.name, s.state, s.is_default, s.position, s.active,
    s.id as _id
  from ticket_status s
  where s.id = any($1::uuid[]) and true;

select t.id, t.version, t.created_at, t.updated_at, t.name, t.email, t.extension, t.active, t.id as _id
  from team t
  where t.id = any($1::uuid[]) and true;

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

select ticket_id as "parentId", agent_id as "agentId", team_id as "teamId", is_hand_over as "isHandOver",
    assigned_at as "assignedAt"
  from ticket_assignment
  where ticket_id = any($1::uuid[]) and true
  order by ticket_id, assigned_at, id;

select ticket_id as "parentId", changed_at as "changedAt", from_id as "fromId", to_id as "toId",
    case when true then agent_id end as "agentId"
  from ticket_status_change
  where ticket_id = any($1::uuid[])
  order by ticket_id, changed_at, id;

select ticket_id as "parentId", sum(duration)::float8 as row
  from ticket_time_entry
  where ticket_id = any($1::uuid[])
  group by 1;

select ticket_id as "parentId", to_id as "statusId", extract(epoch
  from sum(until - changed_at))::text as duration
  from (select ticket_id, to_id, changed_at, lead(changed_at, 1, now()) over (partition by ticket_id
  order by changed_at, id) as until
  from ticket_status_change
  where ticket_id = any($1::uuid[])) spans
  group by ticket_id, to_id
  order by ticket_id, min(changed_at), to_id;

select ticket_id, currency, sum(amount)::text as amount
  from ticket_cost_entry
  where ticket_id = any($1::uuid[]) and true
  group by 1, 2
  order by 1, 2;

select w.ticket_id as "parentId", w.agent_id as row
  from ticket_watcher w
  join agent a on a.id = w.agent_id
  where w.ticket_id = any($1::uuid[]) and true
  order by lower(a.name), a.id;


-- level 3

select c.id, c.version, c.created_at, c.updated_at, c.name, c.parent_id, c.active
  from complaint_cause c
  where true
  order by lower(c.name), c.id;

select c.id, c.version, c.created_at, c.updated_at, c.name, c.parent_id, c.active
  from ticket_category c
  where true
  order by lower(c.name), c.id;

select m.ticket_id as parent, count(*) as count
  from ticket_message m
  where m.ticket_id = any($1::uuid[]) and true
  group by 1;

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
