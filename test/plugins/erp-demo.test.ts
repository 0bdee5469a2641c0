import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Big from 'big.js';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import demo from '../../src/plugins/erp-demo/index.ts';
import { createUpstreamServer, listen } from '../../src/plugins/erp-demo/upstream/server.ts';
import { Upstream } from '../../src/plugins/erp-demo/upstream/upstream.ts';
import {
  type Batch,
  type CanonicalRecord,
  type RecordKind,
  recordSchemas,
} from '../../src/plugins/kit/index.ts';

const openedAt = Date.parse('2026-03-11T09:30:00Z');
const small = { seed: 7, customers: 60, orders: 300 };
let folder: string;
/** The company that most tests read: opened on a fixed day, so that every run sees the same one. */
let standing: string;
const servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'erp-demo-'));
  standing = (await erpWithClock(await subfolder(), 0)).url;
});

afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

type StreamName = keyof typeof demo.streams;
type AnyBatch = Batch<RecordKind, unknown>;

function contextFor(given: Record<string, unknown>, workDir = folder) {
  const options = demo.options.parse({ ...small, url: standing, changesPerMinute: 0, ...given });
  return { options, workDir, signal: AbortSignal.timeout(20_000), log: () => undefined };
}

async function pull(context: ReturnType<typeof contextFor>, name: StreamName, cursor: unknown = null) {
  const batches: AnyBatch[] = [];
  const stream = demo.streams[name];
  if (!stream) throw new Error(`no stream ${name}`);
  for await (const batch of stream.pull(context, cursor)) batches.push(batch);
  return batches;
}

function recordsOf<K extends RecordKind>(kind: K, batches: readonly AnyBatch[]) {
  return batches
    .flatMap((batch) => batch.upserts ?? [])
    .map(({ externalId, record }) => ({
      externalId,
      record: recordSchemas[kind].parse(record) as CanonicalRecord<K>,
    }));
}

/** An ERP outside the plugin's process whose clock the test moves. */
async function erpWithClock(workDir: string, changesPerMinute: number) {
  const clock = { now: openedAt };
  const upstream = new Upstream({ ...small, changesPerMinute, folder: workDir, now: () => clock.now });
  const server = createUpstreamServer(upstream);
  servers.push(server);
  const url = await listen(server);
  return { clock, upstream, url };
}

const subfolder = () => mkdtemp(join(folder, 'state-'));
const sumOf = (amounts: readonly (string | null | undefined)[]) =>
  amounts.reduce((total, amount) => total.plus(amount ?? 0), new Big(0)).toFixed(2);

describe('the demo company', () => {
  it.each(Object.keys(demo.streams))('delivers %s that fit the canonical records', async (name) => {
    const stream = demo.streams[name];
    const batches = await pull(contextFor({}), name);
    const problems = batches
      .flatMap((batch) => batch.upserts ?? [])
      .flatMap(
        ({ record }) => recordSchemas[stream?.record ?? 'customer'].safeParse(record).error?.issues ?? [],
      );
    expect({ problems, isEmpty: batches.length === 0 }).toEqual({ problems: [], isEmpty: false });
  });

  it('has by default about 500 customers, 60 products and 4,000 orders', async () => {
    const context = contextFor({ url: undefined, customers: undefined, orders: undefined });
    const count = async (name: StreamName) =>
      (await pull(context, name)).flatMap((batch) => batch.upserts ?? []).length;
    expect(await count('customers')).toBe(500);
    expect(await count('products')).toBe(61);
    const orders = await count('orders');
    expect(orders).toBeGreaterThan(3700);
    expect(orders).toBeLessThan(4300);
  });

  it('is the same company for the same seed and opening day', async () => {
    const [one, two] = [await erpWithClock(await subfolder(), 0), await erpWithClock(await subfolder(), 0)];
    const orders = (url: string) => pull(contextFor({ url }), 'orders');
    expect(await orders(one.url)).toEqual(await orders(two.url));
  });

  it('has only telephone numbers that exist as numbers', async () => {
    const customers = recordsOf('customer', await pull(contextFor({}), 'customers'));
    const contacts = recordsOf('contact', await pull(contextFor({}), 'contacts'));
    const phones = [...customers, ...contacts].flatMap(({ record }) => record.phones);
    const invalid = phones.filter(
      (one) => !parsePhoneNumberFromString(one.raw, (one.defaultCountry ?? 'DE') as 'DE')?.isValid(),
    );
    expect(invalid).toEqual([]);
  });

  it('has e-mail addresses that can reach nobody', async () => {
    const customers = recordsOf('customer', await pull(contextFor({}), 'customers'));
    const contacts = recordsOf('contact', await pull(contextFor({}), 'contacts'));
    const addresses = [...customers, ...contacts].flatMap(({ record }) =>
      record.emails.map((one) => one.address),
    );
    expect(addresses.filter((address) => !/(\.example|@example\.com)$/.test(address))).toEqual([]);
  });

  it('has German VAT identifiers with the right check digit', async () => {
    const customers = recordsOf('customer', await pull(contextFor({}), 'customers'));
    const german = customers.map(({ record }) => record.vatId ?? '').filter((id) => id.startsWith('DE'));
    expect(german.length).toBeGreaterThan(20);
    expect(german.filter((id) => !hasGermanCheckDigit(id))).toEqual([]);
  });
});

