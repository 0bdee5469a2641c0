-- level 1

select c.id, c.version, c.created_at, c.updated_at, c.integration_id, c.external_call_id, c.direction,
    c.status, c.cause, c.from_raw, c.from_e164, c.to_raw, c.to_e164, c.remote_raw, c.remote_e164, c.anonymous,
    c.internal, c.queue, c.team_id, c.agent_id, c.customer_id, c.contact_id, c.caller_status, c.started_at,
    c.answered_at, c.ended_at, c.waiting_seconds, c.talking_seconds, c.outcome, c.resolved_by_call_id,
    c.resolved_at, array[(c.happened_at)::text, c.id::text] as _key,
    row_number() over (order by c.happened_at asc, c.id asc) as _place
  from call c
  where true
  order by c.happened_at asc, c.id asc
  limit $1::int;


-- level 2

select asked.place::int, m.customer_id, m.contact_id, c.kind as customer_kind, m.learned, m.kind, m.raw,
    m.e164, m.reversed, (extract(epoch
  from m.since) * 1000)::float8 as since, c.archived_at is null and coalesce(k.active, true) as active
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality asked(key, e164, block, suffix,
      place)
  cross join lateral ( (select l.customer_id, l.contact_id, 'OTHER' as kind, l.number as raw, asked.e164,
      '' as reversed, true as learned, l.learned_at as since
  from learned_number l
  where l.number = asked.key and true) union (select p.customer_id, p.contact_id, p.kind, p.raw, p.e164,
      p.reversed, false as learned, p.entered_at as since
  from (select p.*, row_number() over (partition by p.customer_id
  order by p.contact_id nulls first) as nth
  from phone_number_entry p
  where p.e164 = asked.e164 and true) p -- One of each customer before the second of any: whoever has more people must not hide the others.
  order by p.nth, p.customer_id
  limit 100) union (select p.customer_id, p.contact_id, p.kind, p.raw, p.e164, p.reversed, false as learned,
      p.entered_at as since
  from phone_number_entry p
  where p.e164 ~>=~ asked.block and p.e164 ~<~ (asked.block || '~') and true
  order by p.e164 using ~<~
  limit 100) union (select p.customer_id, p.contact_id, p.kind, p.raw, p.e164, p.reversed, false as learned,
      p.entered_at as since
  from phone_number_entry p
  where p.reversed ~>=~ asked.suffix and p.reversed ~<~ (asked.suffix || '~') and true
  order by p.reversed using ~<~
  limit 100) ) m
  join customer c on c.id = m.customer_id
  left join contact k on k.id = m.contact_id;

select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at, c.id as _id
  from customer c
  where c.id = any($1::uuid[]) and true;


-- level 3

select parent.id as _parent, page.*
  from unnest($1::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select *, array[happened_at::text, id::text] as _key
  from ((select 'INTERACTION' as kind, id, happened_at, subject as title
  from interaction
  where customer_id = parent.id and true
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'QUOTE' as kind, id, happened_at, number as title
  from commercial_document
  where customer_id = parent.id and kind = 'QUOTE'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'ORDER' as kind, id, happened_at, number as title
  from commercial_document
  where customer_id = parent.id and kind = 'ORDER'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'INVOICE' as kind, id, happened_at, number as title
  from commercial_document
  where customer_id = parent.id and kind = 'INVOICE'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'CREDIT_NOTE' as kind, id, happened_at, number as title
  from commercial_document
  where customer_id = parent.id and kind = 'CREDIT_NOTE'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'CALL' as kind, id, happened_at, coalesce(remote_e164, remote_raw, '') as title
  from call
  where customer_id = parent.id and not internal
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'SERVICE_REQUEST' as kind, id, happened_at, number || ' ' || subject as title
  from (select id, customer_id, type, number, subject, opened_at as happened_at
  from ticket) as opened_ticket
  where customer_id = parent.id and type = 'SERVICE_REQUEST'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'COMPLAINT' as kind, id, happened_at, number || ' ' || subject as title
  from (select id, customer_id, type, number, subject, opened_at as happened_at
  from ticket) as opened_ticket
  where customer_id = parent.id and type = 'COMPLAINT'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'SUGGESTION' as kind, id, happened_at, number || ' ' || subject as title
  from (select id, customer_id, type, number, subject, opened_at as happened_at
  from ticket) as opened_ticket
  where customer_id = parent.id and type = 'SUGGESTION'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'TICKET_MESSAGE' as kind, id, happened_at, left(body, 100) as title
  from ticket_message
  where customer_id = parent.id and kind = 'PUBLIC_REPLY'
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'TICKET_MESSAGE' as kind, id, happened_at, left(body, 100) as title
  from ticket_message
  where customer_id = parent.id and kind = 'INTERNAL_NOTE' and true
  order by happened_at desc, id desc
  limit $2::int)
  union all (select 'TICKET_MESSAGE' as kind, id, happened_at, left(body, 100) as title
  from ticket_message
  where customer_id = parent.id and kind = 'SYSTEM' and true
  order by happened_at desc, id desc
  limit $2::int)) entries
  order by happened_at desc, id desc
  limit $2::int ) page
  where true
  order by parent.place, page.happened_at desc, page.id desc;

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

select parent.id as _parent, page.*
  from unnest($3::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.due_date, d.payment_terms, d.paid_amount, d.open_amount, d.dunning_level, array[(d.happened_at)::text,
      d.id::text] as _key, row_number() over (order by d.happened_at desc, d.id desc) as _place
  from commercial_document d
  where d.customer_id = parent.id and d.kind = 'INVOICE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true and d.open_amount > 0 and d.due_date < $1::date
  order by d.happened_at desc, d.id desc
  limit $2::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($3::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.requested_on, d.promised_on, d.shipped_on, array[(d.happened_at)::text, d.id::text] as _key,
      row_number() over (order by d.happened_at desc, d.id desc) as _place
  from commercial_document d
  where d.customer_id = parent.id and d.kind = 'ORDER' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true and d.status = any($1::text[])
  order by d.happened_at desc, d.id desc
  limit $2::int ) page
  order by parent.place, page._place;
