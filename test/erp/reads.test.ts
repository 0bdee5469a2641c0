import { setBusinessTimeZone } from '../../src/shared/business-time.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { deliverDocuments, longAgo } from './deliver-documents.ts';
import { Upstream } from './upstream.ts';

let kontor: TestServer;

beforeAll(async () => {
  kontor = await startTestServer();
  await deliverDocuments(await Upstream.add(kontor.db));
});
afterAll(() => kontor.stop());

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await kontor.request(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

describe('an order', () => {
  const field = async (selection: string) => (await ask(`{ order(number: "AU-1") { ${selection} } }`)).order;

  it('shows totals as the ERP states them, and says which Kontor computed', async () => {
    const selection = 'totals { taxExclusiveAmount { amount currency } taxAmount { amount } computed }';
    expect((await field(selection)).totals).toEqual({
      taxExclusiveAmount: { amount: '25.0', currency: 'EUR' },
      taxAmount: { amount: '4.75' },
      computed: [
        'lineNetAmount',
        'allowanceAmount',
        'chargeAmount',
        'taxAmount',
        'prepaidAmount',
        'roundingAmount',
        'payableAmount',
      ],
    });
  });

  it('shows the totals that its lines give beside them', async () => {
    expect((await field('computedTotals { taxInclusiveAmount { amount } }')).computedTotals).toEqual({
      taxInclusiveAmount: { amount: '29.75' },
    });
  });

  it('says where its amounts contradict each other', async () => {
    expect((await field('issues { rule expected actual lineId }')).issues).toEqual([
      { rule: 'BR-CO-15', expected: '29.75', actual: '30.00', lineId: null },
    ]);
  });

  it('has the VAT that is computed where the ERP states none', async () => {
    expect(
      (await field('taxSubtotals { taxCategory taxRate taxableAmount taxAmount }')).taxSubtotals,
    ).toEqual([{ taxCategory: 'S', taxRate: '19', taxableAmount: '25.00', taxAmount: '4.75' }]);
  });

  it('says how far it is fulfilled, and that it is late', async () => {
    expect((await field('fulfilment { status promisedOn shippedOn isLate }')).fulfilment).toEqual({
      status: 'PARTIALLY_SHIPPED',
      promisedOn: longAgo,
      shippedOn: null,
      isLate: true,
    });
  });

  it('has lines with price, product and fulfilment', async () => {
    const selection = `lines { lineId quantity netPrice { amount } netAmount { amount currency }
      product { productNumber } fulfilment { status ordered shipped invoiced promisedOn } }`;
    expect((await field(selection)).lines).toEqual([
      {
        lineId: '10',
        quantity: '2.0',
        netPrice: { amount: '12.50' },
        netAmount: { amount: '25.00', currency: 'EUR' },
        product: { productNumber: 'P-100' },
        fulfilment: {
          status: 'PARTIALLY_SHIPPED',
          ordered: '2.0',
          shipped: '1',
          invoiced: '0',
          promisedOn: longAgo,
        },
      },
    ]);
  });

  it('leads to the quote it came from and to its invoices', async () => {
    expect(await field('quote { number } invoices { nodes { number } totalCount }')).toEqual({
      quote: { number: 'AN-1' },
      invoices: { nodes: [{ number: 'RE-1' }], totalCount: 1 },
    });
  });

  it('says where it came from', async () => {
    expect(
      await field('customer { name } source { integration externalId } externalReferences { externalId }'),
    ).toEqual({
      customer: { name: 'Maschinenbau Nord GmbH' },
      source: { integration: 'erp', externalId: 'O1' },
      externalReferences: [{ externalId: 'O1' }],
    });
  });

  it('is found by its id in the ERP, and by its global id', async () => {
    const byReference = (await ask('{ order(reference: { integration: "erp", externalId: "O1" }) { id } }'))
      .order;
    const query = 'query ($id: ID!) { order(id: $id) { number } node(id: $id) { ... on Order { number } } }';
    expect(await ask(query, byReference)).toEqual({ order: { number: 'AU-1' }, node: { number: 'AU-1' } });
  });

  it('is not found by the id of another kind', async () => {
    const { invoice } = await ask('{ invoice(number: "RE-1") { id } }');
    expect(await ask('query ($id: ID!) { order(id: $id) { number } }', invoice)).toEqual({ order: null });
  });

  it('must be asked for by exactly one key', async () => {
    const { errors } = await kontor.request('{ order { number } }');
    expect(errors?.[0]?.extensions['code']).toBe('INVALID');
  });
});

describe('the other links', () => {
  it('lead from a quote to its orders', async () => {
    expect((await ask('{ quote(number: "AN-1") { orders { nodes { number } } } }')).quote).toEqual({
      orders: { nodes: [{ number: 'AU-1' }] },
    });
  });

  it('lead from an invoice to its orders and its credit notes', async () => {
    const query =
      '{ invoice(number: "RE-1") { orders { nodes { number } } creditNotes { nodes { number reason } } } }';
    expect((await ask(query)).invoice).toEqual({
      orders: { nodes: [{ number: 'AU-1' }] },
      creditNotes: { nodes: [{ number: 'GS-1', reason: 'Damaged' }] },
    });
  });

  it('lead from a credit note to its invoices', async () => {
    expect(
      (await ask('{ creditNote(number: "GS-1") { invoices { nodes { number } } } }')).creditNote,
    ).toEqual({
      invoices: { nodes: [{ number: 'RE-1' }] },
    });
  });
});

describe('the settlement of an invoice', () => {
  it('says what is paid and open, since when it is overdue, and how often the customer was reminded', async () => {
    const query = `{ invoice(number: "RE-1") { settlement { paidAmount { amount } openAmount { amount currency }
      isPaid isOverdue daysOverdue dunningLevel payments { paidOn amount { amount currency } method } } } }`;
    expect((await ask(query)).invoice.settlement).toEqual({
      paidAmount: { amount: '19.00' },
      openAmount: { amount: '100.00', currency: 'EUR' },
      isPaid: false,
      isOverdue: true,
      daysOverdue: expect.any(Number),
      dunningLevel: 2,
      payments: [
        { paidOn: '2026-03-20', amount: { amount: '19.00', currency: 'EUR' }, method: 'Bank transfer' },
      ],
    });
  });

  it("counts days overdue in the company's time zone", async () => {
    // Samoa (+13) and Midway (-11) have the same time of day, on two days, all the year round.
    const days = async (zone: string) => {
      setBusinessTimeZone(zone);
      const { invoice } = await ask('{ invoice(number: "RE-1") { settlement { daysOverdue } } }');
      return invoice.settlement.daysOverdue as number;
    };
    const [ahead, behind] = [await days('Pacific/Apia'), await days('Pacific/Midway')];
    setBusinessTimeZone('Europe/Berlin');
    expect(ahead - behind).toBe(1);
  });
});

describe('the open items of a customer', () => {
  const query = `{ customer(customerNumber: "1001") { openItems { totals { amount currency }
    overdueTotals { amount currency } items { nodes { number } totalCount } } } }`;

  it('are summed for each currency', async () => {
    expect((await ask(query)).customer.openItems.totals).toEqual([
      { amount: '119.00', currency: 'CHF' },
      { amount: '219.00', currency: 'EUR' },
    ]);
  });

  it('are summed beside as far as they are overdue', async () => {
    expect((await ask(query)).customer.openItems.overdueTotals).toEqual([
      { amount: '100.00', currency: 'EUR' },
    ]);
  });

  it('are the invoices with an open amount, the longest due first', async () => {
    const { items } = (await ask(query)).customer.openItems;
    expect([items.nodes[0], items.totalCount]).toEqual([{ number: 'RE-1' }, 3]);
  });

  it('are none where nothing is owed', async () => {
    const other = query.replace('1001', '1002');
    expect((await ask(other)).customer.openItems).toEqual({
      totals: [],
      overdueTotals: [],
      items: { nodes: [], totalCount: 0 },
    });
  });
});

describe('the documents of a customer', () => {
  const numbers = async (list: string) => {
    const { customer } = await ask(
      `{ customer(customerNumber: "1001") { list: ${list} { nodes { number } } } }`,
    );
    return customer.list.nodes.map((node: { number: string }) => node.number);
  };

  it.each([
    ['orders', ['AU-2', 'AU-1']],
    ['orders(filter: { status: [CONFIRMED] })', ['AU-2']],
    ['orders(filter: { issuedFrom: "2026-03-02", issuedTo: "2026-03-02" })', ['AU-1']],
    ['orders(filter: { hasIssues: true })', ['AU-1']],
    ['orders(orderBy: { field: NUMBER, direction: ASC })', ['AU-1', 'AU-2']],
    ['invoices(filter: { overdue: true })', ['RE-1']],
    ['invoices(filter: { open: false })', ['RE-3']],
    ['invoices(first: 1, orderBy: { field: DUE_DATE, direction: ASC })', ['RE-1']],
    ['quotes(filter: { number: "AN-1" })', ['AN-1']],
    ['creditNotes', ['GS-1']],
  ])('%s', async (list, expected) => {
    expect(await numbers(list)).toEqual(expected);
  });
});

describe('the documents of all customers', () => {
  it('are listed newest first, page by page', async () => {
    const page = await ask(
      '{ orders(first: 2) { nodes { number } pageInfo { endCursor hasNextPage } totalCount } }',
    );
    const rest = await ask('query ($after: String) { orders(after: $after) { nodes { number } } }', {
      after: page.orders.pageInfo.endCursor,
    });
    expect([
      page.orders.totalCount,
      [...page.orders.nodes, ...rest.orders.nodes].map((one) => one.number).toSorted(),
    ]).toEqual([3, ['AU-1', 'AU-2', 'AU-3']]);
  });
});

describe('a product', () => {
  it('says how much of it is available where', async () => {
    const query = `{ product(productNumber: "P-100") { name listPrice { amount currency }
      availability { warehouse onHand reserved available } } }`;
    expect((await ask(query)).product).toEqual({
      name: 'Pump',
      listPrice: { amount: '12.50', currency: 'EUR' },
      availability: [{ warehouse: 'HH', onHand: '7', reserved: '2', available: '5' }],
    });
  });

  it('without a price has none', async () => {
    expect((await ask('{ product(productNumber: "V-200") { listPrice { amount } } }')).product).toEqual({
      listPrice: null,
    });
  });

  it('is found by a part of its name or number', async () => {
    expect(
      (await ask('{ products(filter: { search: "pum" }) { nodes { productNumber } } }')).products.nodes,
    ).toEqual([{ productNumber: 'P-100' }]);
  });
});
