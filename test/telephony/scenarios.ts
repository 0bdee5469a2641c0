import type { CallCause, CallStatus } from '../../src/entities/telephony/enums.ts';
import type { CallFact } from '../../src/services/telephony/fold/facts.ts';

interface Scenario {
  readonly facts: readonly CallFact[];
  readonly status: CallStatus;
  readonly cause: CallCause | null;
  /** At whom it rang or who took it, and who of them talked. */
  readonly agents: readonly string[];
  readonly talked: readonly string[];
}

type Said = readonly [
  kind: CallFact['kind'],
  parties?: readonly string[],
  cause?: CallCause | null,
  connection?: string,
];

/** What a telephone system said, five seconds apart. */
function call(...said: Said[]): CallFact[] {
  return said.map(([kind, parties = [], cause = null, connectionId = 'main'], place) => ({
    kind,
    connectionId,
    direction: 'INBOUND',
    from: { raw: '493012345678', e164: '+493012345678', anonymous: false },
    to: { raw: '494055550', e164: '+494055550', anonymous: false },
    parties: parties.map((name) => ({ name, agentId: name === '' ? null : `agent ${name}` })),
    queue: kind === 'ringing' ? 'service' : null,
    teamId: null,
    cause,
    internal: null,
    at: 1_000_000 + place * 5_000,
    hash: `${place}:${kind}`,
  }));
}

/** Calls as telephone systems tell of them. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'a conversation': {
    facts: call(['ringing', ['A']], ['answered', ['A']], ['ended', [], 'NORMAL_CLEARING']),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A'],
    talked: ['A'],
  },
  'a conversation of which nobody says who took it': {
    facts: call(['ringing', ['A']], ['answered'], ['ended', [], 'NORMAL_CLEARING']),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A'],
    talked: ['A'],
  },
  'a ring group of three, in one message': {
    facts: call(['ringing', ['A', 'B', 'C']], ['answered', ['B']], ['ended', [], 'NORMAL_CLEARING']),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A', 'B', 'C'],
    talked: ['B'],
  },
  'a ring group of three, each line for itself': {
    facts: call(
      ['ringing', ['A']],
      ['ringing', ['B']],
      ['ringing', ['C']],
      ['answered', ['C']],
      ['ended', ['A'], 'CANCEL'],
      ['ended', ['B'], 'CANCEL'],
      ['ended', [], 'NORMAL_CLEARING'],
    ),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A', 'B', 'C'],
    talked: ['C'],
  },
  'nobody answers': {
    facts: call(['ringing', ['A', 'B']], ['ended', [], 'NO_ANSWER']),
    status: 'NO_ANSWER',
    cause: 'NO_ANSWER',
    agents: ['A', 'B'],
    talked: [],
  },
  'the line is busy': {
    facts: call(['ringing', ['A']], ['ended', [], 'BUSY']),
    status: 'BUSY',
    cause: 'BUSY',
    agents: ['A'],
    talked: [],
  },
  'the caller hangs up': {
    facts: call(['ringing', ['A']], ['ended', [], 'CANCEL']),
    status: 'CANCELED',
    cause: 'CANCEL',
    agents: ['A'],
    talked: [],
  },
  'a number that does not exist': {
    facts: call(['ringing'], ['ended', [], 'NOT_FOUND']),
    status: 'FAILED',
    cause: 'NOT_FOUND',
    agents: [],
    talked: [],
  },
  'a blind transfer that keeps the id': {
    facts: call(
      ['ringing', ['A']],
      ['answered', ['A']],
      ['transferred', ['B']],
      ['ringing', ['B']],
      ['answered', ['B']],
      ['ended', [], 'NORMAL_CLEARING'],
    ),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A', 'B'],
    talked: ['A', 'B'],
  },
  'a blind transfer with a new id for the second connection': {
    facts: call(
      ['ringing', ['A']],
      ['answered', ['A']],
      ['ringing', ['B'], null, 'second'],
      ['answered', ['B'], null, 'second'],
      ['transferred'],
      ['ended', [], 'NORMAL_CLEARING', 'second'],
    ),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A', 'B'],
    talked: ['A', 'B'],
  },
  'forwarded from one who is busy': {
    facts: call(
      ['ringing', ['A']],
      ['transferred'],
      ['ringing', ['B'], null, 'second'],
      ['answered', ['B'], null, 'second'],
      ['ended', [], 'NORMAL_CLEARING', 'second'],
    ),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A', 'B'],
    talked: ['B'],
  },
  'two ends that give two reasons': {
    facts: call(
      ['ringing', ['A']],
      ['answered', ['A']],
      ['ended', [], 'CANCEL'],
      ['ended', [], 'NORMAL_CLEARING'],
    ),
    status: 'COMPLETED',
    cause: 'NORMAL_CLEARING',
    agents: ['A'],
    talked: ['A'],
  },
};
