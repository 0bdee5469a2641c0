import type { CallCause, CallStatus } from '../../../entities/telephony/enums.ts';
import { type Connection, foldConnection } from './connection.ts';
import { byRank, type CallFact, earliest, type FoldedCall, type FoldedLeg, latest, lineOf } from './facts.ts';

/** Of several reasons the first: two ends of a call may say different things. */
const weightOfCause: readonly CallCause[] = [
  'NORMAL_CLEARING',
  'BUSY',
  'NO_ANSWER',
  'CANCEL',
  'CONGESTION',
  'NOT_FOUND',
  'FORWARDED',
  'SILENCE',
];

/**
 * A call from all that is known of it: a pure function of the set of its events, so that their order of arrival, and
 * how often each came, make no difference. Null without events.
 */
export function foldCall(all: readonly CallFact[]): FoldedCall | null {
  const facts = withOneOwnerEach(
    withoutOutdatedSilence([...new Map(all.map((fact) => [fact.hash, fact])).values()]).toSorted(byRank),
  );
  const startedAt = earliest(facts.map(({ at }) => at));
  if (startedAt === null) return null;
  const silence = facts.find(({ cause }) => cause === 'SILENCE');
  const spoken = facts.filter((fact) => fact !== silence);
  const groups = [...Map.groupBy(spoken, ({ connectionId }) => connectionId).values()];
  const connections = groups.map((group) => foldConnection(group, groups.length === 1));
  const transfers = spoken.filter(({ kind }) => kind === 'transferred').length;
  const cause = causeOf(spoken);
  const saidEnd = endOf(connections);
  const isAnswered =
    connections.some((connection) => connection.isAnswered) ||
    // `normalClearing` is what is said after a conversation: the answer was lost. Of one line, while others ring on, it
    // says only that it does not ring there any more.
    (saidEnd !== null && cause === 'NORMAL_CLEARING');
  const endedAt = saidEnd ?? closedAt(silence, connections);
  const answeredAt = earliest(facts.filter(({ kind }) => kind === 'answered').map(({ at }) => at));
  const legs = legsOf(connections, endedAt);
  const why = endedAt === null ? null : saidEnd === null ? causeOfSilence(connections) : cause;
  const isKnownEnd = endedAt !== null && why !== 'SILENCE';
  return {
    direction: firstOf(facts, ({ direction }) => direction) ?? 'INBOUND',
    status: endedAt === null ? (isAnswered ? 'IN_PROGRESS' : 'RINGING') : statusOf(isAnswered, why),
    cause: why,
    from: firstOf(facts, ({ from }) => from),
    to: firstOf(facts, ({ to }) => to),
    internal: facts.some(({ internal }) => internal === true),
    queue: firstOf(facts, ({ queue }) => queue),
    teamId: firstOf(facts, ({ teamId }) => teamId),
    agentId: whoAnswered(legs),
    startedAt,
    answeredAt,
    endedAt,
    waitingSeconds: secondsBetween(startedAt, answeredAt ?? (isKnownEnd && !isAnswered ? endedAt : null)),
    talkingSeconds: answeredAt === null || !isKnownEnd ? null : secondsBetween(answeredAt, endedAt),
    lastEventAt: latest(facts.map(({ at }) => at)) ?? startedAt,
    transfers,
    legs,
  };
}

/** An extension may be given to somebody else during a call: the line is the same, and of whoever had it last. */
function withOneOwnerEach(facts: readonly CallFact[]): CallFact[] {
  const parties = facts.flatMap((fact) => fact.parties);
  const owners = new Map(
    parties.flatMap(({ name, agentId }) => (agentId ? [[name.toLowerCase(), agentId]] : [])),
  );
  return facts.map((fact) => ({
    ...fact,
    parties: fact.parties.map(({ name }) => ({ name, agentId: owners.get(name.toLowerCase()) ?? null })),
  }));
}

