import type { TicketType } from '../../entities/tickets/enums.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeId, encodeId } from '../../shared/ids.ts';

/** GraphQL type of each kind of ticket. */
export const ticketTypeNames = {
  SERVICE_REQUEST: 'ServiceRequest',
  COMPLAINT: 'Complaint',
  SUGGESTION: 'Suggestion',
} as const satisfies Record<TicketType, string>;

export type TicketTypeName = (typeof ticketTypeNames)[TicketType];

/** The global id of a ticket: the type is part of it. */
export function encodeTicketId(ticket: { readonly type: TicketType; readonly id: string }): string {
  return encodeId(ticketTypeNames[ticket.type], ticket.id);
}

/** The type and raw uuid of the global id of a ticket; null when it is none. */
export function decodeTicketId(globalId: string): { readonly type: TicketType; readonly id: string } | null {
  const decoded = decodeId(globalId);
  const types = Object.keys(ticketTypeNames) as TicketType[];
  const type = types.find((each) => ticketTypeNames[each] === decoded?.typeName);
  return decoded && type ? { type, id: decoded.uuid } : null;
}

/** The same for inputs: says which field is wrong and what would be right. */
export function decodeRequiredTicketId(
  globalId: string,
  field: string,
): { readonly type: TicketType; readonly id: string } {
  const decoded = decodeTicketId(globalId);
  if (!decoded) {
    throw new DomainError(
      'INVALID',
      `\`${field}\` must be the id of a ticket, such as "complaint_01jd…"; got ${JSON.stringify(globalId)}.`,
      field,
    );
  }
  return decoded;
}
