import { readEventCursor } from '../../src/events/log.ts';
import { type Platform, platform, upTo } from './support/followers.ts';
import { connect, socketServer, type SocketServer, subscribe } from './support/socket-server.ts';
import { announce } from './support/writers.ts';
import { until } from '../support/until.ts';

const EVENTS = `subscription ($after: String, $types: [String!]) {
  events(after: $after, filter: { types: $types }) { cursor data }
}`;
const FOLLOWERS = 100;
const EVENTS_WRITTEN = 300;

interface Events {
  readonly events: { readonly cursor: string; readonly data: { number: number } };
}

/** Follows until it has seen the last event: leaves on its own now and then, is thrown out, and resumes. */
async function followToTheEnd(
  url: string,
  authorization: string,
  start: string,
  at: number,
): Promise<number[]> {
  const seen: number[] = [];
  let after = start;
  while (seen.at(-1) !== EVENTS_WRITTEN) {
    const client = connect(url, authorization);
    // Some stay, some leave after a few events: after how many is different each time.
    const patience = at % 3 === 0 ? Infinity : 1 + ((at * 7 + seen.length * 13) % 90);
    const events = subscribe<Events>(client, EVENTS, {
      after,
      types: at % 2 ? ['customer.*'] : ['customer.updated'],
    });
    let had = 0;
    try {
      for await (const { data } of events) {
        seen.push(data!.events.data.number);
        after = data!.events.cursor;
        had += 1;
        if (had >= patience || seen.at(-1) === EVENTS_WRITTEN) break;
      }
    } catch (error) {
      if (!isServerAway(error as { code?: unknown; message?: string })) throw error;
    } finally {
      await client.dispose();
    }
  }
  return seen;
}

/** It stops, or is gone for the moment: anything else is a refusal. */
function isServerAway({ code, message }: { code?: unknown; message?: string }): boolean {
  return code === 1001 || code === 1006 || /ECONNREFUSED|ECONNRESET|response: 503/.test(String(message));
}

describe('hundreds that come and go while others write and the server stops at any moment', () => {
  let here: Platform;
  let server: SocketServer;

  beforeAll(async () => {
    here = await platform({ keep: 200 });
    server = await socketServer(here, { maxSockets: 10_000 });
  });
  afterAll(async () => {
    await server.stop();
    await here.close();
  });

  it('each see every event once, in order', async () => {
    const { key } = await server.key();
    const start = await readEventCursor(here.db);
    const { url } = server;
    const following = Promise.all(
      Array.from({ length: FOLLOWERS }, (_, at) => followToTheEnd(url, `Bearer ${key}`, start, at)),
    );
    let written = 0;
    const writing = (async () => {
      while (written < EVENTS_WRITTEN) {
        const batch = Math.min(1 + (written % 11), EVENTS_WRITTEN - written);
        await announce(
          here.db,
          ...upTo(written + batch, written + 1).map((value) => ({ data: { number: value } })),
        );
        written += batch;
      }
    })();
    // The transport alone, and then the feed with it, as a process that is started again.
    for (let round = 1; round <= 6; round += 1) {
      await until(() => written >= (round * EVENTS_WRITTEN) / 8);
      await server.stop();
      if (round % 2 === 0) await here.restart();
      server = await socketServer(here, { port: Number(new URL(url).port), maxSockets: 10_000 });
    }
    await writing;
    for (const seen of await following) expect(seen).toEqual(upTo(EVENTS_WRITTEN));
    await until(() => here.feed.size === 0);
    expect(here.feed.groups).toBe(0);
  });
});
