import { registerEnumType } from 'type-graphql';

export const InteractionKind = {
  CALL: 'CALL',
  EMAIL: 'EMAIL',
  LETTER: 'LETTER',
  MESSAGE: 'MESSAGE',
  VISIT: 'VISIT',
  MEETING: 'MEETING',
  CONFERENCE: 'CONFERENCE',
  TRADE_FAIR: 'TRADE_FAIR',
  NOTE: 'NOTE',
  TASK: 'TASK',
  APPOINTMENT: 'APPOINTMENT',
  PORTAL: 'PORTAL',
} as const;
export type InteractionKind = (typeof InteractionKind)[keyof typeof InteractionKind];
registerEnumType(InteractionKind, {
  name: 'InteractionKind',
  description: 'What kind of contact it was.',
  valuesConfig: {
    MESSAGE: { description: 'Chat, SMS, messenger.' },
    NOTE: { description: 'Written down by us, nobody was met.' },
    TASK: { description: 'Something to do; a follow-up (Wiedervorlage) is a task with `dueAt`.' },
    PORTAL: { description: 'What the customer did in the portal.' },
  },
});

export const Direction = { INBOUND: 'INBOUND', OUTBOUND: 'OUTBOUND' } as const;
export type Direction = (typeof Direction)[keyof typeof Direction];
registerEnumType(Direction, {
  name: 'Direction',
  description: 'Who started it: `INBOUND`, the customer; `OUTBOUND`, we.',
});
