import Big from 'big.js';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import demo from '../../src/plugins/erp-demo/index.ts';
import { recordSchemas } from '../../src/plugins/kit/index.ts';
import {
  closeErps,
  contextFor,
  erpWithClock,
  openStandingErp,
  pull,
  recordsOf,
  type StreamName,
  subfolder,
} from './demo-erp.ts';

beforeAll(openStandingErp);
afterAll(closeErps);

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
