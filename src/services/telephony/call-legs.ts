import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';

export interface CallLegRow {
  readonly extension: string;
  readonly agentId: string | null;
  readonly rangAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
}

/**
 * The lines of ours that a call rang at, in the order in which it did. Whoever has the call may see them; how to reach
 * our people there, by extension or e-mail address, is nobody's business outside.
 */
export function loadLegsOf(context: RequestContext, callId: string): Promise<readonly CallLegRow[]> {
  const showsNames = context.viewer.reach.kind === 'ALL';
  return loadAllOf(context, 'callLegs', callId, async (ids) => {
    const rows = await context.db.query<Record<string, unknown> & { _call: string }>(
      `select l.call_id as _call, l.extension, l.agent_id, l.rang_at, l.answered_at, l.ended_at
         from call_leg l where l.call_id = any($1::uuid[])
        order by coalesce(l.rang_at, l.answered_at), l.extension`,
      [ids],
    );
    return rows.map((row) => {
      const leg = plainRow<CallLegRow>(row);
      return { parentId: row._call, row: showsNames ? leg : { ...leg, extension: '' } };
    });
  });
}
