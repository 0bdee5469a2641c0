import { scopeOfEvent } from '../../events/event-types.ts';
import type { Queryable } from '../../shared/database.ts';
import { isStillValid } from './key-state.ts';
import type { Viewer } from './viewer.ts';

/** What of an event decides who may get it. */
export interface DeliverableEvent {
  readonly type: string;
  /** Raw uuid; null: only those who reach all. */
  readonly customerId: string | null;
}

/**
 * Who may receive which of these events, as things are at this moment: the credential is still good, has the
 * scopes, and reaches the customer. Two statements at most, however many viewers and events: the feed asks
 * once for a batch, right before delivery, so that a revoked key or a moved customer stops at once.
 */
export async function mayReceive(
  db: Queryable,
  viewers: readonly Viewer[],
  events: readonly DeliverableEvent[],
): Promise<(viewer: Viewer, event: DeliverableEvent) => boolean> {
  const [valid, partnerOf] = await Promise.all([
    isStillValid(db, viewers),
    viewers.some(({ reach }) => reach.kind === 'PARTNER')
      ? partnersOf(db, events)
      : new Map<string, string>(),
  ]);
  return (viewer, event) =>
    valid.has(viewer) && hasScopes(viewer, event.type) && reaches(viewer, event.customerId, partnerOf);
}

function hasScopes({ scopes }: Viewer, type: string): boolean {
  const ofRecord = scopeOfEvent(type);
  return ofRecord !== null && scopes.has('events:read') && scopes.has(ofRecord);
}

function reaches(
  { reach }: Viewer,
  customerId: string | null,
  partnerOf: ReadonlyMap<string, string>,
): boolean {
  if (reach.kind === 'ALL') return true;
  if (customerId === null) return false;
  return reach.kind === 'CUSTOMER'
    ? reach.customerId === customerId
    : partnerOf.get(customerId) === reach.partnerId;
}

async function partnersOf(db: Queryable, events: readonly DeliverableEvent[]): Promise<Map<string, string>> {
  const customerIds = [...new Set(events.flatMap(({ customerId }) => customerId ?? []))];
  const rows = await db.query<{ id: string; partner_id: string }>(
    'select id, partner_id from customer where id = any($1::uuid[]) and partner_id is not null',
    [customerIds],
  );
  return new Map(rows.map((row) => [row.id, row.partner_id]));
}
