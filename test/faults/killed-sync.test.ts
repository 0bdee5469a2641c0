import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Installation, filePlugin } from '../integrations/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { signalPlugin } from '../telephony/plugin-processes.ts';
import { HaltingSync, type Place } from './support/halting-sync.ts';
import { inLongForm } from './support/long-proofs.ts';
import { announcedIn, stateOf } from './support/snapshot.ts';
import { until } from '../support/until.ts';

const folder = path.resolve('../shared/data/northwind');
// Skipped visibly: the data are not ours to carry along.
const withData = existsSync(folder) ? describe : describe.skip;

const NAME = 'northwind';

/**
 * Where the next sync is killed, and after how many batches of its own: one batch on, at its boundary, and now and then
 * inside the one that comes next; in the long form inside each.
 */
function placeOf(kill: number, batches: number): readonly [Place, number] {
  return kill % inLongForm(2, 4) === 1 ? ['inside a batch', 0] : ['at a boundary', batches];
}

withData('the sync of Northwind, in batches of 70 records', () => {
  let undisturbed: {
    readonly state: unknown;
    readonly announced: readonly string[];
    readonly batches: number;
  };

  beforeAll(async () => {
    const here = await installed();
    await here.sync();
    undisturbed = await here.outcome();
    await here.remove();
  }, 60_000);

  it('has about 20 boundaries', () => {
    expect(undisturbed.batches).toBeGreaterThanOrEqual(16);
  });

  /** Kills it again and again until it gets to its end; answers how often at which kind of place. */
  async function expectNothingLost(kill: typeof killHost, first: number): Promise<Record<Place, number>> {
    const here = await installed();
    const halting = await HaltingSync.on(here.db);
    try {
      const kills = { 'at a boundary': 0, 'inside a batch': 0 };
      let next = placeOf(0, first);
      while (await kill(here, halting, ...next)) {
        kills[next[0]] += 1;
        next = placeOf(kills['at a boundary'] + kills['inside a batch'], 1);
      }
      const { state, announced } = await here.outcome();
      expect({ state, announced }).toEqual({ state: undisturbed.state, announced: undisturbed.announced });
      return kills;
    } finally {
      await halting.close();
      await here.remove();
    }
  }

  const promise = 'ends as if nothing had happened, and announces each change once, when its';

  it(
    `${promise} host is killed at every boundary of a batch, and inside many of them`,
    async () => {
      const kills = await expectNothingLost(killHost, 1);
      console.log('Kills of the host process', kills);
      expect(kills['at a boundary']).toBeGreaterThanOrEqual(undisturbed.batches - 1);
      expect(kills['inside a batch']).toBeGreaterThanOrEqual(undisturbed.batches / 4);
    },
    inLongForm(600_000, 240_000),
  );

  // Killed, it has had its next batch ready, which is written, too: one pass meets every second or third boundary.
  it.each([1, 2, 3])(
    `${promise} plugin is killed, the first time after %d batches`,
    async (first) => {
      const kills = await expectNothingLost(killPlugin, first);
      console.log('Kills of the plugin process', kills);
      expect(kills['at a boundary'] + kills['inside a batch']).toBeGreaterThanOrEqual(
        undisturbed.batches / 4,
      );
    },
    inLongForm(600_000, 240_000),
  );
});

type Here = Awaited<ReturnType<typeof installed>>;

/** A database, and an installation in it that syncs Northwind. */
async function installed() {
  const db: TestDatabase = await testDatabase();
  const installation = await Installation.create(db);
  const plugin = await installation.plugin('file', filePlugin);
  const host = installation.host();
  const { id } = await host.addIntegration(installation.context, {
    name: NAME,
    plugin: 'erp-csv',
    options: { folder, mapping: path.resolve('examples/northwind/mapping.json'), batchSize: 70 },
    intervalSeconds: null,
  });
  let batches = 0;
  return {
    db,
    id,
    sync: () => host.sync(installation.context, { name: NAME }, { onProgress: () => void (batches += 1) }),
    resume: () => host.resume(installation.context, { name: NAME }),
    hostProcess: () => installation.hostProcess(plugin, NAME),
    outcome: async () => ({ state: await stateOf(db), announced: await announcedIn(db), batches }),
    remove: async () => {
      await installation.remove();
      await db.drop();
    },
  };
}

/** Whether the sync got as far as to be killed. */
async function killHost(
  { hostProcess }: Here,
  halting: HaltingSync,
  place: Place,
  batches: number,
): Promise<boolean> {
  await halting.prepare(place, batches);
  const child = hostProcess();
  const gone = once(child, 'exit');
  await until(async () => child.exitCode !== null || (await halting.held()) !== null, {
    seconds: 80,
    what: 'the sync halts, or its host has ended',
  });
  const held = await halting.held();
  child.kill('SIGKILL');
  await gone;
  await halting.release();
  if (held !== null)
    await until(() => halting.hasEnded(held), { seconds: 80, what: 'its transaction has ended' });
  return held !== null;
}

async function killPlugin(
  { id, sync, resume }: Here,
  halting: HaltingSync,
  place: Place,
  batches: number,
): Promise<boolean> {
  await halting.prepare(place, batches);
  let isOver = false;
  const run = sync().finally(() => (isOver = true));
  await until(async () => isOver || (await halting.held()) !== null, {
    seconds: 80,
    what: 'the sync halts, or is over',
  });
  const isHeld = (await halting.held()) !== null;
  if (isHeld) await signalPlugin(id, 'SIGKILL');
  await halting.release();
  const { status } = await run;
  // Five crashes in a row suspend an integration; here the operator insists.
  if (isHeld) await resume();
  return isHeld && status !== 'SUCCEEDED';
}
