-- level 1

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.reason, array[(d.number)::text, d.id::text] as _key, row_number() over (order by d.number asc,
    d.id asc) as _place
  from commercial_document d
  where d.kind = 'CREDIT_NOTE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE') and true
  order by d.number asc, d.id asc
  limit $1::int;

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.requested_on, d.promised_on, d.shipped_on, array[(d.number)::text, d.id::text] as _key,
    row_number() over (order by d.number asc, d.id asc) as _place
  from commercial_document d
  where d.kind = 'ORDER' and d.kind in ('QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE') and true
  order by d.number asc, d.id asc
  limit $1::int;

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.valid_until, array[(d.number)::text, d.id::text] as _key, row_number() over (order by d.number asc,
    d.id asc) as _place
  from commercial_document d
  where d.kind = 'QUOTE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE') and true
  order by d.number asc, d.id asc
  limit $1::int;


-- level 2

select c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at, c.id as _id
  from customer c
  where c.id = any($1::uuid[]) and true;

select count(*) as count
  from commercial_document d
  where d.kind = 'ORDER' and d.kind in ('QUOTE', 'ORDER', 'INVOICE', 'CREDIT_NOTE') and true;

select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number, d.issue_date,
    d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference, d.note,
    d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
    d.computed_totals as _computed_totals,
    case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
    array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
    d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
    d.valid_until, l.to_id as _order
  from document_link l
  join commercial_document d on d.id = l.from_id
  where l.to_id = any($1::uuid[]) and l.kind = 'ORDERED_BY' and d.kind = 'QUOTE' and d.kind in ('QUOTE',
      'ORDER', 'INVOICE', 'CREDIT_NOTE') and true;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.due_date, d.payment_terms, d.paid_amount, d.open_amount, d.dunning_level, array[(d.happened_at)::text,
      d.id::text] as _key, row_number() over (order by d.happened_at desc, d.id desc) as _place
  from document_link l
  join commercial_document d on d.id = l.from_id and l.kind = 'CORRECTED_BY'
  where l.to_id = parent.id and d.kind = 'INVOICE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true
  order by d.happened_at desc, d.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.due_date, d.payment_terms, d.paid_amount, d.open_amount, d.dunning_level, array[(d.happened_at)::text,
      d.id::text] as _key, row_number() over (order by d.happened_at desc, d.id desc) as _place
  from document_link l
  join commercial_document d on d.id = l.to_id and l.kind = 'INVOICED_BY'
  where l.from_id = parent.id and d.kind = 'INVOICE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true
  order by d.happened_at desc, d.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.requested_on, d.promised_on, d.shipped_on, array[(d.happened_at)::text, d.id::text] as _key,
      row_number() over (order by d.happened_at desc, d.id desc) as _place
  from document_link l
  join commercial_document d on d.id = l.to_id and l.kind = 'ORDERED_BY'
  where l.from_id = parent.id and d.kind = 'ORDER' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true
  order by d.happened_at desc, d.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select r.record_id, i.name as integration, r.external_id, r.source_updated_at as updated_at, r.fetched_at,
    (i.suspended_at is not null or (i.consecutive_failures >= 3 or i.secrets_unreadable_at is not null) or (i.interval_seconds is not null and coalesce(i.last_success_at,
    i.created_at) < now() - make_interval(secs => 3 * i.interval_seconds))) as stale
  from external_reference r
  join integration i on i.id = r.integration_id
  where r.record_id = any($1::uuid[])
  order by r.deleted_at is not null, r.fetched_at desc, i.name, r.external_id;


-- level 3

select l.from_id as parent, count(*) as count
  from document_link l
  join commercial_document d on d.id = l.to_id and l.kind = 'INVOICED_BY'
  where l.from_id = any($1::uuid[]) and d.kind = 'INVOICE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true
  group by 1;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.reason, array[(d.happened_at)::text, d.id::text] as _key,
      row_number() over (order by d.happened_at desc, d.id desc) as _place
  from document_link l
  join commercial_document d on d.id = l.to_id and l.kind = 'CORRECTED_BY'
  where l.from_id = parent.id and d.kind = 'CREDIT_NOTE' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true
  order by d.happened_at desc, d.id desc
  limit $1::int ) page
  order by parent.place, page._place;

select parent.id as _parent, page.*
  from unnest($2::uuid[]) with ordinality as parent(id, place)
  cross join lateral ( select d.id, d.version, d.created_at, d.updated_at, d.kind, d.customer_id, d.number,
      d.issue_date, d.happened_at, d.currency, d.status, d.buyer_reference, d.purchase_order_reference,
      d.note, d.allowance_charges, d.shipping_address, d.issues, d.shown_totals as _totals,
      d.computed_totals as _computed_totals,
      case when d.tax_subtotals = '[]' then d.computed_tax_subtotals else d.tax_subtotals end as tax_subtotals,
      array[d.line_net_amount, d.allowance_amount, d.charge_amount, d.tax_exclusive_amount, d.tax_amount,
      d.tax_inclusive_amount, d.prepaid_amount, d.rounding_amount, d.payable_amount]::text[] as _stated,
      d.requested_on, d.promised_on, d.shipped_on, array[(d.happened_at)::text, d.id::text] as _key,
      row_number() over (order by d.happened_at desc, d.id desc) as _place
  from document_link l
  join commercial_document d on d.id = l.from_id and l.kind = 'INVOICED_BY'
  where l.to_id = parent.id and d.kind = 'ORDER' and d.kind in ('QUOTE', 'ORDER', 'INVOICE',
      'CREDIT_NOTE') and true
  order by d.happened_at desc, d.id desc
  limit $1::int ) page
  order by parent.place, page._place;


-- level 4

select d.kind, d.status, d.currency, l.document_id, l.line_id, l.product_id, l.product_number, l.name,
    l.description, l.quantity, l.unit_code, l.net_price, l.price_base_quantity, l.allowance_charges,
    l.net_amount, l.computed_net_amount, l.tax_category, l.tax_rate, l.order_line_id, l.ordered_quantity,
    l.shipped_quantity, l.invoiced_quantity, l.promised_on, l.shipped_on
  from document_line l
  join commercial_document d on d.id = l.document_id
  where l.document_id = any($1::uuid[])
  order by l.document_id, l.position;
