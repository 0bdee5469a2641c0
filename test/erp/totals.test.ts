import { recompute } from '../../src/services/erp/totals/recompute.ts';
import { aLine, anInvoice } from './documents.ts';

const rules = (document: Parameters<typeof recompute>[0]): string[] =>
  recompute(document).issues.map((one) => one.rule);

describe('the net amount of a line', () => {
  const net = (changes: Parameters<typeof aLine>[0]) =>
    recompute(anInvoice({ lines: [aLine(changes)] })).lineNetAmounts[0];

  it('is quantity × price ÷ base quantity', () => {
    expect(net({ quantity: '250', netPrice: '12.50', priceBaseQuantity: '100' })).toBe('31.25');
  });

  it('takes off allowances and adds charges', () => {
    const allowanceCharges = [
      { kind: 'ALLOWANCE', amount: '2.50' },
      { kind: 'CHARGE', amount: '1' },
    ] as const;
    expect(net({ quantity: '10', netPrice: '3', allowanceCharges })).toBe('28.50');
  });

  it('rounds halves up, where a float would round 1.005 down', () => {
    expect(net({ quantity: '1', netPrice: '1.005' })).toBe('1.01');
  });

  it('rounds halves of a credit away from zero', () => {
    expect(net({ quantity: '-1', netPrice: '1.005' })).toBe('-1.01');
  });

  it('has the decimals of its currency', () => {
    const yen = recompute(
      anInvoice({ currency: 'JPY', lines: [aLine({ quantity: '3', netPrice: '10.5' })] }),
    );
    expect(yen.lineNetAmounts).toEqual(['32']);
  });
});

describe('the totals of a document', () => {
  it('are recomputed from the lines', () => {
    expect(recompute(anInvoice({ totals: {}, taxSubtotals: [] })).computed).toEqual({
      lineNetAmount: '141.24',
      allowanceAmount: '5.00',
      chargeAmount: '12.00',
      taxExclusiveAmount: '148.24',
      taxAmount: '26.97',
      taxInclusiveAmount: '175.21',
      prepaidAmount: '0.00',
      roundingAmount: '0.00',
      payableAmount: '175.21',
    });
  });

  it('are shown as the ERP states them, digit for digit', () => {
    const totals = { ...anInvoice().totals, taxExclusiveAmount: '148.2400', payableAmount: '200' };
    expect(recompute(anInvoice({ totals })).totals).toMatchObject({
      taxExclusiveAmount: '148.2400',
      payableAmount: '200',
    });
  });

  it('that are not stated follow from those that are', () => {
    const totals = { taxExclusiveAmount: '150.00' };
    expect(recompute(anInvoice({ totals })).totals.payableAmount).toBe('176.97');
  });

  it('take what was prepaid off the amount due, and add the rounding', () => {
    const totals = { prepaidAmount: '75.21', roundingAmount: '-0.05' };
    expect(recompute(anInvoice({ totals })).computed.payableAmount).toBe('99.95');
  });

  it('follow from the stated ones where there are no lines', () => {
    const headerOnly = anInvoice({
      lines: [],
      allowanceCharges: [],
      taxSubtotals: [],
      totals: { taxInclusiveAmount: '119.00', taxAmount: '19.00' },
    });
    expect(recompute(headerOnly)).toMatchObject({
      totals: { lineNetAmount: null, taxExclusiveAmount: '100.00', payableAmount: '119.00' },
      computed: { payableAmount: null },
      issues: [],
    });
  });

  it('without any statement about VAT have none', () => {
    const lines = [aLine({ quantity: '2', netPrice: '5', taxCategory: null, taxRate: null })];
    const untaxed = anInvoice({ lines, allowanceCharges: [], taxSubtotals: [], totals: {} });
    expect(recompute(untaxed).totals).toMatchObject({ taxAmount: '0.00', taxInclusiveAmount: '10.00' });
  });
});

