import { decodeId } from '../../src/shared/ids.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { takeAway } from './support/database-away.ts';
import { EventSource } from './support/event-source.ts';
import { append, openTransaction } from './support/writers.ts';

describe('an event stream', () => {
  let server: TestServer;
  let key: string;

  beforeAll(async () => {
    server = await startTestServer();
    key = await server.key();
  });
  afterAll(() => server.stop());

  const urlOf = (query: string): URL => {
    const url = new URL('/graphql/stream', server.url);
    url.searchParams.set('query', query);
    return url;
  };
  const open = (query: string, headers: Record<string, string> = {}): Promise<EventSource> =>
    EventSource.open(urlOf(query), { authorization: `Bearer ${key}`, ...headers });

  it('of which an event cannot be loaded, since the database is away, ends without being completed and resumes', async () => {
    const { data } = await server.request(
      'mutation { createCustomer(input: { name: "Known" }) { customer { id } } }',
    );
    const { id } = data.createCustomer.customer;
    const query = `subscription { customerChanged(customerId: "${id}") { customer { name } } }`;
    const stream = await open(query);
    await until(() => stream.lastEventId !== '');
    const transaction = await openTransaction(server.db);
    const giveBack = takeAway(server.db);
    const customerId = decodeId(id)?.uuid ?? '';
    await append(transaction, { customerId, subjectId: customerId });
    await transaction.end('commit');
    await stream.ended;
    expect(stream.messages).toEqual([]);
    giveBack();
    const back = await open(query, { 'last-event-id': stream.lastEventId });
    await until(() => back.results.length === 1);
    expect(back.results).toEqual([{ data: { customerChanged: { customer: { name: 'Known' } } } }]);
    back.lose();
  });

  it('is told to try again when the database goes away while it is opened', async () => {
    // The key is found; what the subscription asks for is not.
    const { query } = server.db;
    let asked = 0;
    const away = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    Object.assign(server.db, {
      query: (text: string, values?: readonly unknown[]) =>
        text.includes('event_log_state') ? ((asked += 1), away()) : query(text, values),
    });
    const response = await fetch(urlOf('subscription { events { cursor } }'), {
      headers: { authorization: `Bearer ${key}` },
    });
    Object.assign(server.db, { query });
    expect([
      response.status,
      response.headers.get('retry-after'),
      await response.json(),
      asked,
    ]).toMatchObject([503, '5', { errors: [{ extensions: { code: 'UNAVAILABLE' } }] }, 1]);
  });
});
