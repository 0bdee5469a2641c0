import { toInstant } from '../../../shared/scalars.ts';

/** An instant for people to read, in UTC. */
export function toSecond(instant: string): string {
  return `${new Date(toInstant(instant)).toISOString().slice(0, 19)}Z`;
}
