import 'reflect-metadata';
import { createFeed, type Feed } from '../../src/events/feed.ts';
import { authenticate } from '../../src/services/access/authenticate.ts';
import { announcePresence, type AnnouncePresence } from '../../src/services/tickets/live/follow-viewers.ts';
import { requestContext } from '../../src/services/context.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { connect, socketServer, type SocketServer } from '../events/support/socket-server.ts';
import { followedOn, type Helpdesk, helpdesk } from './helpdesk.ts';

const VIEWERS = `subscription ($ticketId: ID!) {
  ticketViewers(ticketId: $ticketId) { ticket { id } viewers { name state since agent { id } } }
}`;

interface Seen {
  readonly ticketViewers: {
    readonly ticket: { readonly id: string };
    readonly viewers: readonly {
      readonly name: string;
      readonly state: string;
      agent: { id: string } | null;
    }[];
  };
}

describe('ticketViewers', () => {
  let here: Helpdesk;
  let otherFeed: Feed;
  let otherServer: SocketServer;
  let ticketId: string;
  let annasKey: string;
  beforeAll(async () => {
    here = await helpdesk();
    // A second process on the same database.
    otherFeed = createFeed(here.db, { pollInterval: 20 });
    await otherFeed.ready;
    otherServer = await socketServer({ ...here, feed: otherFeed });
    annasKey = (await here.server.key({ agentId: here.anna })).key;
  });
  afterAll(async () => {
    await otherServer.stop();
    await otherFeed.stop();
    await here.close();
  });
  beforeEach(async () => {
    ticketId = await here.open();
  });

  async function viewers(key?: string) {
    const followed = await here.follow<Seen>(VIEWERS, { ticketId }, key);
    return { next: async () => shown(await followed.next()), end: () => followed.end() };
  }

  function shown({ ticketViewers }: Seen): string[] {
    return ticketViewers.viewers.map(({ name, state }) => `${name} ${state}`);
  }

  async function announce(state: AnnouncePresence['state'], { key = annasKey, feed = here.feed } = {}) {
    const viewer = await authenticate(here.db, `Bearer ${key}`);
    if (!viewer) throw new Error('The key is good.');
    return announcePresence({ ...requestContext(here.db, viewer), feed }, { ticketId, state });
  }

  it('shows at once that nobody is there, then who comes, types and leaves', async () => {
    const followed = await viewers();
    expect(await followed.next()).toEqual([]);
    const { expiresAt } = await announce('VIEWING');
    expect(expiresAt).toBeInstanceOf(Date);
    expect(await followed.next()).toEqual(['Anna Albers VIEWING']);
    await announce('TYPING');
    expect(await followed.next()).toEqual(['Anna Albers TYPING']);
    expect(await announce('LEFT')).toEqual({ expiresAt: null });
    expect(await followed.next()).toEqual([]);
    await followed.end();
  });

  it('names the agent and the ticket', async () => {
    await announce('VIEWING');
    const followed = await here.follow<Seen>(VIEWERS, { ticketId });
    let seen = await followed.next();
    while (seen.ticketViewers.viewers.length === 0) seen = await followed.next();
    expect(seen.ticketViewers).toMatchObject({
      ticket: { id: ticketId },
      viewers: [{ agent: { id: here.anna } }],
    });
    await followed.end();
  });

  it('knows who announced themselves to another process, before and meanwhile', async () => {
    await announce('VIEWING');
    const client = connect(otherServer.url, `Bearer ${(await here.server.key()).key}`);
    const followed = followedOn<Seen>(client, VIEWERS, { ticketId });
    let seen = shown(await followed.next());
    while (seen.length === 0) seen = shown(await followed.next());
    expect(seen).toEqual(['Anna Albers VIEWING']);
    await announce('TYPING');
    expect(shown(await followed.next())).toEqual(['Anna Albers TYPING']);
    await client.dispose();
  });

  it('takes a socket that ends for a viewer that has left', async () => {
    const followed = await viewers();
    await followed.next();
    const socket = await here.socket(annasKey);
    const own = followedOn<Seen>(socket, VIEWERS, { ticketId });
    await own.next();
    await announce('VIEWING');
    expect(await followed.next()).toEqual(['Anna Albers VIEWING']);
    socket.terminate();
    expect(await followed.next()).toEqual([]);
    await followed.end();
  });

  it('is for our own people only', async () => {
    const { key } = await here.server.key({ customerId: here.customerId });
    const followed = await viewers(key);
    await expect(followed.next()).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await expect(announce('VIEWING', { key })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('refuses a ticket that there is not', async () => {
    ticketId = encodeId('Complaint', newId());
    const followed = await viewers();
    await expect(followed.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});
