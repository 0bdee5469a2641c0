select json_build_object('data', json_build_object('customers', json_build_object('nodes', coalesce(json_agg(
  json_build_object(
    'id', c.id, 'name', c.name, 'customerNumber', c.customer_number,
    'interactions', json_build_object('nodes', (
      select coalesce(json_agg(json_build_object(
        'id', i.id, 'kind', i.kind, 'direction', i.direction, 'subject', i.subject,
        'happenedAt', to_char(i.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      ) order by i.happened_at desc, i.id desc), '[]')
      from (select * from interaction where customer_id = c.id order by happened_at desc, id desc limit 5) i
    )),
    'orders', json_build_object('nodes', (
      select coalesce(json_agg(json_build_object(
        'id', d.id, 'number', d.number, 'issueDate', d.issue_date, 'status', d.status,
        'totals', json_build_object('payableAmount', json_build_object(
          'amount', d.shown_totals ->> 'payableAmount', 'currency', d.currency)),
        'lines', (
          select coalesce(json_agg(json_build_object(
            'lineId', l.line_id, 'name', l.name, 'quantity', l.quantity::text, 'unitCode', l.unit_code,
            'netPrice', json_build_object('amount', l.net_price::text, 'currency', d.currency),
            'netAmount', json_build_object('amount', coalesce(l.net_amount, l.computed_net_amount)::text,
                                           'currency', d.currency)
          ) order by l.position), '[]')
          from document_line l where l.document_id = d.id
        )
      ) order by d.happened_at desc, d.id desc), '[]')
      from (
        select * from commercial_document where customer_id = c.id and kind = 'ORDER'
         order by happened_at desc, id desc limit 5
      ) d
    )),
    'invoices', json_build_object('nodes', (
      select coalesce(json_agg(json_build_object(
        'id', d.id, 'number', d.number, 'issueDate', d.issue_date, 'dueDate', d.due_date,
        'totals', json_build_object('payableAmount', json_build_object(
          'amount', d.shown_totals ->> 'payableAmount', 'currency', d.currency)),
        'settlement', json_build_object(
          'paidAmount', json_build_object('amount', d.paid_amount::text, 'currency', d.currency),
          'openAmount', json_build_object('amount', d.open_amount::text, 'currency', d.currency))
      ) order by d.happened_at desc, d.id desc), '[]')
      from (
        select * from commercial_document where customer_id = c.id and kind = 'INVOICE'
         order by happened_at desc, id desc limit 5
      ) d
    ))
  ) order by lower(c.name), c.id), '[]'))))::text as answer
from (select * from customer where archived_at is null order by lower(name), id limit $1::int) c
