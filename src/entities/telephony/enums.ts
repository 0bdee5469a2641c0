import { registerEnumType } from 'type-graphql';

export const CallStatus = {
  RINGING: 'RINGING',
  IN_PROGRESS: 'IN_PROGRESS',
  COMPLETED: 'COMPLETED',
  NO_ANSWER: 'NO_ANSWER',
  BUSY: 'BUSY',
  CANCELED: 'CANCELED',
  FAILED: 'FAILED',
} as const;
export type CallStatus = (typeof CallStatus)[keyof typeof CallStatus];
registerEnumType(CallStatus, {
  name: 'CallStatus',
  description: 'How far a call is, and once it is over, what became of it.',
  valuesConfig: {
    RINGING: { description: 'It rings; nobody has answered yet.' },
    IN_PROGRESS: { description: 'Somebody has answered; they talk, or the call is being transferred.' },
    COMPLETED: { description: 'It was answered, and is over.' },
    NO_ANSWER: { description: 'It is over, and nobody answered: missed, if it was inbound.' },
    BUSY: { description: 'It is over: the line was busy.' },
    CANCELED: { description: 'It is over: the caller hung up before anybody answered.' },
    FAILED: { description: 'It never rang: the number does not exist, or could not be reached.' },
  },
});

export const CallCause = {
  NORMAL_CLEARING: 'NORMAL_CLEARING',
  BUSY: 'BUSY',
  CANCEL: 'CANCEL',
  NO_ANSWER: 'NO_ANSWER',
  CONGESTION: 'CONGESTION',
  NOT_FOUND: 'NOT_FOUND',
  FORWARDED: 'FORWARDED',
  SILENCE: 'SILENCE',
} as const;
export type CallCause = (typeof CallCause)[keyof typeof CallCause];
registerEnumType(CallCause, {
  name: 'CallCause',
  description: 'Why a call ended, as the telephone system said.',
  valuesConfig: {
    NORMAL_CLEARING: { description: 'One side hung up after it was answered.' },
    BUSY: { description: 'The called party was on the telephone.' },
    CANCEL: { description: 'The caller hung up before it was answered.' },
    NO_ANSWER: { description: 'Nobody took it, or it was rejected.' },
    CONGESTION: { description: 'The called party could not be reached.' },
    NOT_FOUND: { description: 'The called number does not exist, or nothing is registered there.' },
    FORWARDED: {
      description: 'It was passed on to somewhere that the telephone system tells nothing about.',
    },
    SILENCE: {
      description: 'The telephone system never said that it ended; Kontor closed it after a time of silence.',
    },
  },
});

export const CallerStatus = { CERTAIN: 'CERTAIN', ASSIGNED: 'ASSIGNED' } as const;
export type CallerStatus = (typeof CallerStatus)[keyof typeof CallerStatus];
registerEnumType(CallerStatus, {
  name: 'CallerStatus',
  description: 'How it is known who the other party of a call is.',
  valuesConfig: {
    CERTAIN: { description: 'The number belongs to this one and to nobody else.' },
    ASSIGNED: { description: 'Somebody decided it.' },
  },
});
