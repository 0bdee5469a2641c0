import { createHash } from 'node:crypto';
import type { CallFact } from './facts.ts';

/** The event by which we end a call ourselves; it loses its effect as soon as the call speaks at a later time. */
export function silenceAt(at: number): CallFact {
  return {
    kind: 'ended',
    connectionId: '',
    direction: null,
    from: null,
    to: null,
    parties: [],
    queue: null,
    teamId: null,
    cause: 'SILENCE',
    internal: null,
    at,
    hash: createHash('sha256')
      .update(`silence ${new Date(at).toISOString()}`)
      .digest('hex'),
  };
}
