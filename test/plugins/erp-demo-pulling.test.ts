import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import demo from '../../src/plugins/erp-demo/index.ts';
import {
  type AnyBatch,
  closeErps,
  contextFor,
  erpWithClock,
  openStandingErp,
  pull,
  recordsOf,
  standing,
  subfolder,
} from './demo-erp.ts';

beforeAll(openStandingErp);
afterAll(closeErps);

describe('pulling from it', () => {
  it('pages through everything, and then has nothing to say', async () => {
    const context = contextFor({ pageSize: 50 });
    const batches = await pull(context, 'orders');
    const ids = batches.flatMap((batch) => batch.upserts ?? []).map((one) => one.externalId);
    expect(batches[0]?.upserts).toHaveLength(50);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await pull(context, 'orders', batches.at(-1)?.cursor)).toEqual([]);
  });

  it('goes on after the last batch that was kept when it was cut off', async () => {
    const context = contextFor({ pageSize: 50 });
    const whole = await pull(context, 'customers');
    const rest = await pull(context, 'customers', whole[0]?.cursor);
    expect(rest.flatMap((one) => one.upserts)).toEqual(whole.slice(1).flatMap((one) => one.upserts));
  });

  it('brings only what has changed since', async () => {
    const { clock, url } = await erpWithClock(await subfolder(), 60);
    const context = contextFor({ url });
    const cursors = new Map<string, unknown>();
    for (const name of Object.keys(demo.streams))
      cursors.set(name, (await pull(context, name)).at(-1)?.cursor);
    clock.now += 60_000;
    let changed = 0;
    for (const [name, cursor] of cursors) {
      changed += (await pull(context, name, cursor)).flatMap((batch) => batch.upserts ?? []).length;
    }
    expect(changed).toBeGreaterThan(60);
    expect(changed).toBeLessThan(60 * 12);
  });

  it('reads everything again when the ERP is another one than before', async () => {
    const [before, after] = [
      await erpWithClock(await subfolder(), 0),
      await erpWithClock(await subfolder(), 0),
    ];
    const cursor = (await pull(contextFor({ url: before.url }), 'customers')).at(-1)?.cursor;
    const foreign = { ...(cursor as object), generation: '1-8-60-300@0' };
    const again = await pull(contextFor({ url: after.url }), 'customers', foreign);
    expect(again.flatMap((batch) => batch.upserts ?? [])).toHaveLength(60);
  });

  it('throws what the ERP answered when it refuses', async () => {
    const wrongPath = contextFor({ url: `${standing}/elsewhere` });
    await expect(pull(wrongPath, 'customers')).rejects.toThrow('answered 404');
  });
});

describe('changes that trickle in', () => {
  it('happen as often as the option says', async () => {
    const { clock, upstream } = await erpWithClock(await subfolder(), 30);
    const before = upstream.ledger.position;
    clock.now += 60_000;
    upstream.advance();
    const after = upstream.ledger.position;
    expect(after - before).toBeGreaterThanOrEqual(30);
  });

  it('are still there, exactly as they were, after a restart', async () => {
    const state = await subfolder();
    const first = await erpWithClock(state, 60);
    first.clock.now += 120_000;
    const orders = await pull(contextFor({ url: first.url }), 'orders');
    const second = await erpWithClock(state, 0);
    expect(await pull(contextFor({ url: second.url }), 'orders')).toEqual(orders);
  });

  it('are made up for a few minutes only when the ERP was off for a week', async () => {
    const { clock, upstream } = await erpWithClock(await subfolder(), 20);
    clock.now += 7 * 86_400_000;
    const before = upstream.ledger.count('aktivitaeten') + upstream.ledger.count('auftraege');
    upstream.advance();
    const after = upstream.ledger.count('aktivitaeten') + upstream.ledger.count('auftraege');
    expect(after - before).toBeLessThan(60);
  });

  it('are the same for two processes that share a folder', async () => {
    const state = await subfolder();
    const [one, two] = [await erpWithClock(state, 60), await erpWithClock(state, 60)];
    one.clock.now += 60_000;
    two.clock.now += 90_000;
    const orders = await pull(contextFor({ url: one.url }), 'orders');
    expect(orders.length).toBeGreaterThan(0);
    const later = await pull(contextFor({ url: two.url }), 'orders');
    expect(await pull(contextFor({ url: one.url }), 'orders')).toEqual(later);
  });

  it('survive a line that a kill cut off', async () => {
    const state = await subfolder();
    const first = await erpWithClock(state, 60);
    first.clock.now += 60_000;
    const orders = await pull(contextFor({ url: first.url }), 'orders');
    const [log = ''] = await readdir(state);
    await appendFile(join(state, log), '17731');
    const second = await erpWithClock(state, 0);
    expect(await pull(contextFor({ url: second.url }), 'orders')).toEqual(orders);
  });

  it('go on from the reader’s position when the folder was emptied', async () => {
    const state = await subfolder();
    const first = await erpWithClock(state, 60);
    first.clock.now += 120_000;
    const cursor = (await pull(contextFor({ url: first.url }), 'orders')).at(-1)?.cursor;
    for (const file of await readdir(state)) await rm(join(state, file));
    expect(await pull(contextFor({ url: undefined }, state), 'orders', cursor)).toEqual([]);
  });
});

describe('the ERP on its own', () => {
  it('answers in a process of its own, with changes that go on', async () => {
    const erp = spawn(
      process.execPath,
      [
        '--experimental-transform-types',
        '--disable-warning=ExperimentalWarning',
        'src/plugins/erp-demo/serve.ts',
      ]
        .concat('--port', '0', '--folder', await subfolder())
        .concat('--customers', '20', '--orders', '50', '--changes-per-minute', '6000'),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      const [line] = (await once(createInterface(erp.stdout), 'line')) as [string];
      const [url = ''] = /http:\S+(?=\/api\/v1)/.exec(line) ?? [];
      const context = contextFor({ url });
      let [batches, changed] = [await pull(context, 'orders'), [] as AnyBatch[]];
      const cursor = batches.at(-1)?.cursor;
      while (changed.length === 0) changed = await pull(context, 'orders', cursor);
      batches = batches.concat(changed);
      expect(recordsOf('order', batches).length).toBeGreaterThan(40);
    } finally {
      erp.kill();
      await once(erp, 'exit');
    }
  });
});
