import type { Page } from '../../shared/paging.ts';
import { reachesCustomerRow } from '../access/reach.ts';
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

/** Agents as our own people and services see them. */
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
  reach: () => 'true',
  where: agentConditions,
  row: (raw) => plainRow<AgentRow>(raw, 'Agent'),
};

/** To outsiders: the name of whoever stands on a record that they see, and nothing else to reach them by. */
const namedListing: Listing<AgentRow, AgentFilter, AgentSort> = {
  ...agentListing,
  name: 'namedAgents',
  columns: `a.id, a.version, a.created_at, a.updated_at, a.name, null as email, null as extension, a.active`,
  where: namedConditions,
};

/** Outsiders look only for those who look after customers they reach: the company's staff list is not theirs. */
const lookingAfterListing: Listing<AgentRow, AgentFilter, AgentSort> = {
  ...namedListing,
  name: 'agentsLookingAfter',
  reach: ({ viewer }, bindings) =>
    `exists (select 1 from customer looked_after where ${reachesCustomerRow(viewer.reach, 'looked_after', bindings)}
       and (looked_after.key_account_manager_id = a.id or exists (select 1 from team_member key_account
         where key_account.team_id = looked_after.key_account_team_id and key_account.agent_id = a.id)))`,
};

const MEMBERS = { name: 'members', from: 'team_member m join agent a on a.id = m.agent_id' };

const isOutsider = ({ viewer }: RequestContext): boolean => viewer.reach.kind !== 'ALL';

function listingFor(context: RequestContext): Listing<AgentRow, AgentFilter, AgentSort> {
  return isOutsider(context) ? lookingAfterListing : agentListing;
}

/** The same without the fields that outsiders do not see: by what is not shown, nothing is found. */
function namedConditions({ search, email, extension, ...filter }: AgentFilter, bindings: Bindings): string[] {
  const conditions = agentConditions(filter, bindings);
  const wanted = search?.trim().toLowerCase();
  if (wanted) conditions.push(`lower(a.name) like ${bindings.bind(likePattern(wanted), 'text')}`);
  if (email != null || extension != null) conditions.push('false');
  return conditions;
}

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
  return listPage(context, listingFor(context), args);
}

export function listMembersOf(
  context: RequestContext,
  teamId: string,
  args: AgentListArguments,
): Promise<Page<AgentRow>> {
  return listPageOf(context, { ...listingFor(context), ...MEMBERS }, 'm.team_id', teamId, args);
}

/** Whoever stands on a record that the viewer sees. */
export function loadAgent(context: RequestContext, id: string | null | undefined): Promise<AgentRow | null> {
  return loadById(context, isOutsider(context) ? namedListing : agentListing, id);
}

/** An agent that is asked for by its id. */
export function findAgent(context: RequestContext, id: string | null | undefined): Promise<AgentRow | null> {
  return loadById(context, listingFor(context), id);
}
