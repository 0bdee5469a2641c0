import type { TicketState, TicketType } from '../../../entities/tickets/enums.ts';
import type { LoggedEvent } from '../../../events/log.ts';
import { refuseLongLists } from '../../reads/filters.ts';
import { decodeRequiredId } from '../../reads/ids.ts';

/** As callers give it: global ids; all that is given must hold. */
export interface TicketChangeFilter {
  readonly customerId?: string | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
  readonly statusIds?: readonly string[] | null;
  /** Whether an agent has it. */
  readonly assigned?: boolean | null;
  readonly states?: readonly TicketState[] | null;
  readonly types?: readonly TicketType[] | null;
}

const typeOfSubject: Readonly<Record<string, TicketType>> = {
  ServiceRequest: 'SERVICE_REQUEST',
  Complaint: 'COMPLAINT',
  Suggestion: 'SUGGESTION',
};

/** Where a ticket stands, as an event of it tells; ids are global, as in its `data`. */
type Standing = Readonly<Record<'assigneeId' | 'teamId' | 'statusId' | 'state', unknown>>;

/** Refuses ids of another type: a filter that nothing can match would be silent for ever. */
export function checkTicketFilter(filter: TicketChangeFilter): void {
  refuseLongLists(filter);
  const { customerId, assigneeId, teamId, statusIds } = filter;
  if (customerId != null) decodeRequiredId('Customer', customerId, 'filter.customerId');
  if (assigneeId != null) decodeRequiredId('Agent', assigneeId, 'filter.assigneeId');
  if (teamId != null) decodeRequiredId('Team', teamId, 'filter.teamId');
  statusIds?.forEach((id, place) => decodeRequiredId('TicketStatus', id, `filter.statusIds.${place}`));
}

/** Whether the ticket is what the filter asks for, before the event and after it. */
export function standingOf(
  filter: TicketChangeFilter,
  event: LoggedEvent,
): { readonly before: boolean; readonly after: boolean } {
  const type = typeOfSubject[event.subjectType];
  if (filter.types && (!type || !filter.types.includes(type))) return { before: false, after: false };
  const now = event.data as Partial<Standing>;
  const previous = (event.data['previous'] ?? {}) as Partial<Standing>;
  return {
    before: event.type !== 'ticket.created' && fits(filter, { ...now, ...previous }),
    // What was merged lives on in another ticket, whatever it was itself.
    after: event.data['into'] === undefined && fits(filter, now),
  };
}

/** A ticket that leaves a queue concerns the queue as much as one that comes into it. */
export function concerns(filter: TicketChangeFilter, event: LoggedEvent): boolean {
  const { before, after } = standingOf(filter, event);
  return before || after;
}

function fits(
  { assigneeId, teamId, assigned, statusIds, states }: TicketChangeFilter,
  standing: Partial<Standing>,
): boolean {
  return (
    (assigneeId == null || standing.assigneeId === assigneeId) &&
    (teamId == null || standing.teamId === teamId) &&
    (assigned == null || (standing.assigneeId != null) === assigned) &&
    (!statusIds || statusIds.includes(String(standing.statusId))) &&
    (!states || states.includes(standing.state as TicketState))
  );
}