describe('its invoices', () => {
  const invoices = async () =>
    recordsOf('invoice', await pull(contextFor({}), 'invoices')).map((one) => one.record);

  it('have lines that add up to the net total (BR-CO-10, BR-CO-13)', async () => {
    const wrong = (await invoices()).filter(({ lines, totals, allowanceCharges }) => {
      const amounts = (kind: string) =>
        allowanceCharges.filter((one) => one.kind === kind).map((one) => one.amount);
      const net = new Big(sumOf(lines.map((line) => line.netAmount)))
        .minus(sumOf(amounts('ALLOWANCE')))
        .plus(sumOf(amounts('CHARGE')));
      return net.toFixed(2) !== totals.taxExclusiveAmount;
    });
    expect(wrong).toEqual([]);
  });

  it('have a line net amount of price, quantity and allowances', async () => {
    const wrong = (await invoices())
      .flatMap((invoice) => invoice.lines)
      .filter((line) => {
        const gross = new Big(line.netPrice)
          .times(line.quantity)
          .div(line.priceBaseQuantity ?? 1)
          .round(2, 1);
        return (
          gross.minus(sumOf(line.allowanceCharges.map((one) => one.amount))).toFixed(2) !== line.netAmount
        );
      });
    expect(wrong).toEqual([]);
  });

  it('have VAT per rate, rounded half up, adding up to the tax and the total (BR-CO-14, BR-CO-15, BR-CO-17)', async () => {
    const wrong = (await invoices()).filter(({ taxSubtotals, totals }) => {
      const taxes = taxSubtotals.map((one) =>
        new Big(one.taxableAmount)
          .times(one.taxRate ?? 0)
          .div(100)
          .toFixed(2),
      );
      const gross = new Big(totals.taxExclusiveAmount ?? 0).plus(totals.taxAmount ?? 0).toFixed(2);
      return (
        sumOf(taxes) !== totals.taxAmount ||
        gross !== totals.taxInclusiveAmount ||
        sumOf(taxSubtotals.map((one) => one.taxableAmount)) !== totals.taxExclusiveAmount
      );
    });
    expect(wrong).toEqual([]);
  });

  it('carry 19 % and 7 % as well as the reasons for taking no VAT', async () => {
    const kinds = new Set(
      (await invoices()).flatMap((one) => one.taxSubtotals.map((tax) => `${tax.taxCategory} ${tax.taxRate}`)),
    );
    expect([...kinds].toSorted()).toEqual(['G 0', 'K 0', 'S 19', 'S 7']);
  });

  it('have as open amount the total less the payments', async () => {
    const wrong = (await invoices()).filter(
      ({ totals, payments, openAmount }) =>
        new Big(totals.payableAmount ?? 0).minus(sumOf(payments.map((one) => one.amount))).toFixed(2) !==
        openAmount,
    );
    expect(wrong).toEqual([]);
  });

  it('are paid, open, and dunned up to level 3', async () => {
    const levels = new Set(
      (await invoices()).filter((one) => one.openAmount !== '0.00').map((one) => one.dunningLevel),
    );
    expect([...levels]).toEqual(expect.arrayContaining([0, 3]));
  });

  it('never lead to a record that no stream has delivered before', async () => {
    const context = contextFor({});
    const ids = async (name: StreamName) =>
      new Set(
        (await pull(context, name)).flatMap((batch) => batch.upserts ?? []).map((one) => one.externalId),
      );
    const [customers, orders, products] = [
      await ids('customers'),
      await ids('orders'),
      await ids('products'),
    ];
    const dangling = (await invoices()).filter(
      (one) =>
        !customers.has(one.customerExternalId) ||
        one.orderExternalIds.some((id) => !orders.has(id)) ||
        one.lines.some((line) => !products.has(line.productExternalId ?? '')),
    );
    expect(dangling).toEqual([]);
  });
});

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

describe('checking the options', () => {
  it('names the ERP that answered', async () => {
    expect(await demo.check(contextFor({ url: undefined }))).toEqual({
      problems: [],
      upstream: 'Hansa Maschinenbau AG, ERP 4.2',
    });
  });

  it('says what to do when none answers', async () => {
    const result = await demo.check(contextFor({ url: 'http://127.0.0.1:9' }));
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'ERROR',
        option: 'url',
        fix: expect.stringContaining('Start the demo ERP'),
      }),
    ]);
  });
});

function hasGermanCheckDigit(id: string): boolean {
  const digits = Array.from(id.slice(2), Number);
  let product = 10;
  for (const digit of digits.slice(0, 8)) product = (2 * ((digit + product) % 10 || 10)) % 11;
  return (11 - product) % 10 === digits[8];
}
