-- level 1

select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at, array[(lower(c.name))::text, c.id::text] as _key,
    row_number() over (order by lower(c.name) asc, c.id asc) as _place
  from customer c
  where true and c.archived_at is null
  order by lower(c.name) asc, c.id asc
  limit $1::int;


-- level 2

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


-- level 3

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.due_date, d.payment_terms, d.paid_amount, d.open_amount, d.dunning_level, d.id as _id
  from commercial_document d
  where d.id = any($1::uuid[]) and d.kind = 'INVOICE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true;

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.reason, d.id as _id
  from commercial_document d
  where d.id = any($1::uuid[]) and d.kind = 'CREDIT_NOTE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true;

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.requested_on, d.promised_on, d.shipped_on, d.id as _id
  from commercial_document d
  where d.id = any($1::uuid[]) and d.kind = 'ORDER' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true;

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.valid_until, d.id as _id
  from commercial_document d
  where d.id = any($1::uuid[]) and d.kind = 'QUOTE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true;

select i.id, i.version, i.created_at, i.updated_at, i.customer_id, i.contact_id, i.agent_id, i.document_id,
    i.call_id, i.kind, i.direction, i.subject, i.body, i.internal, i.happened_at, i.due_at, i.completed_at,
    i.attachments, i.id as _id
  from interaction i
  where i.id = any($1::uuid[]) and true and true;

select parent.id as parent, (select count(*)
  from interaction
  where customer_id = parent.id and true) + (select count(*)
  from commercial_document
  where customer_id = parent.id and kind = 'QUOTE') + (select count(*)
  from commercial_document
  where customer_id = parent.id and kind = 'ORDER') + (select count(*)
  from commercial_document
  where customer_id = parent.id and kind = 'INVOICE') + (select count(*)
  from commercial_document
  where customer_id = parent.id and kind = 'CREDIT_NOTE') + (select count(*)
  from call
  where customer_id = parent.id and not internal) + (select count(*)
  from (select id, customer_id, type, number, subject, opened_at as happened_at
  from ticket) as opened_ticket
  where customer_id = parent.id and type = 'SERVICE_REQUEST') + (select count(*)
  from (select id, customer_id, type, number, subject, opened_at as happened_at
  from ticket) as opened_ticket
  where customer_id = parent.id and type = 'COMPLAINT') + (select count(*)
  from (select id, customer_id, type, number, subject, opened_at as happened_at
  from ticket) as opened_ticket
  where customer_id = parent.id and type = 'SUGGESTION') + (select count(*)
  from ticket_message
  where customer_id = parent.id and kind = 'PUBLIC_REPLY') + (select count(*)
  from ticket_message
  where customer_id = parent.id and kind = 'INTERNAL_NOTE' and true) + (select count(*)
  from ticket_message
  where customer_id = parent.id and kind = 'SYSTEM' and true) as count
  from unnest($1::uuid[]) as parent(id)
  where true;


-- level 4

select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active, a.id as _id
  from agent a
  where a.id = any($1::uuid[]) and true;

select d.kind, d.status, d.currency, l.document_id, l.line_id, l.product_id, l.product_number, l.name,
    l.description, l.quantity, l.unit_code, l.net_price, l.price_base_quantity, l.allowance_charges,
    l.net_amount, l.computed_net_amount, l.tax_category, l.tax_rate, l.order_line_id, l.ordered_quantity,
    l.shipped_quantity, l.invoiced_quantity, l.promised_on, l.shipped_on
  from document_line l
  join commercial_document d on d.id = l.document_id
  where l.document_id = any($1::uuid[])
  order by l.document_id, l.position;
