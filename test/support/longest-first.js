import TestSequencer from '@jest/test-sequencer';

/**
 * The files that take long, in the order in which they start, so that both workers end together. Jest would go by how
 * long a file took the last time; in a fresh clone it knows only its size, starts a small file with much to do last,
 * and one core waits for it.
 */
const long = [
  'faults/',
  'access/rights-matrix-changes',
  'database/embedded-postgres',
  'integrations/faults',
  'access/rights-matrix-',
  'integrations/schedule',
  'plugins/writing-a-connector',
  'integrations/lost-secret',
  'cli/operator-fault',
  'access/rights-matrix',
  'telephony/faults',
  'telephony/sip/',
  'events/sequencer',
  'events/websocket',
  'integrations/',
  'telephony/ingress',
  'app/executor-',
  'tickets/live-queue',
  'cli/',
  'e2e/',
];

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    // A stable sort: within one place, and behind all of them, jest's own order holds.
    return super.sort([...tests]).toSorted((a, b) => placeOf(a.path) - placeOf(b.path));
  }
}

function placeOf(path) {
  const place = long.findIndex((start) => path.replaceAll('\\', '/').includes(`/test/${start}`));
  return place === -1 ? long.length : place;
}
