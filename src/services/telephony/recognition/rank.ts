import type { MatchReason } from '../../../entities/telephony/match-reason.ts';
import type { AskedNumber } from './asked-number.ts';
import type { NumberMatch } from './find-matches.ts';
import { suffixScore } from './suffix.ts';
import { switchboardScore } from './switchboard.ts';

/** Who it may be, how likely, and why. */
export interface Candidate {
  readonly customerId: string;
  /** Null: somebody at the customer. */
  readonly contactId: string | null;
  /** 0 to 1. */
  readonly score: number;
  readonly reason: MatchReason;
}

const MOST_CANDIDATES = 10;

/** Who has left, or is archived, is half as likely. */
const INACTIVE = 0.5;

const strength: readonly MatchReason[] = ['LEARNED', 'EXACT', 'SHARED_NUMBER', 'SAME_SWITCHBOARD', 'SUFFIX'];

/** Everybody whose numbers have something in common with the one asked for, the likeliest first; always in the same order. */
export function rankCandidates(asked: AskedNumber, matches: readonly NumberMatch[]): Candidate[] {
  const sure = [...learned(asked, matches), ...holders(asked, matches)];
  const known = new Set(sure.map(({ customerId }) => customerId));
  const rest = matches.filter(({ customerId }) => !known.has(customerId));
  // Numbers that belong somewhere else are worth a thought only where it is not beyond doubt whose this one is.
  const least = sure.some(({ score }) => score === 1) ? 1 : sure.length > 0 ? 0.4 : 0;
  const guesses = [...switchboards(asked, rest), ...suffixes(asked, rest)].filter(
    ({ score }) => score > least,
  );
  return bestOfEach([...sure, ...guesses]).slice(0, MOST_CANDIDATES);
}

/** The last word, until somebody else gets the number: whoever said it could not know of that. */
function learned(asked: AskedNumber, matches: readonly NumberMatch[]): Candidate[] {
  return matches
    .filter((match) => match.learned)
    .map(({ customerId, contactId, since }) => {
      const isContested = matches.some(
        (match) =>
          isHolder(asked, match) && match.active && match.customerId !== customerId && match.since > since,
      );
      return { customerId, contactId, score: isContested ? 0.5 : 1, reason: 'LEARNED' };
    });
}

function isHolder(asked: AskedNumber, { learned: isLearned, e164 }: NumberMatch): boolean {
  return !isLearned && e164 !== null && e164 === asked.e164;
}

/** Those who have this very number. What one customer shares with nobody else is exact for the customer. */
function holders(asked: AskedNumber, matches: readonly NumberMatch[]): Candidate[] {
  const all = matches.filter((match) => isHolder(asked, match));
  const active = all.filter((match) => match.active);
  const customers = Map.groupBy(all, ({ customerId }) => customerId);
  const rivals = new Set((active.length > 0 ? active : all).map(({ customerId }) => customerId)).size;
  const decided = matches.some((match) => match.learned);
  return [...customers].flatMap(([customerId, ofCustomer]) => {
    const here = ofCustomer.filter((match) => match.active);
    const share = (here.length > 0 || active.length === 0 ? 1 : INACTIVE) / rivals / (decided ? 2 : 1);
    const reason = rivals === 1 && (here.length > 0 || active.length === 0) ? 'EXACT' : 'SHARED_NUMBER';
    const people = [...new Set(ofCustomer.map(({ contactId }) => contactId))];
    const [only = null] = people;
    const isOnesOwn = people.length === 1 && (only === null || here.length > 0);
    if (isOnesOwn) return [{ customerId, contactId: only, score: share, reason }];
    const contacts = people.flatMap((contactId): Candidate[] => {
      if (contactId === null) return [];
      const isActive = here.some((match) => match.contactId === contactId);
      const score = (share / Math.max(people.length, 2)) * (isActive ? 1 : INACTIVE);
      return [{ customerId, contactId, score, reason: 'SHARED_NUMBER' }];
    });
    return [{ customerId, contactId: null, score: share, reason }, ...contacts];
  });
}

function switchboards(asked: AskedNumber, matches: readonly NumberMatch[]): Candidate[] {
  return [...Map.groupBy(matches, ({ customerId }) => customerId)].map(([customerId, numbers]) => ({
    customerId,
    contactId: null,
    score: switchboardScore(asked, numbers) * (numbers.some((match) => match.active) ? 1 : INACTIVE),
    reason: 'SAME_SWITCHBOARD',
  }));
}

function suffixes(asked: AskedNumber, matches: readonly NumberMatch[]): Candidate[] {
  return matches.map((match) => ({
    customerId: match.customerId,
    contactId: match.contactId,
    score: suffixScore(asked, match) * (match.active ? 1 : INACTIVE),
    reason: 'SUFFIX',
  }));
}

function bestOfEach(candidates: readonly Candidate[]): Candidate[] {
  const ordered = candidates
    .map((candidate) => ({ ...candidate, score: Math.round(candidate.score * 100) / 100 }))
    .filter(({ score }) => score > 0)
    .toSorted(compare);
  const seen = new Set<string>();
  return ordered.filter(({ customerId, contactId }) => {
    const who = `${customerId}/${contactId}`;
    return !seen.has(who) && seen.add(who);
  });
}

function compare(a: Candidate, b: Candidate): number {
  return (
    b.score - a.score ||
    strength.indexOf(a.reason) - strength.indexOf(b.reason) ||
    Number(a.contactId !== null) - Number(b.contactId !== null) ||
    compareText(a.customerId, b.customerId) ||
    compareText(a.contactId ?? '', b.contactId ?? '')
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
