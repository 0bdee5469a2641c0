import type { Direction } from '../../entities/interactions/enums.ts';
import type { CallCause, CallerStatus, CallStatus } from '../../entities/telephony/enums.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesCustomer } from '../access/reach.ts';
import { requireOurPeopleShown } from '../access/shown-event.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import type { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type ListArguments, type Listing, listPage, listPageOf } from '../reads/listing.ts';

export interface CallRow {
  readonly __typename: 'Call';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly integrationId: string;
  readonly externalCallId: string;
  readonly direction: Direction;
  readonly status: CallStatus;
  readonly cause: CallCause | null;
  readonly fromRaw: string | null;
  readonly fromE164: string | null;
  readonly toRaw: string | null;
  readonly toE164: string | null;
  readonly remoteRaw: string | null;
  readonly remoteE164: string | null;
  readonly anonymous: boolean;
  readonly internal: boolean;
  readonly queue: string | null;
  readonly teamId: string | null;
  readonly agentId: string | null;
  readonly customerId: string | null;
  readonly contactId: string | null;
  readonly callerStatus: CallerStatus | null;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly waitingSeconds: number | null;
  readonly talkingSeconds: number | null;
  readonly outcome: string | null;
  readonly resolvedByCallId: string | null;
  readonly resolvedAt: string | null;
}

export interface CallFilter {
  readonly direction?: Direction | null;
  readonly statuses?: readonly CallStatus[] | null;
  readonly agentId?: string | null;
  readonly teamId?: string | null;
  readonly known?: boolean | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
}

export type CallSort = 'STARTED_AT';

const columnsWith = (fromRaw: string, toRaw: string): string =>
  `c.id, c.version, c.created_at, c.updated_at, c.integration_id, c.external_call_id, c.direction, c.status,
    c.cause, ${fromRaw}, c.from_e164, ${toRaw}, c.to_e164, c.remote_raw, c.remote_e164, c.anonymous, c.internal, c.queue,
    c.team_id, c.agent_id, c.customer_id, c.contact_id, c.caller_status, c.started_at, c.answered_at, c.ended_at,
    c.waiting_seconds, c.talking_seconds, c.outcome, c.resolved_by_call_id, c.resolved_at`;

/** Partners and customers see the calls of their customers; those of nobody known, and ours among us, only we. */
const callListing: Listing<CallRow, CallFilter, CallSort> = {
  name: 'calls',
  from: 'call c',
  id: 'c.id',
  columns: columnsWith('c.from_raw', 'c.to_raw'),
  sorts: { STARTED_AT: { expression: 'c.happened_at', type: 'timestamptz' } },
  defaultSort: { field: 'STARTED_AT', direction: 'DESC' },
  reach: ({ viewer }, bindings) =>
    viewer.reach.kind === 'ALL'
      ? 'true'
      : `(not c.internal and ${reachesCustomer(viewer.reach, 'c.customer_id', bindings)})`,
  where: conditions,
  row: (raw) => plainRow<CallRow>(raw, 'Call'),
};

/** To outsiders: our end of a call only where it is a number that can be dialled; extensions and addresses are ours. */
const callListingOutside: Listing<CallRow, CallFilter, CallSort> = {
  ...callListing,
  name: 'callsOutside',
  columns: columnsWith(
    `case when c.direction = 'INBOUND' or c.from_e164 is not null then c.from_raw end as from_raw`,
    `case when c.direction = 'OUTBOUND' or c.to_e164 is not null then c.to_raw end as to_raw`,
  ),
};

/** Calls as the viewer is shown them. */
export function callsFor({ viewer }: RequestContext): Listing<CallRow, CallFilter, CallSort> {
  return viewer.reach.kind === 'ALL' ? callListing : callListingOutside;
}

function conditions(filter: CallFilter, bindings: Bindings): string[] {
  const all: string[] = [];
  if (filter.direction) all.push(`c.direction = ${bindings.bind(filter.direction, 'text')}`);
  if (filter.statuses) all.push(`c.status = any(${bindings.bind([...filter.statuses], 'text[]')})`);
  if (filter.agentId) {
    const agent = bindings.bind(decodeRequiredId('Agent', filter.agentId, 'filter.agentId'), 'uuid');
    all.push(`(c.agent_id = ${agent} or exists (
      select 1 from call_leg l where l.call_id = c.id and l.agent_id = ${agent}))`);
  }
  if (filter.teamId) {
    all.push(
      `c.team_id = ${bindings.bind(decodeRequiredId('Team', filter.teamId, 'filter.teamId'), 'uuid')}`,
    );
  }
  if (filter.known === true) all.push('c.customer_id is not null');
  if (filter.known === false) all.push('c.customer_id is null');
  if (filter.since) all.push(`c.happened_at >= ${bindings.bind(filter.since, 'timestamptz')}`);
  if (filter.until) all.push(`c.happened_at < ${bindings.bind(filter.until, 'timestamptz')}`);
  return all;
}

export type CallListArguments = ListArguments<CallFilter, CallSort>;

export async function listCalls(context: RequestContext, args: CallListArguments): Promise<Page<CallRow>> {
  requireOurPeopleShown(context.viewer, args.filter ?? {});
  return listPage(context, callsFor(context), args);
}

export async function listCallsOf(
  context: RequestContext,
  customerId: string,
  args: CallListArguments,
): Promise<Page<CallRow>> {
  requireOurPeopleShown(context.viewer, args.filter ?? {});
  return listPageOf(context, callsFor(context), 'c.customer_id', customerId, args);
}

export function loadCall(context: RequestContext, id: string | null | undefined): Promise<CallRow | null> {
  return loadById(context, callsFor(context), id);
}
