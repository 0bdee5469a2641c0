import type { Database } from '../shared/database.ts';

/** After a commit with events: wakes the sequencer, coalesced, without waiting. */
export function nudgeSequencer(_db: Database): void {}
