import type { TicketLinkKind } from '../../entities/tickets/enums.ts';
import { reachesCustomer } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { Bindings } from '../reads/filters.ts';

export interface TicketLinkRow {
  readonly kind: TicketLinkKind;
  readonly direction: 'TO' | 'FROM';
  /** Raw uuid of the ticket at the other end. */
  readonly otherId: string;
}

/** The links of a ticket in both directions, to tickets that the viewer reaches. */
export function loadLinksOf(context: RequestContext, ticketId: string): Promise<readonly TicketLinkRow[]> {
  return loadAllOf(context, 'ticketLinks', ticketId, async (ids) => {
    const bindings = new Bindings();
    const wanted = bindings.bind(ids, 'uuid[]');
    const rows = await context.db.query<TicketLinkRow & { parentId: string }>(
      `select l.ticket_id as "parentId", l.kind, l.direction, l.other_id as "otherId" from (
         select from_id as ticket_id, kind, 'TO' as direction, to_id as other_id
           from ticket_link where from_id = any(${wanted})
         union all
         select to_id, kind, 'FROM', from_id from ticket_link where to_id = any(${wanted})
       ) l join ticket t on t.id = l.other_id
        where ${reachesCustomer(context.viewer.reach, 't.customer_id', bindings)}
        order by l.kind, l.direction desc, t.opened_at, t.id`,
      bindings.values,
    );
    return rows.map(({ parentId, ...row }) => ({ parentId, row }));
  });
}
