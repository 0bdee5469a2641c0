import { newId } from '../../shared/ids.ts';
import type { Transaction } from '../transaction.ts';
import type { CallFact, EventContent } from './fold/facts.ts';
import type { LastCall } from './fold/successive-calls.ts';
import type { CallerOfCall } from './write-calls.ts';

/** The last call that an id had, locked, with everything that was said about it. */
export interface KnownCall extends LastCall {
  readonly id: string;
  readonly caller: CallerOfCall;
}

/** Of each id the last call; the calls of an integration must be locked (`lockCallsOf`). */
export async function lockLastCalls(
  tx: Transaction,
  integrationId: string,
  externalIds: readonly string[],
): Promise<Map<string, KnownCall>> {
  const rows = await tx.query<{
    id: string;
    external_call_id: string;
    generation: number;
    customer_id: string | null;
    contact_id: string | null;
    caller_status: CallerOfCall['status'];
  }>(
    `select id, external_call_id, generation, customer_id, contact_id, caller_status from call c
      where integration_id = $1 and external_call_id = any($2::text[]) and not exists (
        select 1 from call later where later.integration_id = c.integration_id
           and later.external_call_id = c.external_call_id and later.generation > c.generation)
      order by external_call_id for update`,
    [integrationId, externalIds],
  );
  const facts = await loadFacts(tx, integrationId, rows);
  return new Map(
    rows.map((row) => [
      row.external_call_id,
      {
        id: row.id,
        generation: row.generation,
        caller: { customerId: row.customer_id, contactId: row.contact_id, status: row.caller_status },
        facts: facts.get(row.external_call_id) ?? [],
      },
    ]),
  );
}

async function loadFacts(
  tx: Transaction,
  integrationId: string,
  calls: readonly { readonly external_call_id: string; readonly generation: number }[],
): Promise<Map<string, CallFact[]>> {
  if (calls.length === 0) return new Map();
  const rows = await tx.query<{ external_call_id: string; content: EventContent; hash: string; at: number }>(
    `select e.external_call_id, e.content, encode(e.content_hash, 'hex') as hash,
            round(extract(epoch from e.occurred_at) * 1000)::float8 as at
       from unnest($2::text[], $3::int[]) as asked(external_call_id, generation)
       join call_event e on e.integration_id = $1 and e.external_call_id = asked.external_call_id
        and e.generation = asked.generation`,
    [integrationId, calls.map((call) => call.external_call_id), calls.map(({ generation }) => generation)],
  );
  const facts = Map.groupBy(rows, (row) => row.external_call_id);
  return new Map(
    [...facts].map(([externalId, all]) => [
      externalId,
      all.map(({ content, hash, at }) => ({ ...content, hash, at })),
    ]),
  );
}

/** What is new about calls. */
export async function insertEvents(
  tx: Transaction,
  integrationId: string,
  calls: readonly {
    readonly externalCallId: string;
    readonly generation: number;
    readonly added: readonly CallFact[];
  }[],
): Promise<void> {
  const rows = calls.flatMap(({ externalCallId, generation, added }) =>
    added.map(({ at, hash, ...content }) => ({
      id: newId(),
      external_call_id: externalCallId,
      generation,
      content,
      hash,
      occurred_at: new Date(at).toISOString(),
    })),
  );
  await tx.query(
    `insert into call_event (id, integration_id, external_call_id, generation, content_hash, content, occurred_at, recorded_at)
     select id, $1, external_call_id, generation, decode(hash, 'hex'), content, occurred_at, now()
       from jsonb_to_recordset($2::jsonb)
         as r(id uuid, external_call_id text, generation int, content jsonb, hash text, occurred_at timestamptz)`,
    [integrationId, JSON.stringify(rows)],
  );
}
