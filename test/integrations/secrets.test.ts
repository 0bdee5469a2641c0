import type { PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { fileIntegration } from './file-integration.ts';
import { filePlugin, Installation } from './support.ts';

let db: TestDatabase;
let installation: Installation;
let plugin: string;

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  plugin = await installation.plugin('file', filePlugin);
});

afterAll(async () => {
  await installation.remove();
  await db.drop();
});

const integration = (host: PluginHost, content: object, options: object = {}) =>
  fileIntegration(installation, host, content, options);

describe('a secret', () => {
  it('is in no log, no error, no table and no answer, and comes to the plugin', async () => {
    const token = 'correct horse/battery+staple';
    const host = installation.host({ pluginNames: [plugin] });
    const { key } = await integration(host, { customers: [{ behave: 'shout' }] }, { token });
    const outcome = await host.sync(installation.context, key);
    expect(outcome.error).toBe('refused: ***');
    expect(installation.logs.join('\n')).toContain('the token is ***');
    const tables = await db.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    );
    const dumps = await Promise.all(
      tables.map(({ name }) => db.query(`select t::text as row from ${name} t`)),
    );
    const everything = [JSON.stringify(dumps), installation.logs.join('\n'), JSON.stringify(outcome)].join(
      '\n',
    );
    const appearances = [
      token,
      encodeURIComponent(token),
      Buffer.from(token).toString('base64'),
      Buffer.from(token).toString('hex'),
    ];
    expect(appearances.filter((each) => everything.includes(each))).toEqual([]);
    await host.stop();
  });

  it('does not open for another integration, whoever moves it there', async () => {
    const host = installation.host({ pluginNames: [plugin] });
    const owner = await integration(host, {}, { token: 'mine' });
    const thief = await integration(host, {}, { token: 'other' });
    await db.query(
      `update integration set sealed_secrets = (select sealed_secrets from integration where name = $1) where name = $2`,
      [owner.key.name, thief.key.name],
    );
    await expect(host.sync(installation.context, thief.key)).rejects.toThrow('cannot be read with this key');
    await host.stop();
  });

  it('stays when other options are changed, and goes with null', async () => {
    const host = installation.host({ pluginNames: [plugin] });
    const { key } = await integration(host, {}, { token: 'kept' });
    const secrets = async () =>
      (await db.query(`select secrets from integration where name = $1`, [key.name]))[0];
    await host.updateIntegration(installation.context, key, { intervalSeconds: 60, options: {} });
    expect(await secrets()).toEqual({ secrets: ['token'] });
    await host.updateIntegration(installation.context, key, { options: { token: null } });
    expect(await secrets()).toEqual({ secrets: [] });
    await host.stop();
  });
});
