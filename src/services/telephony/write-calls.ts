import type { CallerStatus } from '../../entities/telephony/enums.ts';
import { newId } from '../../shared/ids.ts';
import type { Transaction } from '../transaction.ts';
import { type FoldedCall, remoteOf } from './fold/facts.ts';

/** Who the other party is, and how that is known; all null: it is not. */
export interface CallerOfCall {
  readonly customerId: string | null;
  readonly contactId: string | null;
  readonly status: CallerStatus | null;
}

/** A call as it is to be stored; its row is locked, so that what is written of its caller is not outdated. */
export interface WrittenCall {
  readonly id: string;
  readonly externalCallId: string;
  /** The how-manieth call with this id. */
  readonly generation: number;
  readonly caller: CallerOfCall;
  readonly after: FoldedCall;
}

/** Writes calls and their legs as they were folded; what people said about them stays. */
export async function writeCalls(
  tx: Transaction,
  integrationId: string,
  calls: readonly WrittenCall[],
): Promise<void> {
  if (calls.length === 0) return;
  await tx.query(
    `insert into call as c (id, version, created_at, updated_at, integration_id, external_call_id, generation, direction, status, cause,
         from_raw, from_e164, to_raw, to_e164, remote_raw, remote_e164, anonymous, internal, queue, team_id, agent_id,
         customer_id, contact_id, caller_status, started_at, happened_at, answered_at, ended_at,
         waiting_seconds, talking_seconds, last_event_at)
     select id, 1, now(), now(), $1, external_call_id, generation, direction, status, cause,
         from_raw, from_e164, to_raw, to_e164, remote_raw, remote_e164, anonymous, internal, queue, team_id, agent_id,
         customer_id, contact_id, caller_status,
         started_at, started_at, answered_at, ended_at, waiting_seconds, talking_seconds, last_event_at
       from jsonb_to_recordset($2::jsonb) as r(id uuid, external_call_id text, generation int, direction text, status text, cause text,
         from_raw text, from_e164 text, to_raw text, to_e164 text, remote_raw text, remote_e164 text, anonymous boolean,
         internal boolean, queue text, team_id uuid, agent_id uuid, customer_id uuid, contact_id uuid, caller_status text,
         started_at timestamptz, answered_at timestamptz, ended_at timestamptz, waiting_seconds int, talking_seconds int,
         last_event_at timestamptz)
     on conflict (integration_id, external_call_id, generation) do update set
         version = c.version + 1, updated_at = now(), direction = excluded.direction, status = excluded.status,
         cause = excluded.cause, from_raw = excluded.from_raw, from_e164 = excluded.from_e164,
         to_raw = excluded.to_raw, to_e164 = excluded.to_e164, remote_raw = excluded.remote_raw,
         remote_e164 = excluded.remote_e164, anonymous = excluded.anonymous, internal = excluded.internal,
         queue = excluded.queue, team_id = excluded.team_id, agent_id = excluded.agent_id,
         customer_id = excluded.customer_id, contact_id = excluded.contact_id, caller_status = excluded.caller_status,
         started_at = excluded.started_at, happened_at = excluded.happened_at, answered_at = excluded.answered_at,
         ended_at = excluded.ended_at, waiting_seconds = excluded.waiting_seconds,
         talking_seconds = excluded.talking_seconds, last_event_at = excluded.last_event_at`,
    [integrationId, JSON.stringify(calls.map(callRow))],
  );
  await writeLegs(tx, calls);
}

function callRow({ id, externalCallId, generation, after, caller }: WrittenCall): Record<string, unknown> {
  const { from, to } = after;
  const remote = remoteOf(after);
  return {
    id,
    external_call_id: externalCallId,
    generation,
    direction: after.direction,
    status: after.status,
    cause: after.cause,
    from_raw: from?.raw,
    from_e164: from?.e164,
    to_raw: to?.raw,
    to_e164: to?.e164,
    remote_raw: remote?.raw,
    remote_e164: remote?.e164,
    anonymous: remote?.anonymous ?? false,
    internal: after.internal,
    queue: after.queue,
    team_id: after.teamId,
    agent_id: after.agentId,
    customer_id: caller.customerId,
    contact_id: caller.contactId,
    caller_status: caller.status,
    started_at: instant(after.startedAt),
    answered_at: instant(after.answeredAt),
    ended_at: instant(after.endedAt),
    waiting_seconds: after.waitingSeconds,
    talking_seconds: after.talkingSeconds,
    last_event_at: instant(after.lastEventAt),
  };
}

async function writeLegs(tx: Transaction, calls: readonly WrittenCall[]): Promise<void> {
  const rows = calls.flatMap(({ id, after }) =>
    after.legs.map((leg) => ({
      id: newId(),
      call_id: id,
      extension: leg.name,
      agent_id: leg.agentId,
      rang_at: instant(leg.rangAt),
      answered_at: instant(leg.answeredAt),
      ended_at: instant(leg.endedAt),
    })),
  );
  const json = JSON.stringify(rows);
  await tx.query(
    `delete from call_leg l where l.call_id = any($1::uuid[]) and not exists (
       select 1 from jsonb_to_recordset($2::jsonb) as r(call_id uuid, extension text)
        where r.call_id = l.call_id and r.extension = l.extension)`,
    [calls.map(({ id }) => id), json],
  );
  await tx.query(
    `insert into call_leg (id, call_id, extension, agent_id, rang_at, answered_at, ended_at)
     select id, call_id, extension, agent_id, rang_at, answered_at, ended_at
       from jsonb_to_recordset($1::jsonb) as r(id uuid, call_id uuid, extension text, agent_id uuid,
         rang_at timestamptz, answered_at timestamptz, ended_at timestamptz)
     on conflict (call_id, extension) do update set agent_id = excluded.agent_id, rang_at = excluded.rang_at,
       answered_at = excluded.answered_at, ended_at = excluded.ended_at`,
    [json],
  );
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
