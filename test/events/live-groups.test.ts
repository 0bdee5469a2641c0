import { randomUUID } from 'node:crypto';
import type { Client } from 'graphql-ws';
import { readEventCursor } from '../../src/events/log.ts';
import { revokeApiKey } from '../../src/services/access/api-keys.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { asSystem } from '../support/viewers.ts';
import { type Platform, platform, upTo } from './support/followers.ts';
import { connect, socketServer, type SocketServer, subscribe } from './support/socket-server.ts';
import { announce, logHolds } from './support/writers.ts';
import { until } from '../support/until.ts';

const EVENTS = `subscription ($after: String, $types: [String!]) {
  events(after: $after, filter: { types: $types }) { cursor type data }
}`;
const CUSTOMERS = { types: ['customer.*'] };

interface Events {
  readonly events: { readonly cursor: string; readonly type: string; readonly data: { number: number } };
}

/** What a subscription has seen so far, and how it ended. */
interface Seen {
  readonly numbers: number[];
  readonly cursors: string[];
  readonly ended: Promise<unknown>;
}

function follow(client: Client, query: string, variables: Record<string, unknown> = CUSTOMERS): Seen {
  const ended = Promise.withResolvers<unknown>();
  const seen: Seen = { numbers: [], cursors: [], ended: ended.promise };
  void (async () => {
    try {
      for await (const { data } of subscribe<Events>(client, query, variables)) {
        seen.numbers.push(data!.events.data.number);
        seen.cursors.push(data!.events.cursor);
      }
      ended.resolve(null);
    } catch (error) {
      ended.resolve(error);
    }
  })();
  return seen;
}

