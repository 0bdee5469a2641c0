import { aCustomer, anInvoiceRecord, anOrder, type Upstream } from './upstream.ts';

/** Far enough back, and ahead, to be overdue or not whenever the test runs. */
export const longAgo = '2020-01-10';
const inTheFuture = '2099-01-10';

/** Two customers; documents of every kind for the first, from the quote to the credit note. */
export async function deliverDocuments(erp: Upstream): Promise<void> {
  await erp.deliver('customer', {
    C1: aCustomer(),
    C2: aCustomer({ customerNumber: '1002', name: 'Other' }),
  });
  await erp.deliver('product', {
    P1: { productNumber: 'P-100', name: 'Pump', listPrice: '12.50', currency: 'EUR' },
    P2: { productNumber: 'V-200', name: 'Valve' },
  });
  await erp.deliver('availability', {
    'P1/HH': { productExternalId: 'P1', warehouse: 'HH', onHand: '7', reserved: '2' },
  });
  await erp.deliver('quote', {
    Q1: {
      customerExternalId: 'C1',
      number: 'AN-1',
      issueDate: '2026-01-05',
      currency: 'EUR',
      status: 'ACCEPTED',
    },
  });
  await erp.deliver('order', {
    O1: anOrder({
      quoteExternalId: 'Q1',
      status: 'PARTIALLY_SHIPPED',
      promisedOn: longAgo,
      totals: { taxExclusiveAmount: '25.0', taxInclusiveAmount: '30.00' },
      lines: [
        {
          lineId: '10',
          name: 'Pump',
          quantity: '2.0',
          netPrice: '12.50',
          productExternalId: 'P1',
          taxCategory: 'S',
          taxRate: '19',
          fulfilment: { shipped: '1', invoiced: '0', promisedOn: longAgo },
        },
      ],
    }),
    O2: anOrder({ number: 'AU-2', issueDate: '2026-05-01', status: 'CONFIRMED' }),
    O3: anOrder({ number: 'AU-3', customerExternalId: 'C2' }),
  });
  const payments = [{ externalId: 'Z1', paidOn: '2026-03-20', amount: '19.00', method: 'Bank transfer' }];
  await erp.deliver('invoice', {
    R1: anInvoiceRecord({ orderExternalIds: ['O1'], dueDate: longAgo, payments, dunningLevel: 2 }),
    R2: anInvoiceRecord({ number: 'RE-2', dueDate: inTheFuture }),
    R3: anInvoiceRecord({ number: 'RE-3', openAmount: '0.00' }),
    R4: anInvoiceRecord({ number: 'RE-4', currency: 'CHF', dueDate: inTheFuture }),
  });
  await erp.deliver('creditNote', {
    G1: {
      customerExternalId: 'C1',
      number: 'GS-1',
      issueDate: '2026-04-01',
      currency: 'EUR',
      invoiceExternalIds: ['R1'],
      reason: 'Damaged',
    },
  });
}
