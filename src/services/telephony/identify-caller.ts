import type { Queryable } from '../../shared/database.ts';
import type { ReadNumber } from './recognise.ts';
import { askedNumber } from './recognition/asked-number.ts';
import { type CertainCaller, certainCaller } from './recognition/certain-caller.ts';
import { findMatches } from './recognition/find-matches.ts';
import { rankCandidates } from './recognition/rank.ts';

/** Who the other party of a new call is, if that is beyond doubt; in the transaction that writes the call. */
export async function identifyCaller(tx: Queryable, number: ReadNumber): Promise<CertainCaller | null> {
  const asked = askedNumber(number);
  if (!asked) return null;
  const [matches = []] = await findMatches(tx, { kind: 'ALL' }, [asked]);
  return certainCaller(rankCandidates(asked, matches));
}
