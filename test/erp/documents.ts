import type { DocumentAmounts, LineAmounts } from '../../src/services/erp/totals/document.ts';

/** A consistent invoice over two lines at 19 % and one at 7 %, with a discount and freight; change what matters. */
export function anInvoice(changes: Partial<DocumentAmounts> = {}): DocumentAmounts {
  return {
    kind: 'INVOICE',
    currency: 'EUR',
    lines: [
      aLine({ lineId: '1', quantity: '3', netPrice: '33.33', netAmount: '99.99' }),
      aLine({
        lineId: '2',
        quantity: '250',
        netPrice: '12.50',
        priceBaseQuantity: '100',
        netAmount: '31.25',
      }),
      aLine({ lineId: '3', quantity: '1', netPrice: '10', netAmount: '10.00', taxRate: '7' }),
    ],
    allowanceCharges: [
      { kind: 'ALLOWANCE', amount: '5.00', taxCategory: 'S', taxRate: '19' },
      { kind: 'CHARGE', amount: '12.00', taxCategory: 'S', taxRate: '19' },
    ],
    taxSubtotals: [
      { taxCategory: 'S', taxRate: '19', taxableAmount: '138.24', taxAmount: '26.27' },
      { taxCategory: 'S', taxRate: '7.00', taxableAmount: '10.00', taxAmount: '0.70' },
    ],
    totals: {
      lineNetAmount: '141.24',
      allowanceAmount: '5.00',
      chargeAmount: '12.00',
      taxExclusiveAmount: '148.24',
      taxAmount: '26.97',
      taxInclusiveAmount: '175.21',
      payableAmount: '175.21',
    },
    dueDate: '2026-12-01',
    ...changes,
  };
}

export function aLine(changes: Partial<LineAmounts> = {}): LineAmounts {
  return {
    lineId: '1',
    quantity: '1',
    netPrice: '1.00',
    allowanceCharges: [],
    taxCategory: 'S',
    taxRate: '19',
    ...changes,
  };
}
