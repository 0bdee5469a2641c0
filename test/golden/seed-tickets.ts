import type { Queryable } from '../../src/shared/database.ts';

/** Of complaints and suggestions each so many, with all that can hang on a ticket; all below one and merged into one. */
export async function seedTickets(db: Queryable, count: number): Promise<void> {
  for (const statement of statements(count)) await db.query(statement);
  await db.query('analyze');
}

function statements(count: number): string[] {
  const numbers = `generate_series(1, ${2 * count}) n`;
  const agent = `(select min(id::text)::uuid from agent)`;
  const team = `(select min(id::text)::uuid from team)`;
  return [
    `insert into ticket_category (id, name) values (${id('1', '1')}, 'Lathes')`,
    `insert into complaint_cause (id, name) values (${id('2', '1')}, 'Material')`,
    ticketsFrom('(select 0 as n) numbers', 'null::uuid'),
    ticketsFrom(numbers, id('3', '0')),
    `insert into ticket_message (id, ticket_id, customer_id, kind, direction, agent_id, contact_id, body, attachments, happened_at)
     select ${id('4', 'n')}, t.id, t.customer_id, 'PUBLIC_REPLY', 'INBOUND', ${agent},
            (select min(id::text)::uuid from contact), 'It leaks', '[]', t.opened_at
       from ${numbers} join ticket t on t.id = ${id('3', 'n')}`,
    `insert into ticket_link (from_id, kind, to_id) select ${id('3', 'n')}, 'CAUSED_BY', ${id('3', '0')} from ${numbers}`,
    `insert into ticket_watcher (ticket_id, agent_id) select ${id('3', 'n')}, ${agent} from ${numbers}`,
    `insert into ticket_status_change (id, ticket_id, from_id, to_id, changed_at, agent_id)
     select ${id('5', 'n')}, t.id, t.status_id, t.status_id, t.opened_at, ${agent}
       from ${numbers} join ticket t on t.id = ${id('3', 'n')}`,
    `insert into ticket_assignment (id, ticket_id, agent_id, team_id, is_hand_over, assigned_at)
     select ${id('6', 'n')}, ${id('3', 'n')}, ${agent}, ${team}, false, now() from ${numbers}`,
    `insert into ticket_time_entry (id, ticket_id, agent_id, spent_on, duration)
     select ${id('7', 'n')}, ${id('3', 'n')}, ${agent}, '2026-11-22', 60 from ${numbers}`,
    `insert into ticket_cost_entry (id, ticket_id, agent_id, incurred_on, amount, currency, purpose)
     select ${id('8', 'n')}, ${id('3', 'n')}, ${agent}, '2026-11-22', 12.50, 'EUR', 'Freight' from ${numbers}`,
    `insert into suggestion_vote (ticket_id, customer_id)
     select id, customer_id from ticket where type = 'SUGGESTION' on conflict do nothing`,
    // Children and merged ones of each, beside those that all have in common.
    `insert into ticket (id, type, number, subject, customer_id, channel, tags, status_id, state, opened_at, parent_id, merged_into_id)
     select ${id('9', 'n')}, 'SERVICE_REQUEST', 'C-' || n, 'A part of it', t.customer_id, 'PHONE', '{}', t.status_id, 'OPEN',
            timestamptz '2018-01-01', t.id, t.id
       from ${numbers} join ticket t on t.id = ${id('3', 'n')}`,
  ];
}

function ticketsFrom(numbers: string, common: string): string {
  return `insert into ticket (id, type, number, subject, customer_id, contact_id, channel, product_id, document_id,
      category_id, tags, assignee_id, team_id, status_id, state, opened_at, parent_id, merged_into_id, cause_id)
    select ${id('3', 'n')}, case n % 2 when 0 then 'COMPLAINT' else 'SUGGESTION' end, 'G-' || n, 'It leaks', c.id,
           (select min(id::text)::uuid from contact), 'PHONE', (select min(id::text)::uuid from product),
           (select min(id::text)::uuid from commercial_document where kind = 'INVOICE'), ${id('1', '1')}, '{}',
           (select min(id::text)::uuid from agent), (select min(id::text)::uuid from team), s.id, 'OPEN',
           timestamptz '2019-01-01' + n * interval '1 minute', ${common}, ${common}, ${id('2', '1')}
      from ${numbers}, (select min(id::text)::uuid as id from customer) c,
           (select id from ticket_status where state = 'OPEN' and is_default) s`;
}

/** SQL: the raw uuid (of version 7) of the n-th record of a kind. */
function id(kind: string, number: string): string {
  return `('019a0000-02${kind.padStart(2, '0')}-7000-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
}
