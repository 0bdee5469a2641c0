import { Ticket } from '../../entities/tickets/ticket.ts';
import { moveArticleLinks } from '../knowledge/move-links.ts';
import type { Transaction } from '../transaction.ts';
import { announceTicket } from './announce-ticket.ts';
import { changeParent, isBelow } from './set-parent.ts';

/**
 * Moves what hangs on a ticket to the one it is merged into; both are locked, and so are the tickets that change with
 * them. System entries stay: they are the old ticket's course.
 */
export async function moveEverything(tx: Transaction, source: Ticket, target: Ticket): Promise<void> {
  const [sourceId, targetId] = [source.id, target.id];
  const both = [sourceId, targetId];
  await tx.query(
    `update ticket_message set ticket_id = $2, version = version + 1, updated_at = now()
      where ticket_id = $1 and kind <> 'SYSTEM'`,
    both,
  );
  for (const table of ['ticket_time_entry', 'ticket_cost_entry']) {
    await tx.query(
      `update ${table} set ticket_id = $2, version = version + 1, updated_at = now() where ticket_id = $1`,
      both,
    );
  }
  await tx.query(
    `with moved as (delete from ticket_watcher where ticket_id = $1 returning agent_id)
     insert into ticket_watcher (ticket_id, agent_id) select $2::uuid, agent_id from moved on conflict do nothing`,
    both,
  );
  await tx.query(
    `with moved as (delete from suggestion_vote where ticket_id = $1 returning customer_id, voted_at)
     insert into suggestion_vote (ticket_id, customer_id, voted_at)
     select $2::uuid, customer_id, voted_at from moved on conflict do nothing`,
    both,
  );
  await moveLinks(tx, sourceId, targetId);
  await moveArticleLinks(tx, sourceId, targetId);
  await moveChildren(tx, source, target);
  await moveMerged(tx, source, target);
}

async function moveLinks(tx: Transaction, sourceId: string, targetId: string): Promise<void> {
  await tx.query(
    `with moved as (delete from ticket_link where $1 in (from_id, to_id) returning from_id, kind, to_id)
     insert into ticket_link (from_id, kind, to_id)
     select case from_id when $1 then $2::uuid else from_id end, kind, case to_id when $1 then $2::uuid else to_id end
       from moved where $2 not in (from_id, to_id) on conflict do nothing`,
    [sourceId, targetId],
  );
}

/** The children come below the one that lives on; where that stands below the old one itself, it first takes its place. */
async function moveChildren(tx: Transaction, source: Ticket, target: Ticket): Promise<void> {
  const children = await tx.em.find(Ticket, { parent: source.id });
  if (await isBelow(tx, target.id, source.id)) await changeParent(tx, target, source.parent);
  for (const child of children) if (child !== target) await changeParent(tx, child, target);
}

/** What was merged into the old one leads straight to the new one. */
async function moveMerged(tx: Transaction, source: Ticket, target: Ticket): Promise<void> {
  for (const merged of await tx.em.find(Ticket, { mergedInto: source.id })) {
    merged.mergedInto = target;
    announceTicket(tx, merged, 'ticket.updated', { changed: ['mergedInto'] });
  }
}
