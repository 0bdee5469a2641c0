select json_build_object('data', json_build_object('customer', json_build_object(
    'id', c.id, 'kind', c.kind, 'name', c.name, 'customerNumber', c.customer_number, 'vatId', c.vat_id,
    'language', c.language, 'tags', c.tags, 'customerClass', c.customer_class,
    'addresses', (
      select coalesce(json_agg(json_build_object(
        'kind', a ->> 'kind', 'street', a ->> 'street', 'postalCode', a ->> 'postalCode', 'city', a ->> 'city',
        'country', a ->> 'country')), '[]')
      from jsonb_array_elements(c.addresses) a
    ),
    'phones', (
      select coalesce(json_agg(json_build_object('kind', p ->> 'kind', 'raw', p ->> 'raw', 'e164', p ->> 'e164')), '[]')
      from jsonb_array_elements(c.phones) p
    ),
    'emails', (
      select coalesce(json_agg(json_build_object('kind', e ->> 'kind', 'address', e ->> 'address')), '[]')
      from jsonb_array_elements(c.emails) e
    )
  )))::text as answer
from customer c where c.id = $1::uuid