describe('live groups', () => {
  let here: Platform;
  let server: SocketServer;
  let authorization: string;
  const clients: Client[] = [];

  beforeEach(async () => {
    here = await platform({ keep: 100 });
    server = await socketServer(here);
    authorization = `Bearer ${(await server.key()).key}`;
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    await server.stop();
    await here.close();
  });

  const open = (key = authorization): Client => {
    const client = connect(server.url, key);
    clients.push(client);
    return client;
  };
  const number = (value: number, more: object = {}) =>
    announce(here.db, { ...more, data: { number: value } });
  const settled = (size: number, groups: number) =>
    until(() => here.feed.size === size && here.feed.groups === groups);

  it('execute an event once, however many see it, on however many sockets', async () => {
    const sockets = Array.from({ length: 5 }, () => open());
    const all = sockets.flatMap((socket) => Array.from({ length: 20 }, () => follow(socket, EVENTS)));
    await settled(100, 1);
    const before = server.contexts;
    for (const value of upTo(25)) await number(value);
    await until(() => all.every(({ numbers }) => numbers.length >= 25));
    for (const { numbers } of all) expect(numbers).toEqual(upTo(25));
    expect(server.contexts - before).toBe(25);
  });

  it('execute an event once also for those who want different events, and show each its own', async () => {
    const [mine, others] = [randomUUID(), randomUUID()];
    const filters = [
      { customerId: encodeId('Customer', mine) },
      { types: ['customer.updated'] },
      { types: ['customer.*', 'invoice.*'] },
      { types: ['invoice.*'] },
    ];
    const query = EVENTS.replace('$types: [String!]', '$filter: EventFilterInput').replace(
      '{ types: $types }',
      '$filter',
    );
    const all = filters.map((filter) => follow(open(), query, { filter }));
    await settled(4, 1);
    const before = server.contexts;
    await number(1, { customerId: mine });
    await number(2, { customerId: others, type: 'customer.created' });
    await number(3, { customerId: others, type: 'invoice.paid' });
    await number(4, { customerId: mine, type: 'ticket.created' });
    await number(5, { customerId: others, type: 'ticket.created' });
    await number(6, { customerId: mine, type: 'invoice.paid' });
    await until(() => all.every(({ numbers }) => numbers.at(-1) === (numbers === all[1]?.numbers ? 1 : 6)));
    expect(all.map(({ numbers }) => numbers)).toEqual([[1, 4, 6], [1], [1, 2, 3, 6], [3, 6]]);
    // Not the one that nobody wants.
    expect(server.contexts - before).toBe(5);
  });

  it('do not mind how a document is set, where a subscriber began, or the order of its variables', async () => {
    const after = await readEventCursor(here.db);
    const socket = open();
    const all = [
      follow(socket, EVENTS),
      follow(socket, EVENTS.replaceAll(/\s+/g, ' '), { after, ...CUSTOMERS }),
      follow(socket, `# The same.\n${EVENTS}`, { ...CUSTOMERS, after }),
      follow(socket, EVENTS.replace('after: $after', `after: "${after}"`).replace('$after: String, ', '')),
    ];
    await until(() => here.feed.size === 4 && here.feed.groups <= 2);
    await number(1);
    await until(() => all.every(({ numbers }) => numbers.length === 1));
    // What is declared and not used stands in the document: the last one's is another.
    expect(here.feed.groups).toBe(2);
  });

  it('keep documents, variables and rights apart in one process', async () => {
    const partnerId = randomUUID();
    await here.db.query(`insert into partner (id, name) values ($1, 'Dealer')`, [partnerId]);
    const [ofPartner, ofNobody] = [randomUUID(), randomUUID()];
    for (const [id, partner] of [
      [ofPartner, partnerId],
      [ofNobody, null],
    ]) {
      await here.db.query(
        `insert into customer (id, name, partner_id, addresses, phones, emails, tags)
         values ($1, 'Customer', $2, '[]', '[]', '[]', '{}')`,
        [id, partner],
      );
    }
    const key = async (input: object) => open(`Bearer ${(await server.key(input)).key}`);
    const partner = await key({ partnerId: encodeId('Partner', partnerId) });
    const customer = await key({ customerId: encodeId('Customer', ofNobody) });
    const service = await key({ scopes: ['events:read', 'customers:read'] });
    const invoices = { types: ['invoice.*'] };
    const everything = { types: ['customer.*', 'invoice.*'] };
    const seen = {
      staff: follow(open(), EVENTS, everything),
      invoices: follow(open(), EVENTS, invoices),
      partner: follow(partner, EVENTS, everything),
      customer: follow(customer, EVENTS, everything),
      withoutInvoices: follow(service, EVENTS, everything),
      otherDocument: follow(open(), EVENTS.replace('type data', 'data'), everything),
    };
    // Staff that want different events are shown the same of them.
    await settled(6, 5);
    await number(1, { customerId: ofPartner });
    await number(2, { customerId: ofNobody });
    await number(3, { customerId: ofNobody, type: 'invoice.paid' });
    await number(4, { customerId: null });
    await until(() => seen.partner.numbers.length === 1 && seen.staff.numbers.length === 4);
    // A customer that moves is another's at once, also in a group that goes on.
    await here.db.query(`update customer set partner_id = case when id = $1 then null else $2::uuid end`, [
      ofPartner,
      partnerId,
    ]);
    await number(5, { customerId: ofPartner });
    await number(6, { customerId: ofNobody });
    await number(7, { customerId: ofNobody, type: 'invoice.paid' });
    await until(() => seen.staff.numbers.length === 7 && seen.otherDocument.numbers.length === 7);
    await until(() => seen.partner.numbers.at(-1) === 7 && seen.customer.numbers.at(-1) === 7);
    await until(() => seen.withoutInvoices.numbers.at(-1) === 6 && seen.invoices.numbers.at(-1) === 7);
    expect(seen.partner.numbers).toEqual([1, 6, 7]);
    expect(seen.customer.numbers).toEqual([2, 3, 6, 7]);
    expect(seen.withoutInvoices.numbers).toEqual([1, 2, 4, 5, 6]);
    expect(seen.invoices.numbers).toEqual([3, 7]);
    expect(seen.staff.numbers).toEqual(upTo(7));
  });

  it('take in who was away without a gap or a repetition, while others write', async () => {
    const after = await readEventCursor(here.db);
    const witness = follow(open(), EVENTS);
    await settled(1, 1);
    await announce(here.db, ...upTo(400).map((value) => ({ data: { number: value } })));
    const writing = (async () => {
      for (const value of upTo(700, 401)) await number(value);
    })();
    const late: Seen[] = [];
    while (late.length < 20) {
      late.push(follow(open(), EVENTS, { after, ...CUSTOMERS }));
      const reached = 400 + late.length * 10;
      await until(() => (witness.numbers.at(-1) ?? 0) >= reached);
    }
    await writing;
    await until(() => [witness, ...late].every(({ numbers }) => numbers.at(-1) === 700));
    for (const { numbers } of late) expect(numbers).toEqual(upTo(700));
    await settled(21, 1);
  });

  it('end for the members of a key that was revoked, at once, and go on for those of others', async () => {
    const { id, key } = await server.key();
    const revoked = [follow(open(`Bearer ${key}`), EVENTS), follow(open(`Bearer ${key}`), EVENTS)];
    const other = follow(open(), EVENTS);
    await settled(3, 2);
    await number(1);
    await until(() => [...revoked, other].every(({ numbers }) => numbers.length === 1));
    await revokeApiKey(asSystem(here.db), { id: encodeId('ApiKey', id) });
    for (const { ended } of revoked) {
      expect(await ended).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
    await number(2);
    await until(() => other.numbers.length === 2);
    expect(revoked.map(({ numbers }) => numbers)).toEqual([[1], [1]]);
    await settled(1, 1);
  });

  it('are left when a client unsubscribes, and end with their last member', async () => {
    const [one, two] = [open(), open()];
    const stays = follow(one, EVENTS);
    const goes = subscribe<Events>(two, EVENTS, CUSTOMERS);
    const waiting = goes.next();
    await settled(2, 1);
    await goes.return?.();
    await waiting;
    await settled(1, 1);
    await number(1);
    await until(() => stays.numbers.length === 1);
    expect(stays.numbers).toEqual([1]);
    await one.dispose();
    await settled(0, 0);
  });

  it('have nothing to hand out that the gate would mask', async () => {
    const customerId = randomUUID();
    await here.db.query(
      `insert into customer (id, name, addresses, phones, emails, tags) values ($1, 'Customer', '[]', '[]', '[]', '{}')`,
      [customerId],
    );
    const query = `subscription ($id: ID!) { customerChanged(customerId: $id) { customer { name } } }`;
    const changes = subscribe(open(), query, { id: encodeId('Customer', customerId) });
    const next = changes.next();
    await settled(1, 1);
    // A fault of ours: the table is not what the code expects.
    await here.db.query(`alter table customer rename column name to hidden`);
    await number(1, { customerId });
    const { errors } = (await next).value;
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(errors?.[0]?.message).toMatch(/^Internal error \(id [\w-]+\)$/);
  });

  it('survive a restart of the feed by their cursors', async () => {
    const client = open();
    const first = follow(client, EVENTS);
    await settled(1, 1);
    for (const value of upTo(5)) await number(value);
    await logHolds(here.db, 5);
    await until(() => first.numbers.length === 5);
    await here.restart();
    await first.ended;
    await number(6);
    const second = follow(client, EVENTS, { after: first.cursors.at(-1), ...CUSTOMERS });
    await until(() => second.numbers.length === 1);
    expect(second.numbers).toEqual([6]);
  });
});