/** A call that was closed for its silence and then spoke again was not silent. */
function withoutOutdatedSilence(facts: readonly CallFact[]): readonly CallFact[] {
  const spoken = latest(facts.filter(({ cause }) => cause !== 'SILENCE').map(({ at }) => at));
  const silences = facts.filter(({ cause, at }) => cause === 'SILENCE' && (spoken === null || at >= spoken));
  const last = silences.toSorted(byRank).at(-1);
  return facts.filter((fact) => fact.cause !== 'SILENCE' || fact === last);
}

/** Over when all of its connections are over or left, and one of them was not left. */
function endOf(connections: readonly Connection[]): number | null {
  if (connections.some(({ endedAt, leftAt }) => endedAt === null && leftAt === null)) return null;
  return latest(connections.flatMap(({ endedAt }) => endedAt ?? []));
}

function closedAt(silence: CallFact | undefined, connections: readonly Connection[]): number | null {
  if (!silence) return null;
  // Passed on, and nothing more was heard: for us it was over then.
  const left = hasLeft(connections) ? latest(connections.flatMap(({ leftAt }) => leftAt ?? [])) : null;
  return left ?? silence.at;
}

function causeOfSilence(connections: readonly Connection[]): CallCause {
  return hasLeft(connections) ? 'FORWARDED' : 'SILENCE';
}

function hasLeft(connections: readonly Connection[]): boolean {
  return (
    connections.length > 0 && connections.every(({ endedAt, leftAt }) => endedAt !== null || leftAt !== null)
  );
}

/** What was said of the whole weighs more than what was said of single lines. */
function causeOf(facts: readonly CallFact[]): CallCause | null {
  const ended = facts.filter(({ kind, cause }) => kind === 'ended' && cause !== null);
  const whole = ended.filter(({ parties }) => parties.length === 0);
  const causes = (whole.length > 0 ? whole : ended).map(({ cause }) => cause);
  return weightOfCause.find((cause) => causes.includes(cause)) ?? null;
}

function statusOf(isAnswered: boolean, cause: CallCause | null): CallStatus {
  if (isAnswered) return 'COMPLETED';
  switch (cause) {
    case 'BUSY':
      return 'BUSY';
    case 'CANCEL':
      return 'CANCELED';
    case 'CONGESTION':
    case 'NOT_FOUND':
      return 'FAILED';
    default:
      return 'NO_ANSWER';
  }
}

/** One leg for each line, whatever connections it was in. */
function legsOf(connections: readonly Connection[], endedAt: number | null): FoldedLeg[] {
  const all = connections.flatMap(({ legs }) => legs);
  return [...Map.groupBy(all, lineOf).values()]
    .map((same): FoldedLeg => {
      const ends = same.map((leg) => leg.endedAt ?? endedAt);
      const [first] = same.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      return {
        name: first?.name ?? '',
        agentId: first?.agentId ?? null,
        rangAt: earliest(same.flatMap(({ rangAt }) => rangAt ?? [])),
        answeredAt: earliest(same.flatMap(({ answeredAt }) => answeredAt ?? [])),
        endedAt: ends.includes(null) ? null : latest(ends.flatMap((end) => end ?? [])),
      };
    })
    .toSorted((a, b) => begin(a) - begin(b) || (a.name < b.name ? -1 : 1));
}

function begin({ rangAt, answeredAt }: FoldedLeg): number {
  return rangAt ?? answeredAt ?? 0;
}

function whoAnswered(legs: readonly FoldedLeg[]): string | null {
  const answered = legs.filter(({ answeredAt, agentId }) => answeredAt !== null && agentId !== null);
  return answered.toSorted((a, b) => (a.answeredAt ?? 0) - (b.answeredAt ?? 0)).at(-1)?.agentId ?? null;
}

function firstOf<Value>(facts: readonly CallFact[], read: (fact: CallFact) => Value | null): Value | null {
  for (const fact of facts) {
    const value = read(fact);
    if (value !== null) return value;
  }
  return null;
}

function secondsBetween(from: number, to: number | null): number | null {
  return to === null ? null : Math.max(0, Math.round((to - from) / 1_000));
}
