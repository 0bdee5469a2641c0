import { testDatabase, type TestDatabase } from '../support/database.ts';
import { aCustomer, anInvoiceRecord, anOrder, Upstream } from './upstream.ts';

let db: TestDatabase;
let erp: Upstream;

beforeAll(async () => {
  db = await testDatabase();
  erp = await Upstream.add(db);
  await erp.deliver('customer', { C1: aCustomer() });
});
afterAll(() => db.drop());
beforeEach(() => erp.events());

async function document(kind: 'quote' | 'order' | 'invoice' | 'creditNote', externalId: string) {
  const [row] = await db.query('select * from commercial_document where id = $1', [
    await erp.idOf(kind, externalId),
  ]);
  return row;
}

const types = async () => (await erp.events()).map((event) => event.type);

describe('a document that comes for the first time', () => {
  it('is stored with its amounts digit for digit', async () => {
    await erp.deliver('order', {
      O1: anOrder({ totals: { taxExclusiveAmount: '25.0', payableAmount: '29.7500' } }),
    });
    expect(await document('order', 'O1')).toMatchObject({
      tax_exclusive_amount: '25.0',
      payable_amount: '29.7500',
    });
  });

  it('is announced as recorded, for its customer', async () => {
    await erp.deliver('order', { O2: anOrder({ number: 'AU-2' }) });
    expect(await erp.events()).toEqual([
      { type: 'order.recorded', customerId: await erp.idOf('customer', 'C1'), data: { number: 'AU-2' } },
    ]);
  });

  it("happens at the start of its day of issue in the company's time zone", async () => {
    await erp.deliver('order', { O3: anOrder({ issueDate: '2026-07-01' }) });
    expect(await document('order', 'O3')).toMatchObject({ happened_at: '2026-06-30 22:00:00+00' });
  });

  it('has issues where its totals contradict each other, and keeps them as they came', async () => {
    await erp.deliver('order', { O4: anOrder({ totals: { lineNetAmount: '26.00' } }) });
    const row = await document('order', 'O4');
    expect(row).toMatchObject({
      line_net_amount: '26.00',
      issues: [{ rule: 'BR-CO-10', expected: '25.00', actual: '26.00' }],
    });
  });

  it('is rejected when its customer was not delivered, and the others of the batch are not', async () => {
    const result = await erp.deliver('order', {
      O5: anOrder({ customerExternalId: 'unknown' }),
      O6: anOrder({ number: 'AU-6' }),
    });
    expect(result).toMatchObject({
      written: [{ externalId: 'O6', outcome: 'CREATED' }],
      rejected: [{ externalId: 'O5', reason: 'customerExternalId: no customer "unknown" was delivered yet' }],
    });
  });
});

describe('a document that comes again', () => {
  it('is neither written nor announced when it says the same', async () => {
    await erp.deliver('order', { A1: anOrder() });
    await erp.events();
    const result = await erp.deliver('order', { A1: anOrder() });
    expect([result.written[0]?.outcome, await types(), (await document('order', 'A1'))?.['version']]).toEqual(
      ['UNCHANGED', [], 1],
    );
  });

  it('is announced once, with the fields that changed', async () => {
    await erp.deliver('order', { A2: anOrder() });
    await erp.events();
    const lines = [{ lineId: '10', name: 'Pump', quantity: '3', netPrice: '12.50' }];
    await erp.deliver('order', { A2: anOrder({ status: 'CONFIRMED', lines }) });
    expect(await erp.events()).toMatchObject([
      {
        type: 'order.updated',
        data: { number: 'AU-1', changed: expect.arrayContaining(['lines', 'status', 'totals']) },
      },
    ]);
  });

  it('is another delivery when only the digits differ', async () => {
    await erp.deliver('order', { A3: anOrder({ totals: { payableAmount: '12.5' } }) });
    const result = await erp.deliver('order', { A3: anOrder({ totals: { payableAmount: '12.50' } }) });
    expect(result.written[0]?.outcome).toBe('UPDATED');
  });

  it('has the lines of the last delivery', async () => {
    await erp.deliver('order', { A4: anOrder() });
    const lines = ['1', '2'].map((lineId) => ({ lineId, name: 'Valve', quantity: '1', netPrice: '1' }));
    await erp.deliver('order', { A4: anOrder({ lines }) });
    const stored = await db.query(
      'select position, line_id from document_line where document_id = $1 order by 1',
      [await erp.idOf('order', 'A4')],
    );
    expect(stored).toEqual([
      { position: 1, line_id: '1' },
      { position: 2, line_id: '2' },
    ]);
  });

  it('counts its version up', async () => {
    await erp.deliver('order', { A5: anOrder() });
    await erp.deliver('order', { A5: anOrder({ status: 'SHIPPED' }) });
    expect(await document('order', 'A5')).toMatchObject({ version: 2 });
  });
});

