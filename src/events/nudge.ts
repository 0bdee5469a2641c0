import type { Database } from '../shared/database.ts';

/** Where the owner of the log is told that something was committed. */
export const INBOX_CHANNEL = 'kontor_inbox';

interface Nudging {
  /** The sequencer of this process: wakes it and says whether it is the owner. */
  local: (() => boolean) | null;
  running: boolean;
  again: boolean;
}

const nudging = new WeakMap<Database, Nudging>();

/**
 * After a commit with events: wakes the sequencer, without waiting. Coalesced: while one nudge is on its way, any
 * number of others become one more. Never throws: a lost nudge costs at most one poll of the sequencer.
 */
export function nudgeSequencer(db: Database): void {
  const state = stateOf(db);
  if (state.local?.()) return;
  state.again = true;
  if (!state.running) void send(db, state);
}

async function send(db: Database, state: Nudging): Promise<void> {
  state.running = true;
  try {
    while (state.again) {
      state.again = false;
      await db.query(`select pg_notify('${INBOX_CHANNEL}', '')`);
    }
  } catch (error) {
    process.emitWarning(
      `The sequencer was not nudged and will find the events by polling: ${String(error)}`,
      'KontorEvents',
    );
  } finally {
    state.running = false;
  }
}

/** The sequencer of this process offers itself, so that no statement is needed where it is the owner. */
export function offerLocalSequencer(db: Database, wake: () => boolean): () => void {
  const state = stateOf(db);
  state.local = wake;
  return () => {
    if (state.local === wake) state.local = null;
  };
}

function stateOf(db: Database): Nudging {
  let state = nudging.get(db);
  if (!state) {
    state = { local: null, running: false, again: false };
    nudging.set(db, state);
  }
  return state;
}
