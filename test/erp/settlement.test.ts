import { lineFulfilment, type LineToFulfil, isPastPromise } from '../../src/services/erp/fulfilment.ts';
import { type InvoiceToSettle, isPaid, settle } from '../../src/services/erp/settlement.ts';

const invoice = (changes: Partial<InvoiceToSettle> = {}): InvoiceToSettle => ({
  status: 'ISSUED',
  currency: 'EUR',
  payableAmount: '119.00',
  payments: [],
  ...changes,
});

describe('settling an invoice', () => {
  it('leaves open what is due less the payments', () => {
    const payments = [{ amount: '100' }, { amount: '0.01' }];
    expect(settle(invoice({ payments }))).toEqual({ paidAmount: '100.01', openAmount: '18.99' });
  });

  it("takes the ERP's open amount, digit for digit, over its own", () => {
    expect(settle(invoice({ openAmount: '18.9', payments: [{ amount: '100' }] }))).toEqual({
      paidAmount: '100.00',
      openAmount: '18.9',
    });
  });

  it('takes as paid what the open amount leaves where there are no payments', () => {
    expect(settle(invoice({ openAmount: '19' })).paidAmount).toBe('100.00');
  });

  it('leaves nothing open of a canceled invoice', () => {
    expect(settle(invoice({ status: 'CANCELED' })).openAmount).toBe('0.00');
  });

  it('does not know what is open where it does not know what is due', () => {
    expect(settle(invoice({ payableAmount: null })).openAmount).toBeNull();
  });

  it('can leave a customer with credit', () => {
    expect(settle(invoice({ payments: [{ amount: '120' }] })).openAmount).toBe('-1.00');
  });
});

describe('an invoice is paid', () => {
  it.each([
    ['0.00', true],
    ['-1', true],
    ['0.01', false],
    [null, false],
  ])('with %s open: %s', (openAmount, expected) => {
    expect(isPaid(openAmount)).toBe(expected);
  });
});

const line = (changes: Partial<LineToFulfil> = {}): LineToFulfil => ({
  orderStatus: 'CONFIRMED',
  quantity: '10',
  ordered: null,
  shipped: null,
  invoiced: null,
  promisedOn: null,
  shippedOn: null,
  ...changes,
});

describe('the fulfilment of a line', () => {
  it('is unknown where the ERP says nothing about the line', () => {
    expect(lineFulfilment(line())).toBeNull();
  });

  it.each([
    ['0', 'OPEN'],
    ['9.99', 'PARTIALLY_SHIPPED'],
    ['10.0', 'SHIPPED'],
  ])('with %s of 10 shipped is %s', (shipped, status) => {
    expect(lineFulfilment(line({ shipped }))?.status).toBe(status);
  });

  it('takes the quantity as ordered where the ERP names no other', () => {
    expect(lineFulfilment(line({ shipped: '0' }))?.ordered).toBe('10');
  });

  it('is canceled with its order', () => {
    expect(lineFulfilment(line({ orderStatus: 'CANCELED', shipped: '0' }))?.status).toBe('CANCELED');
  });
});

describe('an order is late', () => {
  it.each([
    ['OPEN', '2026-03-01', true],
    ['OPEN', '2026-03-02', false],
    ['PARTIALLY_SHIPPED', '2026-03-01', true],
    ['SHIPPED', '2026-03-01', false],
    ['CANCELED', '2026-03-01', false],
    ['OPEN', null, false],
  ] as const)('%s, promised on %s, on 2 March: %s', (status, promisedOn, expected) => {
    expect(isPastPromise(status, promisedOn, '2026-03-02')).toBe(expected);
  });
});
