-- level 1

select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at, c.id as _id
  from customer c
  where c.id = any($1::uuid[]) and true;

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
    d.requested_on, d.promised_on, d.shipped_on, d.id as _id
  from commercial_document d
  where d.id = any($1::uuid[]) and d.kind = 'ORDER' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true;

select i.id, i.version, i.created_at, i.updated_at, i.customer_id, i.contact_id, i.agent_id, i.document_id,
    i.call_id, i.kind, i.direction, i.subject, i.body, i.internal, i.happened_at, i.due_at, i.completed_at,
    i.attachments, i.id as _id
  from interaction i
  where i.id = any($1::uuid[]) and true and true;

select p.id, p.version, p.created_at, p.updated_at, p.product_number, p.name, p.description, p.gtin,
    p.unit_code, p.category, p.list_price as _list_price, p.currency as _currency, p.active, p.id as _id
  from product p
  where p.id = any($1::uuid[]) and true;


-- level 2

select a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active, a.id as _id
  from agent a
  where a.id = any($1::uuid[]) and true;

select a.id, a.version, a.created_at, a.updated_at, a.product_id, a.warehouse, a.on_hand, a.reserved,
    a.on_order, a.reorder_level, a.expected_on, a.as_of
  from availability a
  where a.product_id = any($1::uuid[]) and (not exists (select 1
  from external_reference r
  where r.record_id = a.id) or exists (select 1
  from external_reference r
  where r.record_id = a.id and r.deleted_at is null))
  order by a.product_id, a.warehouse;

select d.customer_id, d.currency, sum(d.open_amount) as open,
    sum(d.open_amount) filter (where d.due_date < $2::date) as overdue
  from commercial_document d
  where d.customer_id = any($1::uuid[]) and d.kind = 'INVOICE' and d.open_amount > 0 and d.kind in ('QUOTE',
      'ORDER', 'INVOICE', 'CREDIT_NOTE') and true
  group by d.customer_id, d.currency
  order by d.customer_id, d.currency;

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

select k.id, k.version, k.created_at, k.updated_at, k.customer_id, k.name, k.role, k.department, k.phones,
    k.emails, k.language, k.active, k.id as _id
  from contact k
  where k.id = any($1::uuid[]) and true;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.due_date, d.payment_terms, d.paid_amount, d.open_amount, d.dunning_level, array[(coalesce(d.due_date,
      '9999-12-31'::date))::text, d.id::text] as _key, row_number() over (order by coalesce(d.due_date,
      '9999-12-31'::date) asc, d.id asc) as _place
  from commercial_document d
  where d.customer_id = parent.id and d.kind = 'INVOICE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true and d.open_amount > 0
  order by coalesce(d.due_date, '9999-12-31'::date) asc, d.id asc
  limit $1::int ) page
  order by parent.place, page._place;
