import TestSequencer from '@jest/test-sequencer';

/**
 * The files that take long, in the order they are to start in. Jest knows how long a file took the last time; in a
 * fresh clone it goes by the file's size, starts a small file with much to do last, and one core waits for it.
 */
const long = [
  'faults/killed-server',
  'faults/',
  'access/rights-matrix-',
  'integrations/faults',
  'database/embedded-postgres',
  'plugins/writing-a-connector',
  'integrations/lost-secret',
  'integrations/schedule',
  'events/sequencer',
  'telephony/faults',
  'events/websocket',
  'telephony/ingress',
  'telephony/sip/',
  'integrations/',
  'access/rights-matrix',
  'app/executor-',
  'tickets/live-queue',
  'cli/',
  'e2e/',
];

export default class LongestFirst extends TestSequencer.default {
  sort(tests) {
    const place = new Map(tests.map((test) => [test, placeOf(test.path)]));
    // A stable sort: of one place they stay in jest's order.
    return super.sort([...tests]).toSorted((a, b) => {
      const known = a.duration !== undefined && b.duration !== undefined;
      return known ? 0 : place.get(a) - place.get(b);
    });
  }
}

function placeOf(path) {
  const place = long.findIndex((start) => path.includes(`/test/${start}`));
  return place === -1 ? long.length : place;
}
