import { LINES_PER_MINUTE, LONGEST } from '../../src/plugins/host/log-limit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { Installation } from './support.ts';

const LINES = 20_000;

const plugin = `
import { definePlugin, z } from '@kontor/plugin-kit';
const ways = {
  print: () => console.log('a line'),
  log: (context) => context.log('info', 'a line'),
};
export default definePlugin({
  id: 'talkative', name: 'Talkative', version: '1.0.0', requires: '^1.0.0', description: 'Nothing.',
  options: z.strictObject({ way: z.enum(['print', 'log', 'long']) }),
  check: async () => ({ problems: [] }),
  streams: {
    customers: {
      record: 'customer', description: 'Customers.',
      async *pull(context) {
        const { way } = context.options;
        if (way === 'long') context.log('info', 'x'.repeat(${LONGEST * 2}), { all: 'y'.repeat(${LONGEST * 2}) });
        else for (let line = 0; line < ${LINES}; line += 1) ways[way](context);
        yield { cursor: 1 };
      },
    },
  },
});
`;

let db: TestDatabase;
let installation: Installation;

beforeEach(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
});

afterEach(async () => {
  await installation.remove();
  await db.drop();
});

/** What the host logs of a sync, until the plugin's process is gone. */
async function logOf(way: string): Promise<readonly string[]> {
  const folder = await installation.plugin('talkative', plugin);
  const host = installation.host({ pluginNames: [folder] });
  const input = { name: 'erp', plugin: 'talkative', options: { way }, intervalSeconds: null };
  await host.addIntegration(installation.context, input);
  expect(await host.sync(installation.context, { name: 'erp' })).toMatchObject({ status: 'SUCCEEDED' });
  await host.stop();
  return installation.logs;
}

describe('a plugin that logs without end', () => {
  it.each(['print', 'log'])(
    'is heard up to a bound, by %s, and the log says how much was left out',
    async (way) => {
      const lines = await logOf(way);
      const heard = lines.filter((line) => line.startsWith('a line')).length;
      const leftOut = lines.flatMap((line) => /: (\d+) were left out/.exec(line)?.[1] ?? []).map(Number);
      expect(heard % LINES_PER_MINUTE).toBe(0);
      expect(heard + leftOut.reduce((sum, count) => sum + count, 0)).toBe(LINES);
    },
  );

  it('is cut where one line has no end', async () => {
    const [line] = (await logOf('long')).filter((each) => each.includes('xxx'));
    expect(line?.length).toBeLessThan(LONGEST + 500);
  });
});
