import DataLoader from 'dataloader';
import { NumberFormat } from '../../entities/telephony/number-format.ts';
import type { RequestContext } from '../context.ts';
import { type ParsedNumber, parseNumber } from './numbers.ts';
import { askedNumber } from './recognition/asked-number.ts';
import { type CertainCaller, certainCaller } from './recognition/certain-caller.ts';
import { findMatches } from './recognition/find-matches.ts';
import { type Candidate, rankCandidates } from './recognition/rank.ts';

/** A number as the fold of a call has read it. */
export interface ReadNumber {
  readonly e164: string | null;
  readonly raw: string | null;
}

/** Who has it, as far as the viewer reaches them: one statement for all numbers of a level. */
export function loadCandidates(context: RequestContext, number: ReadNumber): Promise<readonly Candidate[]> {
  const { db, viewer, loaders } = context;
  const loader = loaders.get(
    'callerCandidates',
    () =>
      new DataLoader<string, readonly Candidate[]>(async (keys) => {
        const asked = keys.map((key) => askedNumber(JSON.parse(key) as ReadNumber));
        const known = asked.filter((each) => each !== null);
        const matches = known.length > 0 ? await findMatches(db, viewer.reach, known) : [];
        const ranked = new Map(known.map((each, at) => [each, rankCandidates(each, matches[at] ?? [])]));
        return asked.map((each) => (each && ranked.get(each)) ?? []);
      }),
  );
  return loader.load(JSON.stringify({ e164: number.e164, raw: number.raw }));
}

export interface NumberQuestion {
  readonly number: string;
  readonly format?: NumberFormat | null;
  readonly country?: string | null;
}

export interface RecognisedNumber extends ParsedNumber {
  readonly candidates: readonly Candidate[];
  readonly caller: CertainCaller | null;
}

/** What a call from this number would show, before there is one. */
export async function recogniseNumber(
  context: RequestContext,
  { number, format, country }: NumberQuestion,
): Promise<RecognisedNumber> {
  const read = parseNumber(number, { format: format ?? NumberFormat.AUTO, country: country ?? null });
  const candidates = read.anonymous ? [] : await loadCandidates(context, read);
  return { ...read, candidates, caller: certainCaller(candidates) };
}
