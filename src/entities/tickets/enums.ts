import { registerEnumType } from 'type-graphql';

/** The discriminator of the table `ticket`; in GraphQL each is a type of its own, too. */
export const TicketType = {
  SERVICE_REQUEST: 'SERVICE_REQUEST',
  COMPLAINT: 'COMPLAINT',
  SUGGESTION: 'SUGGESTION',
} as const;
export type TicketType = (typeof TicketType)[keyof typeof TicketType];
registerEnumType(TicketType, {
  name: 'TicketType',
  description: 'What kind of ticket it is; each kind is a GraphQL type of its own.',
  valuesConfig: {
    SERVICE_REQUEST: { description: '`ServiceRequest`: a question, a fault, something to do.' },
    COMPLAINT: { description: '`Complaint`: something was not as agreed.' },
    SUGGESTION: { description: '`Suggestion`: something could be better.' },
  },
});

/** What every configured status maps to: what rules, computed times and filters rely on. */
export const TicketState = {
  OPEN: 'OPEN',
  PENDING: 'PENDING',
  ON_HOLD: 'ON_HOLD',
  SOLVED: 'SOLVED',
  CLOSED: 'CLOSED',
  REJECTED: 'REJECTED',
} as const;
export type TicketState = (typeof TicketState)[keyof typeof TicketState];
registerEnumType(TicketState, {
  name: 'TicketState',
  description: 'The canonical states; every configured `TicketStatus` is one of them.',
  valuesConfig: {
    OPEN: { description: 'We have to do something.' },
    PENDING: { description: 'We wait for the customer.' },
    ON_HOLD: { description: 'We wait for somebody else, such as a supplier.' },
    SOLVED: { description: 'Done, as we think; an answer of the customer opens it again.' },
    CLOSED: { description: 'Done, and nothing more is expected.' },
    REJECTED: { description: 'Turned down; `rejectionReason` says why.' },
  },
});

export const TicketPriority = { LOW: 'LOW', NORMAL: 'NORMAL', HIGH: 'HIGH', URGENT: 'URGENT' } as const;
export type TicketPriority = (typeof TicketPriority)[keyof typeof TicketPriority];
registerEnumType(TicketPriority, { name: 'TicketPriority', description: 'How pressing a ticket is.' });

export const TicketChannel = {
  PHONE: 'PHONE',
  EMAIL: 'EMAIL',
  LETTER: 'LETTER',
  PORTAL: 'PORTAL',
  CHAT: 'CHAT',
  VISIT: 'VISIT',
  OTHER: 'OTHER',
} as const;
export type TicketChannel = (typeof TicketChannel)[keyof typeof TicketChannel];
registerEnumType(TicketChannel, {
  name: 'TicketChannel',
  description: 'Which way a ticket or a message took.',
  valuesConfig: { VISIT: { description: 'In person.' } },
});

export const TicketMessageKind = {
  PUBLIC_REPLY: 'PUBLIC_REPLY',
  INTERNAL_NOTE: 'INTERNAL_NOTE',
  SYSTEM: 'SYSTEM',
} as const;
export type TicketMessageKind = (typeof TicketMessageKind)[keyof typeof TicketMessageKind];
registerEnumType(TicketMessageKind, {
  name: 'TicketMessageKind',
  description: 'Who a message of a ticket is for.',
  valuesConfig: {
    PUBLIC_REPLY: { description: 'Between the customer and us.' },
    INTERNAL_NOTE: { description: 'Among us: partners and customers never see it.' },
    SYSTEM: { description: 'Written by Kontor when a ticket changes; seen by our own people only.' },
  },
});

export const TicketLinkKind = {
  DUPLICATE_OF: 'DUPLICATE_OF',
  CAUSED_BY: 'CAUSED_BY',
  BLOCKS: 'BLOCKS',
} as const;
export type TicketLinkKind = (typeof TicketLinkKind)[keyof typeof TicketLinkKind];
registerEnumType(TicketLinkKind, {
  name: 'TicketLinkKind',
  description: 'How one ticket belongs to another, read from the first to the second.',
  valuesConfig: {
    DUPLICATE_OF: { description: 'It reports what the other reported before.' },
    CAUSED_BY: { description: 'It exists because of the other.' },
    BLOCKS: { description: 'The other cannot go on before it is done.' },
  },
});

export const SuggestionOutcome = {
  ACCEPTED: 'ACCEPTED',
  IMPLEMENTED: 'IMPLEMENTED',
  DECLINED: 'DECLINED',
} as const;
export type SuggestionOutcome = (typeof SuggestionOutcome)[keyof typeof SuggestionOutcome];
registerEnumType(SuggestionOutcome, {
  name: 'SuggestionOutcome',
  description: 'What became of a suggestion.',
  valuesConfig: {
    ACCEPTED: { description: 'It will be done.' },
    IMPLEMENTED: { description: 'It is done.' },
    DECLINED: { description: 'It will not be done.' },
  },
});
