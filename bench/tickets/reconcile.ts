import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../src/shared/database.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { ticketTypeNames } from '../../src/services/tickets/ticket-types.ts';
import type { Follower } from './follower.ts';
import type { Acknowledged } from './helpdesk.ts';

interface Comparison {
  readonly acknowledged: number;
  readonly inTable: number;
  readonly inLog: number;
  readonly delivered: number;
  /** Acknowledged, and not in the table; not in the log exactly once; not delivered exactly once. */
  readonly missing: number;
  readonly notOnceInLog: number;
  readonly notOnceDelivered: number;
  /** In the table though never acknowledged. */
  readonly unasked: number;
}

export interface Reconciliation {
  readonly isComplete: boolean;
  readonly tickets: Comparison;
  readonly messages: Comparison;
}

/** Whether all that was acknowledged is where it must be, and nothing else: nobody works any more. */
export async function reconcile(
  db: Database,
  { tickets, messages }: Acknowledged,
  follower: Follower,
): Promise<Reconciliation> {
  await untilDelivered(db, follower, tickets.size, messages.size);
  await follower.stop();
  const rows = await db.query<{ id: string; type: keyof typeof ticketTypeNames }>(
    'select id, type from ticket',
  );
  const said = await db.query<{ id: string }>(`select id from ticket_message where kind = 'PUBLIC_REPLY'`);
  const result = {
    tickets: compare(
      tickets,
      new Set(rows.map(({ id, type }) => encodeId(ticketTypeNames[type], id))),
      await inLog(db, 'ticket.created'),
      follower.tickets,
    ),
    messages: compare(
      messages,
      new Set(said.map(({ id }) => encodeId('TicketMessage', id))),
      await inLog(db, 'ticket.message_added'),
      follower.messages,
    ),
  };
  const wrong = Object.values(result).flatMap((each) => [
    each.missing,
    each.notOnceInLog,
    each.notOnceDelivered,
    each.unasked,
  ]);
  return { isComplete: wrong.every((count) => count === 0), ...result };
}

function compare(
  acknowledged: ReadonlySet<string>,
  stored: ReadonlySet<string>,
  logged: ReadonlyMap<string, number>,
  delivered: ReadonlyMap<string, number>,
): Comparison {
  const notOnce = (counts: ReadonlyMap<string, number>) =>
    [...acknowledged].filter((id) => counts.get(id) !== 1).length;
  return {
    acknowledged: acknowledged.size,
    inTable: stored.size,
    inLog: logged.size,
    delivered: delivered.size,
    missing: [...acknowledged].filter((id) => !stored.has(id)).length,
    notOnceInLog: notOnce(logged),
    notOnceDelivered: notOnce(delivered),
    unasked: [...stored].filter((id) => !acknowledged.has(id)).length,
  };
}

async function inLog(db: Database, type: string): Promise<Map<string, number>> {
  const rows = await db.query<{ subject_type: string; subject_id: string; count: string }>(
    'select subject_type, subject_id, count(*) as count from event where type = $1 group by 1, 2',
    [type],
  );
  return new Map(rows.map((row) => [encodeId(row.subject_type, row.subject_id), Number(row.count)]));
}

/** Until the log is in order and the follower has seen its end, or has not moved for five seconds. */
async function untilDelivered(
  db: Database,
  follower: Follower,
  tickets: number,
  messages: number,
): Promise<void> {
  const seen = () => follower.tickets.size + follower.messages.size;
  for (let [last, since] = [seen(), Date.now()]; Date.now() - since < 5_000; await delay(50)) {
    const [inbox] = await db.query<{ waiting: string }>('select count(*) as waiting from event_inbox');
    if (inbox?.waiting === '0' && seen() >= tickets + messages) return;
    if (seen() !== last) [last, since] = [seen(), Date.now()];
  }
}
