import type { Queryable } from '../../src/shared/database.ts';

/** A call of each customer of the seed from its own number, the customers taken in their order. */
export async function seedCalls(db: Queryable): Promise<void> {
  await db.query(
    `insert into integration (id, name, plugin, options, secrets)
     values (gen_random_uuid(), 'golden-pbx', 'telephony-generic', '{}', '{}')`,
  );
  await db.query(
    `insert into call (id, integration_id, external_call_id, direction, status, remote_raw, remote_e164, agent_id,
                       customer_id, caller_status, started_at, happened_at, last_event_at)
     select ('019a0000-00ca-7000-8000-' || lpad(to_hex(c.n), 12, '0'))::uuid, i.id, 'call ' || c.n, 'INBOUND', 'RINGING',
            c.e164, c.e164, (select min(id::text)::uuid from agent), c.id, 'CERTAIN', t.at, t.at, t.at
       from (select id, phones -> 0 ->> 'e164' as e164, row_number() over (order by id) as n from customer) c
      cross join (select id from integration where name = 'golden-pbx') i
      cross join lateral (select timestamptz '2017-01-01' + c.n * interval '1 minute' as at) t
      where c.e164 is not null`,
  );
  await db.query(
    `insert into call_leg (id, call_id, extension, agent_id, rang_at)
     select gen_random_uuid(), id, '101', agent_id, started_at from call`,
  );
  await db.query('analyze');
}
