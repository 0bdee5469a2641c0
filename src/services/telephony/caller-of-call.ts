import type { CallerStatus } from '../../entities/telephony/enums.ts';
import type { RequestContext } from '../context.ts';
import type { CallRow } from './calls.ts';
import { loadCandidates } from './recognise.ts';
import type { CertainCaller } from './recognition/certain-caller.ts';
import type { Candidate } from './recognition/rank.ts';

export function callerOf(call: CallRow): (CertainCaller & { status: CallerStatus }) | null {
  const { customerId, contactId, callerStatus } = call;
  return customerId === null || callerStatus === null
    ? null
    : { customerId, contactId, status: callerStatus };
}

export async function candidatesOf(context: RequestContext, call: CallRow): Promise<readonly Candidate[]> {
  const { remoteE164: e164, remoteRaw: raw, anonymous, internal } = call;
  return anonymous || internal ? [] : loadCandidates(context, { e164, raw });
}

/** What our people noted as its outcome: among themselves. */
export function outcomeOf({ viewer }: RequestContext, { outcome }: CallRow): string | null {
  return viewer.reach.kind === 'ALL' ? outcome : null;
}
