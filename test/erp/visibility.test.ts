import { newId } from '../../src/shared/ids.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { aCustomer, anInvoiceRecord, anOrder, Upstream } from './upstream.ts';

// Who has the scope of some kinds of documents only, or reaches some customers only, and comes by the side doors:
// interface, union, links, node, counts.

let kontor: TestServer;
let erp: Upstream;
let ordersOnly: string;
let mine: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  kontor = await startTestServer();
  erp = await Upstream.add(kontor.db);
  await erp.deliver('customer', {
    C1: aCustomer(),
    C2: aCustomer({ customerNumber: '1002', name: 'Other' }),
  });
  await erp.deliver('quote', {
    Q1: { customerExternalId: 'C1', number: 'AN-1', issueDate: '2026-01-05', currency: 'EUR' },
  });
  await erp.deliver('order', {
    O1: anOrder({ quoteExternalId: 'Q1' }),
    O2: anOrder({ customerExternalId: 'C2', number: 'AU-2', quoteExternalId: 'Q1' }),
  });
  await erp.deliver('invoice', {
    R1: anInvoiceRecord({
      orderExternalIds: ['O1', 'O2'],
      payments: [{ externalId: 'Z1', paidOn: '2026-03-20', amount: '19.00' }],
    }),
  });
  for (const [kind, type, id] of [
    ['quote', 'Quote', 'Q1'],
    ['order', 'Order', 'O1'],
    ['order', 'Order', 'O2'],
    ['invoice', 'Invoice', 'R1'],
  ] as const) {
    ids[id] = encodeId(type, await erp.idOf(kind, id));
  }
  const customerId = await erp.idOf('customer', 'C1');
  for (const [subject, document] of [
    ['about the invoice', await erp.idOf('invoice', 'R1')],
    ['about the order', await erp.idOf('order', 'O1')],
  ]) {
    await kontor.db.query(
      `insert into interaction (id, customer_id, kind, subject, happened_at, attachments, document_id)
       values ($1, $2, 'CALL', $3, now(), '[]', $4)`,
      [newId(), customerId, subject, document],
    );
  }
  ordersOnly = await kontor.key({ scopes: ['customers:read', 'interactions:read', 'orders:read'] });
  mine = await kontor.key({
    scopes: ['customers:read', 'quotes:read', 'orders:read', 'invoices:read'],
    customerId: encodeId('Customer', customerId),
  });
});
afterAll(() => kontor.stop());

const as = (key: string, query: string, variables: Record<string, unknown> = {}) =>
  kontor.request(query, variables, { key });

describe('a viewer with the scope of orders only', () => {
  it('reads orders behind the interface, and finds nothing where it is another kind', async () => {
    const query = '{ interactions { nodes { subject document { __typename ... on Order { number } } } } }';
    const { data } = await as(ordersOnly, query);
    expect(data.interactions.nodes).toEqual(
      expect.arrayContaining([
        { subject: 'about the invoice', document: null },
        { subject: 'about the order', document: { __typename: 'Order', number: 'AU-1' } },
      ]),
    );
  });

  it("may not select the fields of the interface itself, which could be an invoice's", async () => {
    const { errors } = await as(ordersOnly, '{ interactions { nodes { document { number } } } }');
    expect(errors?.map((error) => error.extensions['code'])).toContain('FORBIDDEN');
  });

  it.each(['Q1', 'R1'])('finds no node %s, not even its type', async (name) => {
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } }';
    expect((await as(ordersOnly, query, { id: ids[name] })).data).toEqual({ node: null, nodes: [null] });
  });

  it.each([
    '{ quote(number: "AN-1") { number } }',
    '{ invoices { totalCount } }',
    '{ order(number: "AU-1") { quote { __typename } } }',
    '{ order(number: "AU-1") { invoices { totalCount } } }',
    '{ customer(customerNumber: "1001") { openItems { totals { amount } } } }',
    '{ customer(customerNumber: "1001") { invoices { pageInfo { hasNextPage } } } }',
    '{ order(number: "AU-1") { lines { product { name } } } }',
  ])('is refused %s', async (query) => {
    const { errors } = await as(ordersOnly, query);
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('has a timeline of interactions and orders, counted so', async () => {
    const query = `{ customer(customerNumber: "1001") { timeline { totalCount nodes { kind item {
      __typename ... on Order { number } } } } } }`;
    const { timeline } = (await as(ordersOnly, query)).data.customer;
    expect([timeline.totalCount, timeline.nodes.map((entry: { kind: string }) => entry.kind)]).toEqual([
      3,
      ['INTERACTION', 'INTERACTION', 'ORDER'],
    ]);
  });

  it('is refused the fields of an invoice in the timeline', async () => {
    const query = '{ customers { nodes { timeline { nodes { item { ... on Invoice { number } } } } } } }';
    expect((await as(ordersOnly, query)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe("a customer's own viewer", () => {
  it('lists its own orders, and counts no others', async () => {
    const { data } = await as(mine, '{ orders { nodes { number } totalCount } }');
    expect(data.orders).toEqual({ nodes: [{ number: 'AU-1' }], totalCount: 1 });
  });

  it('finds no order of another customer, by id, number, reference or node', async () => {
    const query = `query ($id: ID!) { byId: order(id: $id) { id } byNumber: order(number: "AU-2") { id }
      byReference: order(reference: { integration: "erp", externalId: "O2" }) { id } node(id: $id) { id } }`;
    expect((await as(mine, query, { id: ids['O2'] })).data).toEqual({
      byId: null,
      byNumber: null,
      byReference: null,
      node: null,
    });
  });

  it('is not led to them by the links of its own documents', async () => {
    const query = `{ quote(number: "AN-1") { orders { nodes { number } totalCount } }
      invoice(number: "RE-1") { orders { nodes { number } totalCount } } }`;
    const orders = { nodes: [{ number: 'AU-1' }], totalCount: 1 };
    expect((await as(mine, query)).data).toEqual({ quote: { orders }, invoice: { orders } });
  });
});

describe('a viewer of another customer', () => {
  it('finds no payment by its id', async () => {
    const query = '{ invoice(number: "RE-1") { settlement { payments { id } } } }';
    const id = (await kontor.request(query)).data.invoice.settlement.payments[0].id;
    const other = await kontor.key({
      scopes: ['customers:read', 'invoices:read', 'orders:read'],
      customerId: encodeId('Customer', await erp.idOf('customer', 'C2')),
    });
    expect((await as(other, 'query ($id: ID!) { node(id: $id) { id } }', { id })).data).toEqual({
      node: null,
    });
  });

  it('is not led from its own order to the invoice of another', async () => {
    const other = await kontor.key({
      scopes: ['quotes:read', 'invoices:read', 'orders:read'],
      customerId: encodeId('Customer', await erp.idOf('customer', 'C2')),
    });
    const query = '{ order(number: "AU-2") { quote { number } invoices { nodes { number } totalCount } } }';
    expect((await as(other, query)).data).toEqual({
      order: { quote: null, invoices: { nodes: [], totalCount: 0 } },
    });
  });
});
