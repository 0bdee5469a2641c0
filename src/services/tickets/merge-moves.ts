import { moveArticleLinks } from '../knowledge/move-links.ts';
import type { Transaction } from '../transaction.ts';
import { isBelow } from './set-parent.ts';

/** Moves what hangs on a ticket to the one it is merged into. System entries stay: they are the old ticket's course. */
export async function moveEverything(tx: Transaction, sourceId: string, targetId: string): Promise<void> {
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
  await moveChildren(tx, sourceId, targetId);
  // What was merged into the old one leads straight to the new one.
  await tx.query(`update ticket set merged_into_id = $2, ${shownAsChanged} where merged_into_id = $1`, both);
}

/**
 * SQL: who reaches the customer of both tickets ($2 is one of them) is shown another ticket where the old one was. A
 * ticket of another customer shows it neither way.
 */
const shownAsChanged = `version = version + 1, updated_at = now(),
  public_version = public_version + (customer_id = (select customer_id from ticket where id = $2))::int,
  public_updated_at = case customer_id when (select customer_id from ticket where id = $2) then now()
                                       else public_updated_at end`;

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
async function moveChildren(tx: Transaction, sourceId: string, targetId: string): Promise<void> {
  if (await isBelow(tx, targetId, sourceId)) {
    await tx.query(
      `update ticket set parent_id = (select parent_id from ticket where id = $1), version = version + 1,
              updated_at = now() where id = $2`,
      [sourceId, targetId],
    );
  }
  await tx.query(`update ticket set parent_id = $2, ${shownAsChanged} where parent_id = $1`, [
    sourceId,
    targetId,
  ]);
}
