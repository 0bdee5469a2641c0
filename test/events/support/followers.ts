import { createFeed, type Feed } from '../../../src/events/feed.ts';
import type { LoggedEvent } from '../../../src/events/log.ts';
import { startSequencer, type Sequencer } from '../../../src/events/sequencer.ts';
import type { Reach, Viewer } from '../../../src/services/access/viewer.ts';
import { systemViewer } from '../../../src/services/access/system-viewer.ts';
import { recipientOf } from '../../../src/services/events/recipient.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

/** What a server process has of the log: sequencer and feed, on a database of its own. */
export interface Platform {
  readonly db: TestDatabase;
  feed: Feed;
  sequencer: Sequencer;
  /** As a restart of the server does. */
  restart(): Promise<void>;
  restartSequencer(): Promise<void>;
  close(): Promise<void>;
}

export async function platform(feedOptions: { keep?: number } = {}): Promise<Platform> {
  const db = await testDatabase();
  const start = async (): Promise<{ feed: Feed; sequencer: Sequencer }> => {
    const sequencer = startSequencer(db, { pollInterval: 20 });
    const feed = createFeed(db, { pollInterval: 20, ...feedOptions });
    await Promise.all([sequencer.ready, feed.ready]);
    return { feed, sequencer };
  };
  const stop = async (): Promise<void> => {
    await Promise.all([it.feed.stop(), it.sequencer.stop()]);
  };
  const it: Platform = {
    db,
    ...(await start()),
    async restart() {
      await stop();
      Object.assign(it, await start());
    },
    async restartSequencer() {
      await it.sequencer.stop();
      it.sequencer = startSequencer(db, { pollInterval: 20 });
      await it.sequencer.ready;
    },
    async close() {
      await stop();
      await db.drop();
    },
  };
  return it;
}

export function recipient(db: TestDatabase, viewer: Viewer = systemViewer('test')) {
  return recipientOf(db, viewer);
}

export function viewerWith(reach: Reach, scopes?: readonly string[]): Viewer {
  const all = systemViewer('test');
  return { ...all, reach, scopes: scopes ? new Set(scopes) : all.scopes };
}

export async function take(
  events: AsyncIterator<LoggedEvent>,
  count: number,
  into: LoggedEvent[] = [],
): Promise<LoggedEvent[]> {
  while (count > 0) {
    const result = await events.next();
    if (result.done) break;
    into.push(result.value);
    count -= 1;
  }
  return into;
}

export function numbersOf(events: readonly LoggedEvent[]): unknown[] {
  return events.map((event) => event.data['number']);
}

export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
