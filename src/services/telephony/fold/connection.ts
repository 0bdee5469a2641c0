import { type CallFact, earliest, type FoldedLeg, latest, lineOf, type Party } from './facts.ts';

/** What one connection of a call came to. */
export interface Connection {
  readonly legs: readonly FoldedLeg[];
  readonly isAnswered: boolean;
  /** When it was over; null: it is not, or it was passed on. */
  readonly endedAt: number | null;
  /** When it was passed on to where nothing more is heard of it under its own id. */
  readonly leftAt: number | null;
}

interface Line {
  readonly party: Party;
  readonly rang: number[];
  readonly answered: number[];
  readonly ended: number[];
}

const nobody: Party = { name: '', agentId: null };

/** Folds the events of one connection, which stand by rank; `isOnly` says whether the call has no other. */
export function foldConnection(facts: readonly CallFact[], isOnly: boolean): Connection {
  const lines = new Map<string, Line>();
  const lineFor = (party: Party): Line => {
    const known = lines.get(lineOf(party));
    if (known) return known;
    const line = { party, rang: [], answered: [], ended: [] };
    lines.set(lineOf(party), line);
    return line;
  };
  const of = (kind: CallFact['kind']): CallFact[] => facts.filter((fact) => fact.kind === kind);
  for (const { parties, at } of of('ringing')) for (const party of parties) lineFor(party).rang.push(at);
  for (const { parties, at } of of('transferred')) for (const party of parties) lineFor(party).rang.push(at);
  for (const fact of of('answered')) answeredLine(fact, lines, lineFor).answered.push(fact.at);
  for (const { parties, at } of of('ended')) {
    // A line that was never heard of says nothing by ending.
    for (const party of parties) lines.get(lineOf(party))?.ended.push(at);
  }
  const all = [...lines.values()];
  const transfers = of('transferred').map(({ at }) => at);
  const endedAt = endOf(of('ended'), all);
  const lastTransfer = latest(transfers);
  const goesOn = (at: number): boolean =>
    all.some(({ rang, answered }) => (latest([...rang, ...answered]) ?? Number.NEGATIVE_INFINITY) >= at);
  // With another connection, that is where it went on, whenever the two were heard of.
  const hasLeft = lastTransfer !== null && (!isOnly || !goesOn(lastTransfer));
  const leftAt = endedAt === null && hasLeft ? lastTransfer : null;
  const answers = all.flatMap(({ answered }) => answered);
  return {
    legs: all.map((line) => legOf(line, answers, transfers, endedAt ?? leftAt)),
    isAnswered: of('answered').length > 0,
    endedAt,
    leftAt,
  };
}

/** Who took it: a line that rang, if only one did and the telephone system names another way or not at all. */
function answeredLine(
  { parties }: CallFact,
  lines: Map<string, Line>,
  lineFor: (party: Party) => Line,
): Line {
  const [party = nobody] = parties;
  const rang = [...lines.values()].filter((line) => line.rang.length > 0);
  const [only] = rang;
  const isStranger = party.agentId === null && !lines.has(lineOf(party));
  return isStranger && only && rang.length === 1 ? only : lineFor(party);
}

/** Over at the first word that all of it is over, or when every line of it is. */
function endOf(ended: readonly CallFact[], lines: readonly Line[]): number | null {
  const whole = ended.filter(({ parties }) => parties.length === 0 || lines.length === 0).map(({ at }) => at);
  if (whole.length > 0) return earliest(whole);
  if (lines.length === 0 || !lines.every(isOver)) return null;
  return latest(lines.flatMap((line) => line.ended));
}

function isOver({ rang, answered, ended }: Line): boolean {
  const end = latest(ended);
  return end !== null && end >= (latest([...rang, ...answered]) ?? end);
}

function legOf(
  line: Line,
  answers: readonly number[],
  transfers: readonly number[],
  end: number | null,
): FoldedLeg {
  const { party, rang, answered, ended } = line;
  const answeredAt = earliest(answered);
  const begun = answeredAt ?? latest(rang) ?? 0;
  // Passed on, or taken by somebody else: over for this line.
  const handedOver = earliest([
    ...transfers.filter((at) => at > begun),
    ...answers.filter((at) => !answered.includes(at) && at >= begun),
  ]);
  return {
    ...party,
    rangAt: earliest(rang),
    answeredAt,
    endedAt: isOver(line) ? latest(ended) : (handedOver ?? end),
  };
}
