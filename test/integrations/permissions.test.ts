import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { Installation } from './support.ts';

/** Does what its option says, and answers to `check` how that ended. */
const plugin = `
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { definePlugin, z } from '@kontor/plugin-kit';
const tries = {
  'write into its work folder': ({ workDir }) => writeFileSync(workDir + '/cache', 'x'),
  'write elsewhere': ({ options }) => writeFileSync(options.file, 'x'),
  'read elsewhere': ({ options }) => readFileSync(options.file),
  'start a process': () => execFileSync(process.execPath, ['--version']),
  'see our environment': () => { if (process.env.KONTOR_TEST_SECRET) throw new Error(process.env.KONTOR_TEST_SECRET); },
};
export default definePlugin({
  id: 'trying', name: 'Trying', version: '1.0.0', requires: '^1.0.0', description: 'Tries.',
  options: z.strictObject({ what: z.enum(Object.keys(tries)), file: z.string() }),
  async check(context) {
    try {
      tries[context.options.what](context);
      return { problems: [], upstream: 'done' };
    } catch (error) {
      return { problems: [], upstream: error.code ?? error.message };
    }
  },
});
`;

let db: TestDatabase;
let installation: Installation;

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
});

afterAll(async () => {
  await installation.remove();
  await db.drop();
});

let integrations = 0;

async function outcomeOf(what: string, manifest?: object): Promise<string | undefined> {
  const key = { name: `trying-${(integrations += 1)}` };
  // Node remembers where it has found no package.json.
  const folder = await installation.plugin(key.name, plugin);
  if (manifest) await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const file = path.join(installation.folder, 'elsewhere');
  await writeFile(file, '');
  const host = installation.host({ pluginNames: [folder] });
  await host.addIntegration(installation.context, {
    ...key,
    plugin: 'trying',
    options: { what, file },
    intervalSeconds: null,
  });
  const { upstream } = await host.check(installation.context, key);
  await host.stop();
  return upstream;
}

describe('a plugin', () => {
  it.each([
    ['write into its work folder', 'done'],
    ['write elsewhere', 'ERR_ACCESS_DENIED'],
    ['read elsewhere', 'done'],
    ['start a process', 'ERR_ACCESS_DENIED'],
  ])('that would %s: %s', async (what, outcome) => {
    expect(await outcomeOf(what)).toBe(outcome);
  });

  it('does not see the environment of Kontor', async () => {
    process.env['KONTOR_TEST_SECRET'] = 'of our own';
    try {
      expect(await outcomeOf('see our environment')).toBe('done');
    } finally {
      delete process.env['KONTOR_TEST_SECRET'];
    }
  });

  it('may do what its package.json asks for, and no more', async () => {
    const manifest = { name: 'trying', type: 'module', kontor: { allow: ['child-processes'] } };
    expect(await outcomeOf('start a process', manifest)).toBe('done');
    expect(await outcomeOf('write elsewhere', manifest)).toBe('ERR_ACCESS_DENIED');
  });
});
