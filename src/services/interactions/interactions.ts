import type { Direction, InteractionKind } from '../../entities/interactions/enums.ts';
import type { Attachment } from '../../entities/interactions/interaction.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesCustomer, reachesInternal } from '../access/reach.ts';
import { requireOurPeopleShown } from '../access/shown-event.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import type { Bindings } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { type ListArguments, type Listing, listPage, listPageOf } from '../reads/listing.ts';

export interface InteractionRow {
  readonly __typename: 'Interaction';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly customerId: string;
  readonly contactId: string | null;
  readonly agentId: string | null;
  readonly documentId: string | null;
  readonly callId: string | null;
  readonly kind: InteractionKind;
  readonly direction: Direction | null;
  readonly subject: string;
  readonly body: string | null;
  readonly internal: boolean;
  readonly happenedAt: string;
  readonly dueAt: string | null;
  readonly completedAt: string | null;
  readonly attachments: readonly Attachment[];
}

export interface InteractionFilter {
  readonly kinds?: readonly InteractionKind[] | null;
  readonly direction?: Direction | null;
  readonly agentId?: string | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
  readonly open?: boolean | null;
  readonly dueBefore?: Date | null;
}

export type InteractionSort = 'HAPPENED_AT' | 'DUE_AT';

export const interactionListing: Listing<InteractionRow, InteractionFilter, InteractionSort> = {
  name: 'interactions',
  from: 'interaction i',
  id: 'i.id',
  columns: `i.id, i.version, i.created_at, i.updated_at, i.customer_id, i.contact_id, i.agent_id, i.document_id, i.call_id,
    i.kind, i.direction, i.subject, i.body, i.internal, i.happened_at, i.due_at, i.completed_at, i.attachments`,
  sorts: {
    HAPPENED_AT: { expression: 'i.happened_at', type: 'timestamptz' },
    DUE_AT: { expression: `coalesce(i.due_at, 'infinity')`, type: 'timestamptz' },
  },
  defaultSort: { field: 'HAPPENED_AT', direction: 'DESC' },
  reach: ({ viewer: { reach } }, bindings) =>
    `${reachesCustomer(reach, 'i.customer_id', bindings)} and ${reachesInternal(reach, 'i.internal')}`,
  where: conditions,
  row: (raw) => plainRow<InteractionRow>(raw, 'Interaction'),
};

function conditions(filter: InteractionFilter, bindings: Bindings): string[] {
  const all: string[] = [];
  if (filter.kinds) all.push(`i.kind = any(${bindings.bind([...filter.kinds], 'text[]')})`);
  if (filter.direction) all.push(`i.direction = ${bindings.bind(filter.direction, 'text')}`);
  if (filter.agentId) {
    all.push(
      `i.agent_id = ${bindings.bind(decodeRequiredId('Agent', filter.agentId, 'filter.agentId'), 'uuid')}`,
    );
  }
  if (filter.since) all.push(`i.happened_at >= ${bindings.bind(filter.since, 'timestamptz')}`);
  if (filter.until) all.push(`i.happened_at < ${bindings.bind(filter.until, 'timestamptz')}`);
  if (filter.dueBefore) all.push(`i.due_at < ${bindings.bind(filter.dueBefore, 'timestamptz')}`);
  if (filter.open === true) all.push('i.due_at is not null and i.completed_at is null');
  if (filter.open === false) all.push('(i.due_at is null or i.completed_at is not null)');
  return all;
}

export type InteractionListArguments = ListArguments<InteractionFilter, InteractionSort>;

export async function listInteractions(
  context: RequestContext,
  args: InteractionListArguments,
): Promise<Page<InteractionRow>> {
  requireOurPeopleShown(context.viewer, args.filter ?? {});
  return listPage(context, interactionListing, args);
}

export async function listInteractionsOf(
  context: RequestContext,
  customerId: string,
  args: InteractionListArguments,
): Promise<Page<InteractionRow>> {
  requireOurPeopleShown(context.viewer, args.filter ?? {});
  return listPageOf(context, interactionListing, 'i.customer_id', customerId, args);
}

/** The entries that are about a commercial document. */
export async function listInteractionsAbout(
  context: RequestContext,
  documentId: string,
  args: InteractionListArguments,
): Promise<Page<InteractionRow>> {
  requireOurPeopleShown(context.viewer, args.filter ?? {});
  return listPageOf(context, interactionListing, 'i.document_id', documentId, args);
}

export function loadInteraction(
  context: RequestContext,
  id: string | null | undefined,
): Promise<InteractionRow | null> {
  return loadById(context, interactionListing, id);
}
