import type { Actor } from '../../events/append.ts';
import type { Database } from '../../shared/database.ts';
import { runTransaction } from '../transaction.ts';
import { silenceAt } from './fold/silence.ts';
import { storeCallEvents } from './record-call-events.ts';

/** After how many minutes of silence a call counts as over. */
export interface Silence {
  readonly ringing: number;
  readonly inProgress: number;
}

/** A call that was passed on, and of which nothing more is heard, was passed on to the outside. */
const MINUTES_AFTER_TRANSFER = 2;

/** What was received in this time may not be committed yet. */
const SECONDS_ON_THE_WAY = 10;

const BATCH = 200;
const actor: Actor = { kind: 'SYSTEM', name: 'silent calls' };

/**
 * Ends calls that the telephone system has forgotten: it crashed, or its message was lost. As an event like any other,
 * of when it had been silent for too long, which loses its effect as soon as the call speaks after that: so it needs no
 * lock until it is stored. Answers how many.
 */
export async function closeSilentCalls(db: Database, { ringing, inProgress }: Silence): Promise<number> {
  const rows = await db.query<{ integration_id: string; external_call_id: string; at: number }>(
    // What was received and waits to be handled may be about any call: silence is known only for the time before it.
    `with heard as materialized (
       select i.id, least(min(m.received_at), now() - interval '${SECONDS_ON_THE_WAY} seconds') as until
         from integration i left join ingress_message m on m.integration_id = i.id and m.status = 'PENDING'
        group by i.id)
     select c.integration_id, c.external_call_id, round(extract(epoch from silent.since) * 1000)::float8 as at
       from call c
       join heard on heard.id = c.integration_id
      cross join lateral (select c.last_event_at + make_interval(mins => case
         when (select e.content ->> 'kind' from call_event e
                where e.integration_id = c.integration_id and e.external_call_id = c.external_call_id
                  and e.generation = c.generation
                order by e.occurred_at desc, e.id desc limit 1) = 'transferred' then ${MINUTES_AFTER_TRANSFER}
         when c.status = 'RINGING' then $1::int else $2::int end)) silent(since)
      where c.status in ('RINGING', 'IN_PROGRESS') and silent.since < heard.until
      order by c.last_event_at limit ${BATCH}`,
    [ringing, inProgress],
  );
  for (const [integrationId, calls] of Map.groupBy(rows, (row) => row.integration_id)) {
    await runTransaction(db, actor, (tx) =>
      storeCallEvents(
        tx,
        integrationId,
        calls.map(({ external_call_id: externalCallId, at }) => ({ externalCallId, fact: silenceAt(at) })),
      ),
    );
  }
  return rows.length;
}
