import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { addTelephony, handled, inbound, postJson } from './support.ts';
import { until } from '../support/until.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ KONTOR_INGRESS_WAITING_LIMIT: '3' });
  await addTelephony(server.host, asSystem(server.db));
  await addTelephony(server.host, asSystem(server.db), 'other');
}, 120_000);

afterAll(() => server.stop());

const change = async (field: string): Promise<void> => {
  const { data } = await server.request(
    `mutation { ${field}(input: { name: "pbx" }) { userErrors { code } } }`,
  );
  expect(data[field].userErrors).toEqual([]);
};

const ring = (callId: string, integration = 'pbx'): Promise<Response> =>
  postJson(server.url, { event: 'newCall', ...inbound(callId) }, { integration });

const state = async () => {
  const { data } = await server.request(
    `{ integration(name: "pbx") { ingress { waiting setAside } health { status message consecutiveFailures } } }`,
  );
  return data.integration;
};

describe('a telephone system whose messages nobody handles', () => {
  it('is refused once too many wait, loses nothing that was acknowledged, and is heard again', async () => {
    await change('suspendIntegration');
    for (const callId of ['1', '2', '3']) expect((await ring(callId)).status).toBe(200);
    const refused = await ring('4');
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      503,
      '30',
      { error: 'Too many messages wait to be handled: send it again later.' },
    ]);
    expect(await state()).toEqual({
      ingress: { waiting: 3, setAside: 0 },
      health: { status: 'SUSPENDED', message: 'Suspended by test.', consecutiveFailures: 0 },
    });
    expect((await ring('5', 'other')).status).toBe(200);
    await change('resumeIntegration');
    await handled(server.db);
    // What is handled meanwhile does not hide that others were refused; and it is no sync that failed.
    const health = {
      status: 'DEGRADED',
      message: 'Messages are refused: too many wait to be handled',
      consecutiveFailures: 0,
    };
    expect(await state()).toEqual({ ingress: { waiting: 0, setAside: 0 }, health });
    await server.db.query(
      `update integration set ingress_refused_at = ingress_refused_at - interval '2 minutes'`,
    );
    expect(await state()).toMatchObject({ health: { status: 'HEALTHY', message: null } });
    await until(async () => (await ring('6')).status === 200);
    await handled(server.db);
    const calls = await server.db.query<{ id: string }>(
      `select external_call_id as id from call order by external_call_id`,
    );
    expect(calls.map(({ id }) => id)).toEqual(['1', '2', '3', '5', '6']);
  });

  it('is not refused for how fast it posts while they are handled', async () => {
    for (let n = 0; n < 10; n += 1) {
      expect((await ring(`fast ${n}`)).status).toBe(200);
      await handled(server.db);
    }
  });
});
