import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, subscribe } from '../events/support/socket-server.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { TableWatch } from '../support/table-watch.ts';
import { customer, filePlugin } from './support.ts';

let kontor: TestServer;
let watch: TableWatch;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kontor-graphql-'));
  file = path.join(folder, 'upstream.json');
  const plugin = path.join(folder, 'file');
  await mkdir(plugin);
  await writeFile(path.join(plugin, 'plugin.js'), filePlugin);
  kontor = await startTestServer({ KONTOR_PLUGINS: `${plugin},./nowhere` });
  watch = await TableWatch.start(kontor.db, ['sync_run']);
  await deliver({ customers: [{ upserts: [customer('1'), customer('2'), customer('3', { name: '' })] }] });
  await add('erp');
});

afterAll(async () => {
  await watch.stop();
  await kontor.stop();
  await rm(folder, { recursive: true, force: true });
});

const deliver = (upstream: object): Promise<void> => writeFile(file, JSON.stringify(upstream));

const addMutation = `mutation ($input: AddIntegrationInput!) {
  addIntegration(input: $input) {
    integration { id name plugin pluginVersion status options secrets intervalSeconds health { status } }
    userErrors { code field message }
  }
}`;

async function add(name: string, options: object = {}) {
  const input = {
    name,
    plugin: 'file',
    options: { file, token: 'secret-token', ...options },
    intervalSeconds: null,
  };
  const { data } = await kontor.request(addMutation, { input });
  return data.addIntegration;
}

async function settled(name: string): Promise<void> {
  const query = `query ($name: String) { integration(name: $name) { runs(first: 1) { nodes { status } } } }`;
  await watch.until(async () => {
    const { data } = await kontor.request(query, { name });
    return ['SUCCEEDED', 'FAILED'].includes(data.integration.runs.nodes[0]?.status);
  });
}

const sync = `mutation ($name: String) {
  syncIntegration(input: { name: $name }) { run { id status } userErrors { code message } }
}`;

describe('the plugins of an installation', () => {
  it('are listed with the schema of their options, broken ones with their problem', async () => {
    const { data } = await kontor.request(
      '{ plugins { name version optionsSchema streams { name recordType } problem } }',
    );
    const byName = new Map(data.plugins.map((each: { name: string }) => [each.name, each]));
    expect([...byName.keys()]).toEqual(['erp-csv', 'erp-demo', 'telephony-generic', 'file', './nowhere']);
    expect(byName.get('file')).toMatchObject({
      optionsSchema: { properties: { token: { type: 'string', secret: true } } },
      streams: [{ name: 'customers', recordType: 'Customer' }, {}, {}],
      problem: null,
    });
    expect(byName.get('./nowhere')).toMatchObject({
      version: null,
      problem: expect.stringContaining('nothing at'),
    });
  });
});

describe('an integration', () => {
  it('shows its options and which secrets are set, never their values', async () => {
    expect(await add('shown')).toMatchObject({
      integration: {
        name: 'shown',
        status: 'ACTIVE',
        options: { file },
        secrets: ['token'],
        health: { status: 'NEVER_SYNCED' },
      },
      userErrors: [],
    });
  });

  const refusals: [string, string, object, string, string[]][] = [
    ['an unknown option', 'a', { nonsense: 1 }, 'INVALID', ['options']],
    ['a wrong option', 'b', { file: 7 }, 'INVALID', ['options', 'file']],
    ['a name in use', 'erp', {}, 'ALREADY_EXISTS', ['name']],
    ['a bad name', 'My ERP', {}, 'INVALID', ['name']],
  ];
  it.each(refusals)('is refused with %s', async (_, name, options, code, field) => {
    const { integration, userErrors } = await add(name, options);
    expect({ integration, userErrors }).toMatchObject({ integration: null, userErrors: [{ code, field }] });
  });

  it('is refused when its plugin does not exist, naming those that do', async () => {
    const { data } = await kontor.request(addMutation, { input: { name: 'none', plugin: 'erp-none' } });
    expect(data.addIntegration.userErrors[0]).toMatchObject({
      code: 'NOT_FOUND',
      field: ['plugin'],
      message: expect.stringContaining('there are erp-csv, erp-demo, telephony-generic, file'),
    });
  });

  it('answers a check with what is wrong and what to do', async () => {
    const { integration } = await add('unreadable', { file: '/nowhere/at/all.json' });
    const { data } = await kontor.request(
      `mutation ($id: ID) { checkIntegration(input: { id: $id }) { upstream problems { severity message fix } } }`,
      { id: integration.id },
    );
    expect(data.checkIntegration).toMatchObject({
      upstream: null,
      problems: [{ severity: 'ERROR', message: expect.stringContaining('ENOENT') }],
    });
  });
});

