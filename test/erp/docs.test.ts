import { readFileSync } from 'node:fs';
import { startTestServer, type TestServer } from '../support/server.ts';
import { aCustomer, anInvoiceRecord, anOrder, Upstream } from './upstream.ts';

const page = readFileSync(new URL('../../docs/erp.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '');

describe('docs/erp.md', () => {
  let kontor: TestServer;

  beforeAll(async () => {
    kontor = await startTestServer();
    const erp = await Upstream.add(kontor.db);
    await erp.deliver('customer', { C1: aCustomer({ customerNumber: '10001' }) });
    await erp.deliver('product', { P1: { productNumber: 'P-100', name: 'Pump' } });
    const line = {
      lineId: '10',
      name: 'Pump',
      netPrice: '12.50',
      productExternalId: 'P1',
      taxCategory: 'S',
      taxRate: '19',
    };
    await erp.deliver('order', {
      O1: anOrder({
        number: 'AU-50001',
        status: 'PARTIALLY_SHIPPED',
        promisedOn: '2099-01-15',
        lines: [{ ...line, quantity: '4', fulfilment: { shipped: '2' } }],
      }),
    });
    await erp.deliver('invoice', {
      R1: anInvoiceRecord({
        number: 'RE-60001',
        dueDate: '2099-01-31',
        orderExternalIds: ['O1'],
        lines: [{ ...line, quantity: '2' }],
        totals: {},
      }),
    });
  });
  afterAll(() => kontor.stop());

  it.each(blocks('graphql'))('has operations that run: %s', async (query) => {
    expect((await kontor.request(query)).errors).toBeUndefined();
  });

  it('shows the answer that its first operation gets', async () => {
    const { data } = await kontor.request(blocks('graphql')[0] ?? '');
    expect(data).toEqual(JSON.parse(blocks('json')[0] ?? ''));
  });
});
