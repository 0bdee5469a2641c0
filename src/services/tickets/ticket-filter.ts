import type { TicketPriority, TicketState, TicketType } from '../../entities/tickets/enums.ts';
import type { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inCategory } from './in-category.ts';
import { activeStates } from './status-decision.ts';

export interface TicketFilter {
  readonly types?: readonly TicketType[] | null;
  readonly states?: readonly TicketState[] | null;
  readonly statusIds?: readonly string[] | null;
  readonly open?: boolean | null;
  readonly customerId?: string | null;
  readonly productId?: string | null;
  readonly categoryId?: string | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
  readonly assigned?: boolean | null;
  readonly watcherId?: string | null;
  readonly priorities?: readonly TicketPriority[] | null;
  readonly tag?: string | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
  readonly includeMerged?: boolean | null;
}

const openStates = `t.state in (${activeStates.map((state) => `'${state}'`).join(', ')})`;

/** Merged tickets are left out unless the filter asks for them. */
export function ticketConditions(filter: TicketFilter, bindings: Bindings): string[] {
  const all: string[] = [];
  const idOf = (typeName: string, id: string, field: string): string =>
    bindings.bind(decodeRequiredId(typeName, id, `filter.${field}`), 'uuid');
  if (filter.includeMerged !== true) all.push('t.merged_into_id is null');
  if (filter.types) all.push(`t.type = any(${bindings.bind([...filter.types], 'text[]')})`);
  if (filter.states) all.push(`t.state = any(${bindings.bind([...filter.states], 'text[]')})`);
  if (filter.statusIds) {
    const ids = filter.statusIds.map((id, place) =>
      decodeRequiredId('TicketStatus', id, `filter.statusIds.${place}`),
    );
    all.push(`t.status_id = any(${bindings.bind(ids, 'uuid[]')})`);
  }
  if (filter.open != null) all.push(filter.open ? openStates : `not (${openStates})`);
  if (filter.customerId) all.push(`t.customer_id = ${idOf('Customer', filter.customerId, 'customerId')}`);
  if (filter.productId) all.push(`t.product_id = ${idOf('Product', filter.productId, 'productId')}`);
  if (filter.categoryId) {
    const id = decodeRequiredId('TicketCategory', filter.categoryId, 'filter.categoryId');
    all.push(inCategory('t.category_id', id, bindings));
  }
  if (filter.assigneeId) all.push(`t.assignee_id = ${idOf('Agent', filter.assigneeId, 'assigneeId')}`);
  if (filter.teamId) all.push(`t.team_id = ${idOf('Team', filter.teamId, 'teamId')}`);
  if (filter.assigned != null) all.push(`t.assignee_id is ${filter.assigned ? 'not null' : 'null'}`);
  if (filter.priorities) all.push(`t.priority = any(${bindings.bind([...filter.priorities], 'text[]')})`);
  if (filter.tag != null) all.push(`${bindings.bind(filter.tag, 'text')} = any(t.tags)`);
  if (filter.since) all.push(`t.opened_at >= ${bindings.bind(filter.since, 'timestamptz')}`);
  if (filter.until) all.push(`t.opened_at < ${bindings.bind(filter.until, 'timestamptz')}`);
  return all;
}
