import type { Database } from '../../shared/database.ts';

/** Messages that were handled are kept for a while to look at; they hold telephone numbers. Answers how many went. */
export async function forgetHandledMessages(db: Database, days: number): Promise<number> {
  const deleted = await db.query(
    `delete from ingress_message where status = 'HANDLED' and handled_at < now() - make_interval(days => $1) returning id`,
    [days],
  );
  return deleted.length;
}
