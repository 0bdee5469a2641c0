import type { Payload } from '../schema/user-error.ts';
import { DomainError } from '../shared/errors.ts';

/** Runs a mutation: a `DomainError` becomes a `userErrors` entry; whatever was not foreseen goes on to the gate. */
export async function answer<P extends Payload>(work: () => Promise<Omit<P, 'userErrors'>>): Promise<P> {
  try {
    return { ...(await work()), userErrors: [] } as unknown as P;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message, field } = error;
    return { userErrors: [{ code, message, field }] } as unknown as P;
  }
}
