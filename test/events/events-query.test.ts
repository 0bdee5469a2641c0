import { randomUUID } from 'node:crypto';
import { encodeId } from '../../src/shared/ids.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { announce } from './support/writers.ts';
import { until } from '../support/until.ts';

describe('the log as a query', () => {
  let server: TestServer;
  let before: string;
  const [customerId, otherId] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    server = await startTestServer();
    await server.request(
      'mutation { createCustomer(input: { name: "Maschinenbau Huber" }) { customer { id } userErrors { message } } }',
    );
    for (const id of [customerId, otherId]) {
      await server.db.query(
        `insert into customer (id, name, addresses, phones, emails, tags) values ($1, 'Customer', '[]', '[]', '[]', '{}')`,
        [id],
      );
    }
    // Of the key and the customer.
    await logReaches(2);
    before = (await server.request('{ eventCursor }')).data.eventCursor;
    await announce(
      server.db,
      { customerId, data: { number: 1 } },
      { customerId: otherId, data: { number: 2 } },
    );
    await announce(server.db, { type: 'invoice.paid', customerId, data: { number: 3 } });
    await announce(server.db, { customerId, subjectId: customerId, data: { number: 4 } });
    await logReaches(6);
  });
  afterAll(() => server.stop());

  async function logReaches(position: number): Promise<void> {
    await until(async () => {
      const [state] = await server.db.query<{ last: number }>(
        `select last_position::int as last from event_log_state`,
      );
      return (state?.last ?? 0) >= position;
    });
  }

  async function events(args: Record<string, unknown>, key?: string) {
    const { data, errors } = await server.request(
      `query ($first: Int, $after: String, $filter: EventFilterInput) {
         events(first: $first, after: $after, filter: $filter) {
           nodes { id type data subject { type id } }
           edges { cursor }
           pageInfo { hasNextPage endCursor }
         }
       }`,
      args,
      key ? { key } : {},
    );
    return { page: data?.events, errors };
  }
  const numbers = (page: { nodes: { data: { number: number } }[] }) =>
    page.nodes.map((node) => node.data.number);

  it('goes forward page by page', async () => {
    const seen: number[] = [];
    let after = before;
    for (let pages = 1; ; pages += 1) {
      const { page } = await events({ first: 3, after });
      seen.push(...numbers(page));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
      expect(pages).toBeLessThan(3);
    }
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('starts with the oldest event without a cursor', async () => {
    const { page } = await events({ first: 1 });
    expect(page.nodes).toMatchObject([{ type: 'api_key.created' }]);
  });

  it('says where to continue on an empty page, too', async () => {
    const { page } = await events({ after: before, filter: { types: ['team.created'] } });
    expect(page.nodes).toEqual([]);
    const next = await events({ after: page.pageInfo.endCursor });
    expect(next.page.nodes).toEqual([]);
    expect(next.errors).toBeUndefined();
  });

  it('shows only what the filter names', async () => {
    const of = async (filter: object) => numbers((await events({ after: before, filter })).page);
    expect(await of({ types: ['invoice.*'] })).toEqual([3]);
    expect(await of({ customerId: encodeId('Customer', customerId) })).toEqual([1, 3, 4]);
    expect(await of({ subjectId: encodeId('Customer', customerId) })).toEqual([4]);
  });

  it('shows what happened to the customers in reach, in areas that the key may read', async () => {
    const key = await server.key({
      customerId: encodeId('Customer', customerId),
      scopes: ['events:read', 'customers:read'],
    });
    const { page } = await events({ after: before }, key);
    expect(numbers(page)).toEqual([1, 4]);
  });

  it('refuses a cursor that is none by its argument', async () => {
    const { errors } = await events({ after: 'x' });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID', field: ['after'] } }]);
  });

  it('finds an event by its id, for those who may see it', async () => {
    const { page } = await events({ after: before, first: 1 });
    const query = 'query ($id: ID!) { node(id: $id) { id ... on Event { data } } }';
    const { id } = page.nodes[0];
    expect((await server.request(query, { id })).data.node).toEqual({ id, data: { number: 1 } });
    const stranger = await server.key({ customerId: encodeId('Customer', otherId), scopes: ['all'] });
    expect((await server.request(query, { id }, { key: stranger })).data.node).toBeNull();
  });

  it('prints actor, customer and subject of what a mutation did', async () => {
    const { data } = await server.request(
      `{ events(first: 1, filter: { types: ["customer.created"] }) {
           nodes { actor { kind name } customer { name } subject { type node { ... on Customer { name } } } } } }`,
    );
    expect(data.events.nodes).toEqual([
      {
        actor: { kind: 'SERVICE', name: 'test' },
        customer: { name: 'Maschinenbau Huber' },
        subject: { type: 'Customer', node: { name: 'Maschinenbau Huber' } },
      },
    ]);
  });
});