describe('a sync that is asked for', () => {
  it('is queued, tells how far it is, and shows in runs, streams, health, quarantine and sources', async () => {
    const client = connect(kontor.url.replace('http', 'ws') + '/graphql', `Bearer ${await kontor.key()}`);
    const progress = subscribe<{ integrationProgress: { run: { status: string } } }>(
      client,
      `subscription { integrationProgress(name: "erp") {
        stream done counts { created } run { status } integration { name } } }`,
    );
    const steps: object[] = [];
    const followed = (async () => {
      for await (const { data } of progress) {
        if (!data) continue;
        steps.push(data.integrationProgress);
        if (['SUCCEEDED', 'FAILED'].includes(data.integrationProgress.run.status)) return;
      }
    })();
    const { data } = await kontor.request(sync, { name: 'erp' });
    expect(data.syncIntegration).toMatchObject({ run: { status: 'QUEUED' }, userErrors: [] });
    await followed;
    await client.dispose();
    expect(steps).toContainEqual(
      expect.objectContaining({
        stream: 'customers',
        done: 3,
        counts: { created: 2 },
        integration: { name: 'erp' },
      }),
    );
    const answer = await kontor.request(`{
      integration(name: "erp") {
        health { status message consecutiveFailures }
        streams { name recordType quarantined lastCounts { created rejected } }
        runs(first: 1) { totalCount nodes { trigger status counts { stream created } } }
        quarantine(first: 5) { nodes { stream externalId reason raw } }
      }
      customers { nodes { name source { integration externalId stale } externalReferences { integration externalId } } }
    }`);
    expect(answer.data).toMatchObject({
      integration: {
        health: { status: 'HEALTHY', message: null, consecutiveFailures: 0 },
        streams: [
          {
            name: 'customers',
            recordType: 'Customer',
            quarantined: 1,
            lastCounts: { created: 2, rejected: 1 },
          },
          { name: 'contacts' },
          { name: 'interactions' },
        ],
        runs: { totalCount: 1, nodes: [{ trigger: 'DEMAND', status: 'SUCCEEDED' }] },
        quarantine: { nodes: [{ stream: 'customers', externalId: '3', raw: { name: '' } }] },
      },
      customers: {
        nodes: [
          {
            name: 'Customer 1',
            source: { integration: 'erp', externalId: '1', stale: false },
            externalReferences: [{ integration: 'erp', externalId: '1' }],
          },
          { name: 'Customer 2' },
        ],
      },
    });
  });

  it('fails with a reason, and what was delivered is stale while the integration is suspended', async () => {
    await deliver({ customers: [{}, { behave: 'throw' }] });
    await kontor.request(sync, { name: 'erp' });
    await settled('erp');
    const { data } = await kontor.request(
      `mutation { suspendIntegration(input: { name: "erp", reason: "The ERP moves" }) {
        integration { status health { status message } runs(first: 1) { nodes { status error } } } } }`,
    );
    expect(data.suspendIntegration.integration).toEqual({
      status: 'SUSPENDED',
      health: { status: 'SUSPENDED', message: 'The ERP moves' },
      runs: { nodes: [{ status: 'FAILED', error: 'the upstream is down' }] },
    });
    const customers = await kontor.request('{ customers { nodes { source { stale } } } }');
    expect(customers.data.customers.nodes).toEqual([
      { source: { stale: true } },
      { source: { stale: true } },
    ]);
    const refused = await kontor.request(sync, { name: 'erp' });
    expect(refused.data.syncIntegration).toMatchObject({ run: null, userErrors: [{ code: 'NOT_ALLOWED' }] });
  });
});

describe('who may not', () => {
  it('see integrations gets neither them nor their secrets by any scope of partners', async () => {
    const key = await kontor.key({ scopes: ['customers:read'] });
    const { errors } = await kontor.request('{ integrations { nodes { name } } }', {}, { key });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
