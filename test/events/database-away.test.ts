import { randomUUID } from 'node:crypto';
import { readEventCursor } from '../../src/events/log.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { takeAway } from './support/database-away.ts';
import { type Platform, platform } from './support/followers.ts';
import { connect, socketServer, type SocketServer, subscribe } from './support/socket-server.ts';
import { append, openTransaction } from './support/writers.ts';
import { until } from '../support/until.ts';

const CHANGES = `subscription ($id: ID!, $after: String) {
  customerChanged(customerId: $id, after: $after) { cursor customer { name } }
}`;

interface Changes {
  readonly customerChanged: { readonly cursor: string; readonly customer: { readonly name: string } };
}

describe('an event whose record cannot be loaded, since the database is away', () => {
  let here: Platform;
  let server: SocketServer;

  beforeEach(async () => {
    here = await platform();
    server = await socketServer(here);
  });
  afterEach(async () => {
    await server.stop();
    await here.close();
  });

  it('ends subscriptions in a way that is tried again, and comes to those who come back', async () => {
    const customerId = randomUUID();
    await here.db.query(
      `insert into customer (id, name, addresses, phones, emails, tags) values ($1, 'Known', '[]', '[]', '[]', '{}')`,
      [customerId],
    );
    const after = await readEventCursor(here.db);
    const authorization = `Bearer ${(await server.key()).key}`;
    const clients = [connect(server.url, authorization), connect(server.url, authorization)];
    const variables = { id: encodeId('Customer', customerId), after };
    const follow = () => clients.map((client) => subscribe<Changes>(client, CHANGES, variables).next());
    const following = follow();
    await until(() => here.feed.size === 2 && here.feed.groups === 1);

    const transaction = await openTransaction(here.db);
    const giveBack = takeAway(here.db);
    await append(transaction, { customerId, subjectId: customerId });
    await transaction.end('commit');
    for (const first of await Promise.allSettled(following)) {
      expect(first).toMatchObject({ reason: [{ extensions: { code: 'UNAVAILABLE' } }] });
    }
    await until(() => here.feed.size === 0 && here.feed.groups === 0);

    giveBack();
    for (const { value } of await Promise.all(follow())) {
      expect(value).toMatchObject({ data: { customerChanged: { customer: { name: 'Known' } } } });
    }
    for (const client of clients) await client.dispose();
  });
});
