import type { RequestContext } from '../../../services/context.ts';
import { findIntegration } from '../../../services/integrations/find-integration.ts';
import {
  listQuarantineOf,
  type QuarantinedRecordRow,
} from '../../../services/integrations/quarantined-records.ts';
import { table } from './table.ts';

/** The newest 100: more than that is a mapping to repair, not a list to read. */
export async function readQuarantine(
  context: RequestContext,
  name: string,
): Promise<readonly QuarantinedRecordRow[]> {
  const page = await listQuarantineOf(context, await findIntegration(context.db, { name }), { first: 100 });
  return page.nodes;
}

export function printQuarantine(rows: readonly QuarantinedRecordRow[]): string {
  if (rows.length === 0) return 'The quarantine is empty.';
  return table(
    ['STREAM', 'ID', 'ATTEMPTS', 'REASON'],
    rows.map(({ stream, externalId, attempts, reason }) => [stream, externalId, String(attempts), reason]),
  );
}
