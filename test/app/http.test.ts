import { startTestServer, type TestServer } from '../support/server.ts';

describe('the HTTP server', () => {
  let kontor: TestServer;
  beforeAll(async () => {
    kontor = await startTestServer();
  });
  afterAll(() => kontor.stop());

  const create = `mutation ($name: String!) {
    createCustomer(input: { name: $name }) { customer { id name } userErrors { code } }
  }`;

  it('says that it lives and that it can serve', async () => {
    const [lives, serves] = await Promise.all([
      fetch(`${kontor.url}/healthz`),
      fetch(`${kontor.url}/readyz`),
    ]);
    expect([lives.status, serves.status]).toEqual([200, 200]);
  });

  it('answers a query of a viewer', async () => {
    const { status, data } = await kontor.request('{ viewer { kind name } }');
    expect([status, data]).toEqual([200, { viewer: { kind: 'SERVICE', name: 'test' } }]);
  });

  it('tells a stranger nothing but what the schema is', async () => {
    const { status, errors } = await kontor.request('{ customers { totalCount } }', {}, { key: null });
    expect([status, errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
    const introspection = await kontor.request('{ __schema { queryType { name } } }', {}, { key: null });
    expect(introspection.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('refuses a wrong key with 401, whatever is asked', async () => {
    const { status, errors } = await kontor.request('{ __typename }', {}, { key: 'kontor_wrong' });
    expect([status, errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('names the scope that is missing', async () => {
    const key = await kontor.key({ scopes: ['people:read'] });
    const { status, errors } = await kontor.request('{ customers { totalCount } }', {}, { key });
    expect([status, errors?.[0]?.message]).toEqual([
      403,
      'Query.customers needs the scope customers:read, which your credential does not have.',
    ]);
  });

  it.each([
    ['a syntax error', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription', 'subscription { events { cursor } }', 'OPERATION_NOT_ALLOWED'],
  ])('answers %s with 400 and a code', async (_what, query, code) => {
    const { status, errors } = await kontor.request(query);
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, code]);
  });

  it('tells all validation errors at once', async () => {
    const { errors } = await kontor.request('{ nothing neither }');
    expect(errors).toHaveLength(2);
  });

  it('runs no mutation over GET', async () => {
    const query = encodeURIComponent(
      'mutation { createCustomer(input: { name: "x" }) { userErrors { code } } }',
    );
    const response = await fetch(`${kontor.url}/graphql?query=${query}`, {
      headers: { authorization: `Bearer ${await kontor.key()}`, 'apollo-require-preflight': 'true' },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
  });

  it('answers a refusal of the domain as data, with the field to blame', async () => {
    const { data } = await kontor.request(create, { name: '  ' });
    expect(data).toEqual({ createCustomer: { customer: null, userErrors: [{ code: 'INVALID' }] } });
  });

  it('names the variable that is wrong', async () => {
    const { status, errors } = await kontor.request(create, { name: null });
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT']);
    expect(errors?.[0]?.message).toContain('$name');
  });

  it('answers a document that graphql-js cannot judge as invalid, not as a fault of ours', async () => {
    const { status, errors } = await kontor.request(
      'subscription ($s: Boolean!) { events @skip(if: $s) { id } }',
      { s: true },
    );
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'OPERATION_NOT_ALLOWED']);
    const beside = await fetch(`${kontor.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await kontor.key()}` },
      body: JSON.stringify({
        query: 'query A { __typename } subscription S($s: Boolean!) { events @skip(if: $s) { id } }',
        operationName: 'A',
      }),
    });
    const body = (await beside.json()) as { errors: { extensions: unknown }[] };
    expect([beside.status, body.errors[0]?.extensions]).toEqual([400, { code: 'GRAPHQL_VALIDATION_FAILED' }]);
  });

  it.each(['+099999-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z'])(
    'refuses the instant %s and says what would be right',
    async (since) => {
      const { status, errors } = await kontor.request(
        'query ($since: DateTime) { interactions(filter: { since: $since }) { totalCount } }',
        { since },
      );
      expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT']);
      expect(errors?.[0]?.message).toContain('2026-11-22T09:30:00+01:00');
    },
  );

  it('refuses variables nested so deep that they could overflow a stack', async () => {
    const options = JSON.parse('['.repeat(1_000) + ']'.repeat(1_000)) as unknown;
    const { status, errors } = await kontor.request('{ __typename }', { options });
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('keeps what Apollo tells itself out of its errors', async () => {
    const { errors } = await kontor.request('{ __typename }', {}, { key: 'kontor_wrong' });
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });

  it('runs a mutation with an Idempotency-Key once and gives both requests the same answer', async () => {
    const options = { headers: { 'idempotency-key': 'order-1' } };
    const [first, second] = [
      await kontor.request(create, { name: 'Einmal' }, options),
      await kontor.request(create, { name: 'Einmal' }, options),
    ];
    expect(second.data).toEqual(first.data);
    expect(first.data.createCustomer.customer.id).toMatch(/^customer_/);
  });

  it('refuses an Idempotency-Key that came with another body', async () => {
    const options = { headers: { 'idempotency-key': 'order-2' } };
    await kontor.request(create, { name: 'Eins' }, options);
    const { data } = await kontor.request(create, { name: 'Zwei' }, options);
    expect(data.createCustomer.userErrors).toEqual([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('refuses an Idempotency-Key for two mutations in one request', async () => {
    const { status, errors } = await kontor.request(
      `mutation { a: createCustomer(input: { name: "a" }) { customer { id } }
                  b: createCustomer(input: { name: "b" }) { customer { id } } }`,
      {},
      { headers: { 'idempotency-key': 'two' } },
    );
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_REQUEST']);
  });

  it('keeps the request id of the caller, and gives one where there is none', async () => {
    const own = await fetch(`${kontor.url}/healthz`, { headers: { 'x-request-id': 'trace-7' } });
    const given = await fetch(`${kontor.url}/healthz`);
    expect(own.headers.get('x-request-id')).toBe('trace-7');
    expect(given.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers a body that is no JSON with 400 and no stack', async () => {
    const response = await fetch(`${kontor.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect([response.status, await response.text()]).toEqual([400, expect.not.stringContaining('at ')]);
  });
});
