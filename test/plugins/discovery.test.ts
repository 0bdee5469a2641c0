import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { versionFits } from '../../src/plugins/host/kit-range.ts';
import { locatePlugins } from '../../src/plugins/host/locate-plugin.ts';
import { type Catalog, createPluginHost, type PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const definition = (fields = ''): string => `{
  id: 'good', name: 'Good', version: '1.2.3', requires: '^1.0.0', description: 'A good plugin.',
  options: z.strictObject({ key: secret(z.string()).optional(), size: z.number().default(3) }),
  check: async () => ({ problems: [] }),
  streams: {}, ${fields}
}`;
const plugin = (fields = ''): string => `
import { definePlugin, secret } from '@kontor/plugin-kit';
import { z } from 'zod';
export default definePlugin(${definition(fields)});`;

describe('the plugins that KONTOR_PLUGINS names', () => {
  let db: TestDatabase;
  let folder: string;
  let host: PluginHost;
  let catalog: Catalog;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kontor-discovery-'));
    const write = async (name: string, content: string): Promise<string> => {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return path.dirname(file);
    };
    const typed = plugin().replace("id: 'good'", "id: 'typed'");
    const names = [
      await write('good/plugin.js', plugin()),
      await write('same/plugin.js', plugin()),
      await write('typed/index.ts', `${typed}\nexport const unused: number = 1;`),
      await write('packed/dist/main.js', plugin(`id: 'packed'`)).then(path.dirname),
      await write('throws/plugin.js', 'throw new Error("no luck");'),
      await write('nothing/plugin.js', 'export default { id: "nothing" };'),
      await write(
        'nested/plugin.js',
        plugin(`id: 'nested', options: z.object({ login: z.object({ key: secret(z.string()) }) })`),
      ),
      await write('future/plugin.js', plugin(`id: 'future', requires: '^2.0.0'`)),
      await write('shouting/plugin.js', plugin(`id: 'Shouting'`)),
      path.join(folder, 'absent'),
    ];
    await write('packed/package.json', JSON.stringify({ exports: { '.': { import: './dist/main.js' } } }));
    db = await testDatabase(2);
    const quiet = (): void => undefined;
    host = createPluginHost({
      db,
      secretKey: randomBytes(32),
      dataDir: folder,
      pluginNames: names,
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    catalog = await host.plugins();
  });

  afterAll(async () => {
    await host.stop();
    await db.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are there beside the bundled ones: folders, typed or packed, without an npm install', () => {
    const bundled = ['erp-csv', 'erp-demo', 'telephony-generic'];
    expect(catalog.available.map(({ id }) => id)).toEqual([...bundled, 'good', 'typed', 'packed']);
  });

  it('say which of their options are secrets', () => {
    const good = catalog.available.find(({ id }) => id === 'good');
    expect(good).toMatchObject({ version: '1.2.3', secrets: ['key'], streams: [] });
  });

  const broken = [
    ['same', 'another plugin with the id "good"'],
    ['throws', 'no luck'],
    ['nothing', 'its default export is not what definePlugin returns'],
    ['nested', 'option "login" has a secret inside'],
    ['future', 'It needs the plugin kit ^2.0.0; this Kontor has 1.1.0'],
    ['shouting', 'must be lower case with dashes'],
    ['absent', 'There is nothing at'],
  ];
  it.each(broken)('are not used when broken, and the others are (%s)', (name, problem) => {
    const found = catalog.broken.find((each) => each.name.includes(`/${name}`));
    expect(found?.problem).toContain(problem);
  });

  it('are looked for in node_modules, up from the working directory', async () => {
    const inside = path.join(folder, 'app/src');
    await mkdir(path.join(folder, 'app/node_modules/@acme/kontor-erp'), { recursive: true });
    await writeFile(path.join(folder, 'app/node_modules/@acme/kontor-erp/index.js'), plugin());
    const [found, missing] = locatePlugins(['@acme/kontor-erp', 'good'], inside).slice(-2);
    expect(found?.url).toMatch(/node_modules\/@acme\/kontor-erp\/index\.js$/);
    expect(missing).toMatchObject({ url: null, problem: expect.stringContaining('install it with npm') });
  });
});

describe('what a plugin requires of the kit', () => {
  const fits = [
    ['1.0.0', '^1.0.0', true],
    ['1.4.2', '^1.2', true],
    ['1.1.9', '^1.2.0', false],
    ['2.0.0', '^1.0.0', false],
    ['0.2.5', '^0.2.1', true],
    ['0.3.0', '^0.2.1', false],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['3.0.0', '>=1.0.0', true],
    ['1.0.0', '1.0.0', true],
    ['1.0.1', '1.0.0', false],
    ['1.0.0', '*', true],
    ['1.0.0', 'latest', false],
  ] as const;
  it.each(fits)('%s in %s: %s', (version, range, expected) => {
    expect(versionFits(version, range)).toBe(expected);
  });
});
