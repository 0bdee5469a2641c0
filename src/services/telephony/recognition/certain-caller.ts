import type { Candidate } from './rank.ts';

export interface CertainCaller {
  readonly customerId: string;
  readonly contactId: string | null;
}

/**
 * Who it is, if that is beyond doubt: somebody said so, or just one customer has this very number, and the one does not
 * speak against the other. Who of the customer it is only where one alone has it. Everything else is for the agent to decide.
 */
export function certainCaller(candidates: readonly Candidate[]): CertainCaller | null {
  const decisive = candidates.find(
    ({ reason, score }) => score === 1 && (reason === 'LEARNED' || reason === 'EXACT'),
  );
  return decisive ? { customerId: decisive.customerId, contactId: decisive.contactId } : null;
}