describe('a document that the ERP no longer has', () => {
  it('is canceled, and announced', async () => {
    await erp.deliver('invoice', { W1: anInvoiceRecord() });
    await erp.events();
    await erp.withdraw('invoice', 'W1');
    expect([(await document('invoice', 'W1'))?.['status'], await types()]).toEqual([
      'CANCELED',
      ['invoice.updated'],
    ]);
  });

  it('owes nothing', async () => {
    await erp.deliver('invoice', { W2: anInvoiceRecord() });
    await erp.withdraw('invoice', 'W2');
    expect(await document('invoice', 'W2')).toMatchObject({ open_amount: '0' });
  });
});

describe('the settlement of an invoice', () => {
  const payment = (externalId: string, amount: string) => ({ externalId, amount, paidOn: '2026-04-01' });

  it("is the ERP's open amount where it states one", async () => {
    await erp.deliver('invoice', { S1: anInvoiceRecord({ openAmount: '19.00' }) });
    expect(await document('invoice', 'S1')).toMatchObject({ open_amount: '19.00', paid_amount: '100.00' });
  });

  it('is the amount due less the payments where the ERP states none', async () => {
    await erp.deliver('invoice', {
      S2: anInvoiceRecord({ payments: [payment('P1', '20'), payment('P2', '0.5')] }),
    });
    expect(await document('invoice', 'S2')).toMatchObject({ open_amount: '98.50', paid_amount: '20.50' });
  });

  it('announces that the invoice is paid when nothing is open any more', async () => {
    await erp.deliver('invoice', { S3: anInvoiceRecord() });
    await erp.events();
    await erp.deliver('invoice', { S3: anInvoiceRecord({ payments: [payment('P1', '119.00')] }) });
    expect(await types()).toEqual(['invoice.updated', 'invoice.paid']);
  });

  it('does not announce the payment of an invoice that comes paid', async () => {
    await erp.deliver('invoice', { S4: anInvoiceRecord({ openAmount: '0.00' }) });
    expect(await types()).toEqual(['invoice.recorded']);
  });

  it('keeps the ids of payments, and drops those the ERP no longer has', async () => {
    await erp.deliver('invoice', {
      S5: anInvoiceRecord({ payments: [payment('P1', '1'), payment('P2', '2')] }),
    });
    const payments = async () =>
      db.query('select id, external_id, amount from payment where invoice_id = $1', [
        await erp.idOf('invoice', 'S5'),
      ]);
    const before = await payments();
    await erp.deliver('invoice', { S5: anInvoiceRecord({ payments: [payment('P2', '2.00')] }) });
    const kept = before.find((one) => one['external_id'] === 'P2');
    expect(await payments()).toEqual([{ ...kept, amount: '2.00' }]);
  });

  it('is rejected when two payments have the same id', async () => {
    const result = await erp.deliver('invoice', {
      S6: anInvoiceRecord({ payments: [payment('P1', '1'), payment('P1', '2')] }),
    });
    expect(result.rejected).toEqual([{ externalId: 'S6', reason: 'payments: two have the externalId "P1"' }]);
  });
});

