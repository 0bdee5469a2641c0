import { newId } from '../shared/ids.ts';
import type { Queryable } from '../shared/database.ts';
import { type EventType, isEventType } from './event-types.ts';

/** Who caused an event, as it stands in the log. Ids are raw uuids. */
export interface Actor {
  readonly kind: 'STAFF' | 'SERVICE' | 'PARTNER' | 'CUSTOMER' | 'INTEGRATION' | 'SYSTEM';
  readonly name: string;
  readonly keyId?: string | null;
  readonly agentId?: string | null;
  readonly integrationId?: string | null;
}

export interface NewEvent {
  /** Past tense, area first: `customer.updated`. Must be one of `eventTypes`. */
  readonly type: EventType;
  /** GraphQL type name and raw uuid of the record it is about. */
  readonly subject: { readonly type: string; readonly id: string };
  /** The customer whose reach decides who may see it; null: nobody but viewers that reach all. */
  readonly customerId: string | null;
  /** What changed. Personal fields are named in `personal`, never with values; no secrets. */
  readonly data?: Record<string, unknown>;
  /** Only for our own people, although it is about a customer: stands in `data`, and outsiders never get it. */
  readonly internal?: boolean;
  readonly occurredAt?: Date;
}

/** One statement, run as the last of the business transaction: see DESIGN §7, "Order". */
export async function appendEvents(tx: Queryable, actor: Actor, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const unknown = events.find((event) => !isEventType(event.type));
  if (unknown)
    throw new TypeError(
      `"${unknown.type}" is not in src/events/event-types.ts: nobody could subscribe to it.`,
    );
  const rows = events.map((event) => ({
    id: newId(),
    type: event.type,
    subject_type: event.subject.type,
    subject_id: event.subject.id,
    customer_id: event.customerId,
    actor,
    data: { ...event.data, ...(event.internal && { internal: true }) },
    occurred_at: (event.occurredAt ?? new Date()).toISOString(),
  }));
  await tx.query(
    `insert into event_inbox (id, type, subject_type, subject_id, customer_id, actor, data, occurred_at)
     select r.id, r.type, r.subject_type, r.subject_id, r.customer_id, r.actor, r.data, r.occurred_at from rows from (
       jsonb_to_recordset($1::jsonb) as (id uuid, type text, subject_type text, subject_id uuid, customer_id uuid,
                                         actor jsonb, data jsonb, occurred_at timestamptz)
     ) with ordinality as r(id, type, subject_type, subject_id, customer_id, actor, data, occurred_at, n)
      order by n`,
    [JSON.stringify(rows)],
  );
}
