import type { Page } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type Bindings, likePattern } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type ListArguments, type Listing, listPage, listPageOf } from '../reads/listing.ts';

export interface AgentRow {
  readonly __typename: 'Agent';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly name: string;
  readonly email: string | null;
  readonly extension: string | null;
  readonly active: boolean;
}

export interface AgentFilter {
  readonly search?: string | null;
  readonly email?: string | null;
  readonly extension?: string | null;
  readonly active?: boolean | null;
  readonly teamId?: string | null;
}

export type AgentSort = 'NAME' | 'CREATED_AT';
export type AgentListArguments = ListArguments<AgentFilter, AgentSort>;

const agentListing: Listing<AgentRow, AgentFilter, AgentSort> = {
  name: 'agents',
  from: 'agent a',
  id: 'a.id',
  columns: 'a.id, a.version, a.created_at, a.updated_at, a.name, a.email, a.extension, a.active',
  sorts: {
    NAME: { expression: 'lower(a.name)', type: 'text' },
    CREATED_AT: { expression: 'a.created_at', type: 'timestamptz' },
  },
  defaultSort: { field: 'NAME', direction: 'ASC' },
  // Whom one can call is no secret among those who may read people at all.
  reach: () => 'true',
  where: agentConditions,
  row: (raw) => plainRow<AgentRow>(raw, 'Agent'),
};

const memberListing: Listing<AgentRow, AgentFilter, AgentSort> = {
  ...agentListing,
  name: 'members',
  from: 'team_member m join agent a on a.id = m.agent_id',
};

function agentConditions(filter: AgentFilter, bindings: Bindings): string[] {
  const conditions: string[] = [];
  const search = filter.search?.trim().toLowerCase();
  if (search) {
    const pattern = bindings.bind(likePattern(search), 'text');
    conditions.push(`(lower(a.name) like ${pattern} or a.email like ${pattern})`);
  }
  if (filter.email != null)
    conditions.push(`a.email = ${bindings.bind(filter.email.trim().toLowerCase(), 'text')}`);
  if (filter.extension != null) conditions.push(`a.extension = ${bindings.bind(filter.extension, 'text')}`);
  if (filter.active != null) conditions.push(`a.active = ${bindings.bind(filter.active, 'boolean')}`);
  if (filter.teamId != null) {
    const teamId = bindings.bind(decodeRequiredId('Team', filter.teamId, 'filter.teamId'), 'uuid');
    conditions.push(`exists (select 1 from team_member t where t.agent_id = a.id and t.team_id = ${teamId})`);
  }
  return conditions;
}

export function listAgents(context: RequestContext, args: AgentListArguments): Promise<Page<AgentRow>> {
  return listPage(context, agentListing, args);
}

export function listMembersOf(
  context: RequestContext,
  teamId: string,
  args: AgentListArguments,
): Promise<Page<AgentRow>> {
  return listPageOf(context, memberListing, 'm.team_id', teamId, args);
}

export function loadAgent(context: RequestContext, id: string | null | undefined): Promise<AgentRow | null> {
  return loadById(context, agentListing, id);
}
