/** Who a way of recognising says it is, best first; places of customers. */
export interface Answer {
  /** The first candidate is more likely than not. */
  readonly isLikely: boolean;
  /** It says so itself, without asking anybody. */
  readonly certain: number | null;
  readonly candidates: readonly number[];
}

export interface Judged {
  readonly customers: readonly number[];
  readonly answer: Answer;
}

export interface Score {
  /** Of those it was sure of, how many were right. */
  readonly certainPrecision: number;
  /** Of the calls of known customers, how many it was sure of and right. */
  readonly certainRecall: number;
  /** The same for a first candidate that is more likely than not (score of 0.5 or more), */
  readonly likelyPrecision: number;
  readonly likelyRecall: number;
  /** and for the first candidate, however unlikely. */
  readonly firstPrecision: number;
  readonly firstRecall: number;
  /** Of the calls of known customers, how many had the right one among all candidates. */
  readonly listRecall: number;
  readonly candidatesPerCall: number;
}

export function scoreOf(calls: readonly Judged[]): Score {
  const known = calls.filter(({ customers }) => customers.length > 0);
  const sure = calls.filter(({ answer }) => answer.certain !== null);
  const guessed = calls.filter(({ answer }) => answer.candidates.length > 0);
  const likely = calls.filter(({ answer }) => answer.isLikely);
  // Of a number that two have nobody can be sure: to be sure of one of them is wrong.
  const isSureAndRight = ({ customers, answer }: Judged): boolean =>
    customers.length === 1 && customers[0] === answer.certain;
  const isFirstRight = ({ customers, answer }: Judged): boolean =>
    customers.includes(answer.candidates[0] ?? -1);
  const isListed = ({ customers, answer }: Judged): boolean =>
    customers.every((customer) => answer.candidates.includes(customer));
  return {
    certainPrecision: share(sure, isSureAndRight),
    certainRecall: share(
      known.filter(({ customers }) => customers.length === 1),
      isSureAndRight,
    ),
    likelyPrecision: share(likely, isFirstRight),
    likelyRecall: share(known, (call) => call.answer.isLikely && isFirstRight(call)),
    firstPrecision: share(guessed, isFirstRight),
    firstRecall: share(known, isFirstRight),
    listRecall: share(known, isListed),
    candidatesPerCall: round(
      calls.reduce((sum, { answer }) => sum + answer.candidates.length, 0) / calls.length,
    ),
  };
}

function share(of: readonly Judged[], holds: (call: Judged) => boolean): number {
  return of.length === 0 ? Number.NaN : round(of.filter(holds).length / of.length);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