describe('the VAT breakdown', () => {
  it('groups by category and rate, and reads 19 and 19.00 as one rate', () => {
    const lines = [
      aLine({ netPrice: '10', taxRate: '19' }),
      aLine({ lineId: '2', netPrice: '5', taxRate: '19.00' }),
    ];
    expect(recompute(anInvoice({ lines, allowanceCharges: [] })).taxSubtotals).toEqual([
      { taxCategory: 'S', taxRate: '19', taxableAmount: '15.00', taxAmount: '2.85' },
    ]);
  });
});

describe('the issues of a document', () => {
  it('are none where everything fits', () => {
    expect(recompute(anInvoice()).issues).toEqual([]);
  });

  it('name rule, expected and stated amount', () => {
    const document = anInvoice({ totals: { ...anInvoice().totals, lineNetAmount: '141.25' } });
    expect(recompute(document).issues[0]).toMatchObject({
      rule: 'BR-CO-10',
      expected: '141.24',
      actual: '141.25',
    });
  });

  it.each([
    ['BR-CO-11', 'allowanceAmount', '6.00'],
    ['BR-CO-12', 'chargeAmount', '11.00'],
    ['BR-CO-13', 'taxExclusiveAmount', '148.25'],
    ['BR-CO-14', 'taxAmount', '26.98'],
    ['BR-CO-15', 'taxInclusiveAmount', '175.00'],
    ['BR-CO-16', 'payableAmount', '175.20'],
  ])('say %s of a wrong %s', (rule, name, amount) => {
    expect(rules(anInvoice({ totals: { ...anInvoice().totals, [name]: amount } }))).toContain(rule);
  });

  it('say only BR-CO-16 of a wrong amount due: one mistake is one issue', () => {
    expect(rules(anInvoice({ totals: { ...anInvoice().totals, payableAmount: '1.00' } }))).toEqual([
      'BR-CO-16',
    ]);
  });

  it('say which line does not fit its quantity and price', () => {
    const lines = [aLine({ lineId: '7', quantity: '2', netPrice: '10', netAmount: '19.00' })];
    const issues = recompute({
      ...anInvoice({ lines }),
      totals: {},
      taxSubtotals: [],
      allowanceCharges: [],
    }).issues;
    expect(issues).toMatchObject([
      { rule: 'PEPPOL-EN16931-R120', lineId: '7', expected: '20.00', actual: '19.00' },
    ]);
  });

  it('pass a line that is two cents off, as the rule does', () => {
    const lines = [aLine({ quantity: '2', netPrice: '10', netAmount: '19.98' })];
    expect(rules(anInvoice({ lines, totals: {}, taxSubtotals: [], allowanceCharges: [] }))).toEqual([]);
  });

  it('say BR-CO-17 of VAT that is not taxable amount × rate', () => {
    const taxSubtotals = [{ taxCategory: 'S', taxRate: '19', taxableAmount: '100.00', taxAmount: '19.01' }];
    const lines = [aLine({ netPrice: '100' })];
    expect(rules(anInvoice({ lines, allowanceCharges: [], totals: {}, taxSubtotals }))).toEqual(['BR-CO-17']);
  });

  it('say BR-IC-8 of a taxable amount of intra-community supplies that is not the sum of its lines', () => {
    const taxSubtotals = [{ taxCategory: 'K', taxRate: '0', taxableAmount: '90.00', taxAmount: '0.00' }];
    const lines = [aLine({ netPrice: '100', taxCategory: 'K', taxRate: '0' })];
    expect(rules(anInvoice({ lines, allowanceCharges: [], totals: {}, taxSubtotals }))).toEqual(['BR-IC-8']);
  });

  it('say BR-S-1 of lines at a rate that the breakdown leaves out', () => {
    const taxSubtotals = anInvoice().taxSubtotals.slice(0, 1);
    expect(rules(anInvoice({ totals: {}, taxSubtotals }))).toEqual(['BR-S-1']);
  });

  it('say BR-CO-25 of an invoice that does not say until when it is to be paid', () => {
    expect(rules(anInvoice({ dueDate: null }))).toEqual(['BR-CO-25']);
  });

  it('do not ask an order for a due date', () => {
    expect(rules(anInvoice({ kind: 'ORDER', dueDate: null }))).toEqual([]);
  });
});
