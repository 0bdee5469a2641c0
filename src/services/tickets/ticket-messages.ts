import type { Direction } from '../../entities/interactions/enums.ts';
import type { Attachment } from '../../entities/interactions/interaction.ts';
import type { TicketChannel, TicketMessageKind } from '../../entities/tickets/enums.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesCustomer } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type ListArguments, type Listing, listPageOf } from '../reads/listing.ts';

export interface TicketMessageRow {
  readonly __typename: 'TicketMessage';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ticketId: string;
  readonly customerId: string;
  readonly kind: TicketMessageKind;
  readonly channel: TicketChannel | null;
  readonly direction: Direction | null;
  readonly agentId: string | null;
  readonly contactId: string | null;
  readonly body: string;
  readonly attachments: readonly Attachment[];
  readonly happenedAt: string;
}

export interface TicketMessageFilter {
  readonly kinds?: readonly TicketMessageKind[] | null;
}

export type TicketMessageSort = 'HAPPENED_AT';
export type TicketMessageListArguments = ListArguments<TicketMessageFilter, TicketMessageSort>;

const messageListing: Listing<TicketMessageRow, TicketMessageFilter, TicketMessageSort> = {
  name: 'ticketMessages',
  from: 'ticket_message m',
  id: 'm.id',
  columns: `m.id, m.version, m.created_at, m.updated_at, m.ticket_id, m.customer_id, m.kind, m.channel, m.direction,
    m.agent_id, m.contact_id, m.body, m.attachments, m.happened_at`,
  sorts: { HAPPENED_AT: { expression: 'm.happened_at', type: 'timestamptz' } },
  // A conversation is read from its beginning.
  defaultSort: { field: 'HAPPENED_AT', direction: 'ASC' },
  reach: ({ viewer }, bindings) =>
    viewer.reach.kind === 'ALL'
      ? 'true'
      : `m.kind = 'PUBLIC_REPLY' and ${reachesCustomer(viewer.reach, 'm.customer_id', bindings)}`,
  where: ({ kinds }, bindings) => (kinds ? [`m.kind = any(${bindings.bind([...kinds], 'text[]')})`] : []),
  row: (raw) => plainRow<TicketMessageRow>(raw, 'TicketMessage'),
};

/** The course of a ticket, oldest first; of it, partners and customers get the public replies. */
export function listMessagesOf(
  context: RequestContext,
  ticketId: string,
  args: TicketMessageListArguments,
): Promise<Page<TicketMessageRow>> {
  return listPageOf(context, messageListing, 'm.ticket_id', ticketId, args);
}

export function loadTicketMessage(
  context: RequestContext,
  id: string | null | undefined,
): Promise<TicketMessageRow | null> {
  return loadById(context, messageListing, id);
}
