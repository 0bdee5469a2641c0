import { registerEnumType } from 'type-graphql';

export const TimelineKind = {
  INTERACTION: 'INTERACTION',
  QUOTE: 'QUOTE',
  ORDER: 'ORDER',
  INVOICE: 'INVOICE',
  CREDIT_NOTE: 'CREDIT_NOTE',
  CALL: 'CALL',
  SERVICE_REQUEST: 'SERVICE_REQUEST',
  COMPLAINT: 'COMPLAINT',
  SUGGESTION: 'SUGGESTION',
  TICKET_MESSAGE: 'TICKET_MESSAGE',
} as const;
export type TimelineKind = (typeof TimelineKind)[keyof typeof TimelineKind];
registerEnumType(TimelineKind, {
  name: 'TimelineKind',
  description: 'What kind of record an entry of a timeline is.',
});
