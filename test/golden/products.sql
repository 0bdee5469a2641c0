-- level 1

select p.id, p.version, p.created_at, p.updated_at, p.product_number, p.name, p.description, p.gtin,
    p.unit_code, p.category, p.list_price as _list_price, p.currency as _currency, p.active,
    array[(lower(p.name))::text, p.id::text] as _key, row_number() over (order by lower(p.name) asc,
    p.id asc) as _place
  from product p
  where true
  order by lower(p.name) asc, p.id asc
  limit $1::int;


-- level 2

select a.id, a.version, a.created_at, a.updated_at, a.product_id, a.warehouse, a.on_hand, a.reserved,
    a.on_order, a.reorder_level, a.expected_on, a.as_of
  from availability a
  where a.product_id = any($1::uuid[]) and (not exists (select 1
  from external_reference r
  where r.record_id = a.id) or exists (select 1
  from external_reference r
  where r.record_id = a.id and r.deleted_at is null))
  order by a.product_id, a.warehouse;

select count(*) as count
  from product p
  where true;

select r.record_id, i.name as integration, r.external_id, r.source_updated_at as updated_at, r.fetched_at,
    (i.suspended_at is not null or (i.consecutive_failures >= 3 or i.secrets_unreadable_at is not null) or (i.interval_seconds is not null and coalesce(i.last_success_at,
    i.created_at) < now() - make_interval(secs => 3 * i.interval_seconds))) as stale
  from external_reference r
  join integration i on i.id = r.integration_id
  where r.record_id = any($1::uuid[])
  order by r.deleted_at is not null, r.fetched_at desc, i.name, r.external_id;


-- level 3

select r.record_id, i.name as integration, r.external_id, r.source_updated_at as updated_at, r.fetched_at,
    (i.suspended_at is not null or (i.consecutive_failures >= 3 or i.secrets_unreadable_at is not null) or (i.interval_seconds is not null and coalesce(i.last_success_at,
    i.created_at) < now() - make_interval(secs => 3 * i.interval_seconds))) as stale
  from external_reference r
  join integration i on i.id = r.integration_id
  where r.record_id = any($1::uuid[])
  order by r.deleted_at is not null, r.fetched_at desc, i.name, r.external_id;
