import type { Page } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type Bindings, likePattern } from '../reads/filters.ts';
import { type ListArguments, type Listing, listPage, listPageOf } from '../reads/listing.ts';

export interface TeamRow {
  readonly __typename: 'Team';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly name: string;
  readonly email: string | null;
  readonly extension: string | null;
  readonly active: boolean;
}

export interface TeamFilter {
  readonly search?: string | null;
  readonly extension?: string | null;
  readonly active?: boolean | null;
}

export type TeamSort = 'NAME' | 'CREATED_AT';
export type TeamListArguments = ListArguments<TeamFilter, TeamSort>;

const teamListing: Listing<TeamRow, TeamFilter, TeamSort> = {
  name: 'teams',
  from: 'team t',
  id: 't.id',
  columns: 't.id, t.version, t.created_at, t.updated_at, t.name, t.email, t.extension, t.active',
  sorts: {
    NAME: { expression: 'lower(t.name)', type: 'text' },
    CREATED_AT: { expression: 't.created_at', type: 'timestamptz' },
  },
  defaultSort: { field: 'NAME', direction: 'ASC' },
  // As with agents: no secret among those who may read people at all.
  reach: () => 'true',
  where: teamConditions,
  row: (raw) => plainRow<TeamRow>(raw, 'Team'),
};

const teamsOfAgentListing: Listing<TeamRow, TeamFilter, TeamSort> = {
  ...teamListing,
  name: 'teamsOfAgent',
  from: 'team_member m join team t on t.id = m.team_id',
};

function teamConditions(filter: TeamFilter, bindings: Bindings): string[] {
  const conditions: string[] = [];
  const search = filter.search?.trim().toLowerCase();
  if (search) conditions.push(`lower(t.name) like ${bindings.bind(likePattern(search), 'text')}`);
  if (filter.extension != null) conditions.push(`t.extension = ${bindings.bind(filter.extension, 'text')}`);
  if (filter.active != null) conditions.push(`t.active = ${bindings.bind(filter.active, 'boolean')}`);
  return conditions;
}

export function listTeams(context: RequestContext, args: TeamListArguments): Promise<Page<TeamRow>> {
  return listPage(context, teamListing, args);
}

export function listTeamsOf(
  context: RequestContext,
  agentId: string,
  args: TeamListArguments,
): Promise<Page<TeamRow>> {
  return listPageOf(context, teamsOfAgentListing, 'm.agent_id', agentId, args);
}

export function loadTeam(context: RequestContext, id: string | null | undefined): Promise<TeamRow | null> {
  return loadById(context, teamListing, id);
}
