import { systemViewer } from '../../src/services/access/system-viewer.ts';
import type { Reach } from '../../src/services/access/viewer.ts';
import { type RequestContext, requestContext } from '../../src/services/context.ts';
import type { Database } from '../../src/shared/database.ts';

export function asSystem(db: Database): RequestContext {
  return requestContext(db, systemViewer('test'));
}

/** A viewer with every scope, but not every reach: what is refused, is refused by reach. */
export function within(db: Database, reach: Reach): RequestContext {
  return requestContext(db, { ...systemViewer('test'), reach });
}

export async function eventsOf(db: Database, subjectId: string): Promise<{ type: string; data: unknown }[]> {
  return db.query('select type, data from event_inbox where subject_id = $1 order by seq', [subjectId]);
}
