import type { Database } from '../../../src/shared/database.ts';
import { decodeId, encodeId } from '../../../src/shared/ids.ts';
import { type Access, askAgain } from './api.ts';
import type { Seen } from './subscriber.ts';
import type { Written } from './writers.ts';

export interface LogEntry {
  readonly position: number;
  readonly id: string;
}

/** The log after a position, as the database has it. */
export async function logAfter(db: Database, position: number): Promise<LogEntry[]> {
  const rows = await db.query<LogEntry>(
    `select position::int, id from event where position > $1 order by position`,
    [position],
  );
  return rows.map((row) => ({ ...row, id: encodeId('Event', row.id) }));
}

/** A customer by whose number subscribers know that it is the last. */
export async function createLastCustomer(access: Access, number: string): Promise<void> {
  await askAgain(
    access,
    'mutation ($number: String!) { createCustomer(input: { name: "Last", customerNumber: $number }) { customer { id } } }',
    { number },
    `create-${number}`,
  );
}

/** The log read in pages by the query `events`, to its end. */
export async function readPages(access: Access, after: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = after; ;) {
    const { events } = await askAgain<{
      events: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    }>(
      access,
      'query ($after: String) { events(after: $after, first: 100) { nodes { id } pageInfo { endCursor hasNextPage } } }',
      { after: cursor },
    );
    ids.push(...events.nodes.map(({ id }) => id));
    if (!events.pageInfo.hasNextPage) return ids;
    cursor = events.pageInfo.endCursor;
  }
}

export function idsOf(seen: readonly Seen[]): string[] {
  return seen.map(({ id }) => id);
}

/** Each position of the log after `first`, once and in order; and these are without gaps. */
export function expectSeenAsLogged(seen: readonly Seen[], log: readonly LogEntry[], first: number): void {
  expect(log.map(({ position }) => position)).toEqual(log.map((_, place) => first + 1 + place));
  expect(seen.map(({ position, id }) => ({ position, id }))).toEqual(log);
}

interface CustomerInTheLog {
  readonly id: string;
  readonly name: string;
  readonly customer_number: string | null;
  readonly version: number;
  readonly created: number;
  readonly updated: number;
}

/** Every row with what the log says of it. */
export async function expectRowsAndLogAgree(db: Database, written: Written): Promise<void> {
  const customers = await db.query<CustomerInTheLog>(
    `select c.id, c.name, c.customer_number, c.version,
            count(*) filter (where e.type = 'customer.created')::int as created,
            count(*) filter (where e.type = 'customer.updated')::int as updated
       from customer c left join event e on e.subject_id = c.id group by c.id`,
  );
  const disagreeing = customers.filter(
    ({ version, created, updated }) => created !== 1 || updated !== version - 1,
  );
  expect(disagreeing).toEqual([]);

  const [strangers] = await db.query(
    `select count(*)::int as n from event e
      where e.subject_type = 'Customer' and not exists (select from customer c where c.id = e.subject_id)`,
  );
  expect(strangers).toEqual({ n: 0 });

  const shared = new Map([...written.changes].map(([id, changes]) => [decodeId(id)?.uuid ?? id, changes]));
  for (const { id, updated } of customers.filter((customer) => shared.has(customer.id)))
    expect(updated).toBe(shared.get(id));

  const names = customers
    .filter(({ id, customer_number }) => !shared.has(id) && customer_number === null)
    .map(({ name }) => name);
  const acknowledged = written.created.filter((name) => !name.startsWith('shared'));
  const unknown = new Set(written.unknown);
  // Of those nobody knows of, some are there and some are not; of all others each is there, once.
  expect(names.filter((name) => !unknown.has(name)).toSorted()).toEqual(acknowledged.toSorted());
  expect(new Set(names).size).toBe(names.length);
}
