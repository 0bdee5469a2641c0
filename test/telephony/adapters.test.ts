import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { insertAgents } from './agents.ts';
import { addTelephony, callOf, handled, post, SECRET } from './support.ts';

// What adapters that exist for Zammad's generic CTI send, to the byte where it matters.

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await insertAgents(server.db);
  await addTelephony(server.host, asSystem(server.db));
}, 120_000);

afterAll(() => server.stop());

/** As `curl --form` does. */
function curlForm(...fields: (readonly [name: string, value: string])[]): [string, string] {
  const boundary = '------------------------d74496d66958873e';
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return [`multipart/form-data; boundary=${boundary}`, `${parts.join('')}--${boundary}--\r\n`];
}

/** `fetch` names a content type for texts, for bytes it does not. */
function postWithoutContentType(body: string): Promise<Response> {
  return fetch(`${server.url}/ingress/pbx/${SECRET}`, { method: 'POST', body: Buffer.from(body) });
}

const about = [
  ['from', '493023125741'],
  ['to', '492214710334'],
  ['direction', 'in'],
  ['callId', 'curl'],
] as const;

describe('an adapter for the generic CTI of Zammad', () => {
  it("that posts with `curl --form`, as Zammad's documentation shows, is answered {}", async () => {
    const ringing = curlForm(['event', 'newCall'], ...about, ['user[]', 'Ada'], ['user[]', 'Bob']);
    const response = await post(server.url, ...ringing);
    expect([response.status, await response.text()]).toEqual([200, '{}']);
    const answered = curlForm(['event', 'answer'], ...about, ['user[]', 'Bob']);
    expect((await post(server.url, ...answered)).status).toBe(200);
    const ended = curlForm(['event', 'hangup'], ...about, ['cause', 'normalClearing']);
    expect((await post(server.url, ...ended)).status).toBe(200);
    await handled(server.db);
    expect(await callOf(server.db, 'curl')).toMatchObject({
      status: 'COMPLETED',
      remote_e164: '+493023125741',
      agents: ['Ada', 'Bob'],
      agent: 'Bob',
    });
  });

  it('that names no content type, as AnyEvent::HTTP in the bridge to Asterisk, is understood', async () => {
    const form = 'event=newCall&from=%2B49+123+456789&to=Support&direction=in&callId=1545241916.41';
    expect((await postWithoutContentType(form)).status).toBe(200);
    const json = '{"event":"answer","direction":"in","user":"ada","callId":"1545241916.41"}';
    expect((await postWithoutContentType(json)).status).toBe(200);
    await handled(server.db);
    const call = await callOf(server.db, '1545241916.41');
    expect(call).toMatchObject({ status: 'IN_PROGRESS', agents: ['Ada'] });
    expect(call?.['team_id']).not.toBeNull();
  });

  it.each([
    ['USER_BUSY', 'BUSY'],
    ['NO_USER_RESPONSE', 'NO_ANSWER'],
    ['ORIGINATOR_CANCEL', 'CANCELED'],
    ['UNALLOCATED_NUMBER', 'FAILED'],
    ['MEDIA_TIMEOUT', 'NO_ANSWER'],
  ])('that passes on %s, as FusionPBX has it, ends the call as %s', async (cause, status) => {
    const type = 'application/x-www-form-urlencoded';
    const call = `from=493012345678&to=494055550&direction=in&callId=${cause}`;
    await post(server.url, type, `event=newCall&${call}&user[]=Ada`);
    await post(server.url, type, `event=hangup&${call}&cause=${cause}`);
    await handled(server.db);
    expect(await callOf(server.db, cause)).toMatchObject({ status });
  });
});
