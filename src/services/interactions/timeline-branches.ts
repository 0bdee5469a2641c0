import { InteractionKind } from '../../entities/interactions/enums.ts';
import type { TimelineKind } from '../../entities/interactions/timeline-kind.ts';
import type { TicketMessageKind, TicketType } from '../../entities/tickets/enums.ts';
import { reachesAll, reachesInternal } from '../access/reach.ts';
import type { Scope } from '../access/scopes.ts';
import type { Viewer } from '../access/viewer.ts';
import type { RequestContext } from '../context.ts';
import { documentTypes } from '../erp/document-kinds.ts';
import { loadDocumentOf } from '../erp/documents.ts';
import { loadTicketMessage } from '../tickets/ticket-messages.ts';
import { ticketTypeNames } from '../tickets/ticket-types.ts';
import { loadTicketOf } from '../tickets/tickets.ts';
import { loadCall } from '../telephony/calls.ts';
import { loadInteraction } from './interactions.ts';

/** One kind of record in the timeline: its table must have an index on (customer, …condition, happenedAt, id). */
export interface TimelineBranch {
  readonly kind: TimelineKind;
  readonly typeName: string;
  /** Without it the viewer's timeline has no such entries. */
  readonly scope: Scope;
  /** The table; its columns are `customer_id`, `happened_at` and `id`. */
  readonly table: string;
  /** SQL for what the entry is called in a list. */
  readonly title: string;
  /** SQL that is true for the rows of this kind, by equality with a column of the index. */
  readonly condition?: string;
  /** SQL that is true for the rows of a reached customer that the viewer may see; all of them without it. */
  visibleTo?(viewer: Viewer): string;
  load(context: RequestContext, id: string): Promise<object | null>;
}

function documents(kind: keyof typeof documentTypes): TimelineBranch {
  return {
    kind,
    ...documentTypes[kind],
    table: 'commercial_document',
    title: 'number',
    condition: `kind = '${kind}'`,
    load: (context, id) => loadDocumentOf(context, kind, id),
  };
}

/** That a ticket was opened. */
function tickets(type: TicketType): TimelineBranch {
  return {
    kind: type,
    typeName: ticketTypeNames[type],
    scope: 'tickets:read',
    table:
      '(select id, customer_id, type, number, subject, opened_at as happened_at from ticket) as opened_ticket',
    title: `number || ' ' || subject`,
    condition: `type = '${type}'`,
    load: (context, id) => loadTicketOf(context, type, id),
  };
}

/** A branch for each kind of message, as the index is in order of time only within one kind. */
function ticketMessages(kind: TicketMessageKind): TimelineBranch {
  return {
    kind: 'TICKET_MESSAGE',
    typeName: 'TicketMessage',
    scope: 'tickets:read',
    table: 'ticket_message',
    title: 'left(body, 100)',
    condition: `kind = '${kind}'`,
    ...(kind !== 'PUBLIC_REPLY' && { visibleTo: ({ reach }: Viewer) => reachesAll(reach) }),
    load: loadTicketMessage,
  };
}

/** Everything that can happen with a customer: an area adds its kind of record here. */
export const timelineBranches: readonly TimelineBranch[] = [
  {
    kind: 'INTERACTION',
    typeName: 'Interaction',
    scope: 'interactions:read',
    table: 'interaction',
    title: 'subject',
    visibleTo: ({ reach }) => reachesInternal(reach, 'internal'),
    load: loadInteraction,
  },
  documents('QUOTE'),
  documents('ORDER'),
  documents('INVOICE'),
  documents('CREDIT_NOTE'),
  {
    kind: 'CALL',
    typeName: 'Call',
    scope: 'calls:read',
    table: 'call',
    title: `coalesce(remote_e164, remote_raw, '')`,
    // Of calls among ourselves there are none in the index.
    condition: 'not internal',
    load: loadCall,
  },
  tickets('SERVICE_REQUEST'),
  tickets('COMPLAINT'),
  tickets('SUGGESTION'),
  ticketMessages('PUBLIC_REPLY'),
  ticketMessages('INTERNAL_NOTE'),
  ticketMessages('SYSTEM'),
];

/**
 * Interactions of certain kinds: a branch for each, since the index (customer, kind, happenedAt, id) is in order of
 * time only within one kind.
 */
export function interactionsOf(branch: TimelineBranch, kinds: readonly InteractionKind[]): TimelineBranch[] {
  return [...new Set(kinds)].map((kind) => ({ ...branch, condition: `kind = '${InteractionKind[kind]}'` }));
}