describe('the links between documents', () => {
  const links = async () =>
    db.query<{ from_id: string | null }>('select from_id from document_link where to_id = $1', [
      await erp.idOf('order', 'L1'),
    ]);

  it('wait for the earlier document when the later one comes first', async () => {
    await erp.deliver('order', { L1: anOrder({ quoteExternalId: 'Q1' }) });
    expect(await links()).toEqual([{ from_id: null }]);
  });

  it('are completed when it comes', async () => {
    await erp.deliver('quote', {
      Q1: { customerExternalId: 'C1', number: 'AN-1', issueDate: '2026-02-01', currency: 'EUR' },
    });
    expect(await links()).toEqual([{ from_id: await erp.idOf('quote', 'Q1') }]);
  });

  it('go when the later document no longer names the earlier one', async () => {
    await erp.events();
    await erp.deliver('order', { L1: anOrder() });
    expect([await links(), (await erp.events())[0]?.data['changed']]).toEqual([[], ['quote']]);
  });
});

describe('the lines of a document', () => {
  const lines = [{ lineId: '1', name: 'Gear', quantity: '1', netPrice: '9', productExternalId: 'G1' }];
  const product = async () => {
    const id = await erp.idOf('order', 'G-O1');
    return (
      await db.query<{ product_id: string | null }>(
        'select product_id from document_line where document_id = $1',
        [id],
      )
    )[0]?.product_id;
  };

  it('get their product when it comes after them', async () => {
    await erp.deliver('order', { 'G-O1': anOrder({ lines }) });
    const before = await product();
    await erp.deliver('product', { G1: { productNumber: 'G-1', name: 'Gear' } });
    expect([before, await product()]).toEqual([null, await erp.idOf('product', 'G1')]);
  });
});

describe('a product', () => {
  it('is announced when it comes and when it changes, with what changed', async () => {
    await erp.deliver('product', {
      P1: { productNumber: 'P-1', name: 'Pump', listPrice: '100', currency: 'EUR' },
    });
    await erp.deliver('product', {
      P1: { productNumber: 'P-1', name: 'Pump', listPrice: '100.00', currency: 'EUR' },
    });
    expect(await erp.events()).toEqual([
      { type: 'product.recorded', customerId: null, data: { productNumber: 'P-1' } },
      { type: 'product.updated', customerId: null, data: { productNumber: 'P-1', changed: ['listPrice'] } },
    ]);
  });

  it('that the ERP no longer has is no longer sold', async () => {
    await erp.deliver('product', { P2: { productNumber: 'P-2', name: 'Valve' } });
    await erp.withdraw('product', 'P2');
    const [row] = await db.query('select active from product where id = $1', [
      await erp.idOf('product', 'P2'),
    ]);
    expect(row).toEqual({ active: false });
  });
});

describe('the availability of a product', () => {
  beforeAll(() => erp.deliver('product', { V1: { productNumber: 'V-1', name: 'Valve' } }));
  const figures = { productExternalId: 'V1', warehouse: 'HH', onHand: '5' };

  it('is one row for each warehouse, whatever id the ERP gives it', async () => {
    await erp.deliver('availability', { 'V1/HH': figures });
    await erp.deliver('availability', { 'another id': { ...figures, onHand: '4' } });
    expect(await db.query('select on_hand from availability')).toEqual([{ on_hand: '4' }]);
  });

  it('is announced when the stock changes, not when it was merely counted again', async () => {
    await erp.deliver('availability', { 'V1/HH': { ...figures, asOf: '2026-01-01T08:00:00Z' } });
    await erp.events();
    await erp.deliver('availability', { 'V1/HH': { ...figures, asOf: '2026-01-02T08:00:00Z' } });
    expect(await types()).toEqual([]);
  });

  it('is rejected when its product was not delivered', async () => {
    const { rejected } = await erp.deliver('availability', { X: { ...figures, productExternalId: 'X' } });
    expect(rejected).toEqual([
      { externalId: 'X', reason: 'productExternalId: no product "X" was delivered yet' },
    ]);
  });
});
