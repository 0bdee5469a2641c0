import type { Database } from '../../shared/database.ts';

/** Long enough that somebody mends the plugin meanwhile, and not for ever: they hold telephone numbers, too. */
const SET_ASIDE_DAYS = 90;

/** Messages that were handled are kept for a while to look at; they hold telephone numbers. Answers how many went. */
export function forgetHandledMessages(db: Database, days: number): Promise<number> {
  return forget(db, 'HANDLED', days);
}

/** Messages that were set aside and that nobody has handed over again or discarded. Answers how many went. */
export function forgetSetAsideMessages(db: Database): Promise<number> {
  return forget(db, 'SET_ASIDE', SET_ASIDE_DAYS);
}

async function forget(db: Database, status: 'HANDLED' | 'SET_ASIDE', days: number): Promise<number> {
  // The status not as a parameter: each has an index of its own.
  const deleted = await db.query(
    `delete from ingress_message where status = '${status}' and handled_at < now() - make_interval(days => $1) returning id`,
    [days],
  );
  return deleted.length;
}
