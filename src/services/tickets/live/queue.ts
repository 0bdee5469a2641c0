import type { RequestContext } from '../../context.ts';

export interface QueueCount {
  /** Raw uuid. */
  readonly statusId: string;
  readonly count: number;
}

/** The tickets of a team that are not done with, counted. */
export interface TicketQueueRow {
  readonly teamId: string;
  readonly open: number;
  readonly unassigned: number;
  readonly oldestOpenedAt: string | null;
  readonly counts: readonly QueueCount[];
}

interface CountRow {
  readonly status_id: string;
  readonly is_open: boolean;
  readonly count: string;
  readonly unassigned: string;
  readonly oldest: string | null;
}

/** One statement: each status that counts as open or solved, also where no ticket has it. */
export async function readQueue({ db }: RequestContext, teamId: string): Promise<TicketQueueRow> {
  const rows = await db.query<CountRow>(
    `select s.id as status_id, s.state <> 'SOLVED' as is_open, count(t.id) as count,
            count(t.id) filter (where t.assignee_id is null) as unassigned, min(t.opened_at) as oldest
       from ticket_status s
       left join ticket t on t.status_id = s.id and t.state = s.state and t.team_id = $1 and t.merged_into_id is null
      where s.state in ('OPEN', 'PENDING', 'ON_HOLD', 'SOLVED')
      group by s.id
     having s.active or count(t.id) > 0
      order by s.position, s.name`,
    [teamId],
  );
  const open = rows.filter((row) => row.is_open);
  const sum = (key: 'count' | 'unassigned') => open.reduce((total, row) => total + Number(row[key]), 0);
  return {
    teamId,
    open: sum('count'),
    unassigned: sum('unassigned'),
    oldestOpenedAt: open.flatMap(({ oldest }) => oldest ?? []).toSorted()[0] ?? null,
    counts: rows.map(({ status_id, count }) => ({ statusId: status_id, count: Number(count) })),
  };
}
