import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';

/** For what concerns the whole house: partners and customers may not, whatever their scopes say. */
export function requireWholeReach({ viewer }: RequestContext, what: string): void {
  if (viewer.reach.kind !== 'ALL') {
    throw new DomainError('FORBIDDEN', `Only our own people and services may ${what}.`);
  }
}
