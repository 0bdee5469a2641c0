import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DryRunResult, PluginHost } from '../../src/plugins/host/plugin-host.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { customer, filePlugin, Installation } from './support.ts';

const kinds = {
  customers: 'customer',
  contacts: 'contact',
  interactions: 'interaction',
  products: 'product',
  availability: 'availability',
  quotes: 'quote',
  orders: 'order',
  invoices: 'invoice',
  creditNotes: 'creditNote',
};

let db: TestDatabase;
let installation: Installation;
let host: PluginHost;
let file: string;
const key = { name: 'erp' };

beforeAll(async () => {
  db = await testDatabase();
  installation = await Installation.create(db);
  const source = filePlugin
    .replace(/const streams = .*/, `const streams = ${JSON.stringify(Object.keys(kinds))};`)
    .replace(/const kinds = .*/, `const kinds = ${JSON.stringify(kinds)};`);
  host = installation.host({ pluginNames: [await installation.plugin('file', source)] });
  file = path.join(installation.folder, 'upstream.json');
  await deliver([upstream]);
  const input = { ...key, plugin: 'file', options: { file }, intervalSeconds: null };
  await host.addIntegration(installation.context, input);
});

afterAll(async () => {
  await installation.remove();
  await db.drop();
});

const line = (lineId: string, fields: object = {}): object => ({
  lineId,
  productExternalId: 'P1',
  name: 'Bolt',
  quantity: '10.0',
  netPrice: '5.60',
  netAmount: '56.00',
  taxCategory: 'S',
  taxRate: '19.00',
  fulfilment: { ordered: '10.0' },
  ...fields,
});

const document = (number: string, fields: object = {}): object => ({
  customerExternalId: 'C1',
  number,
  issueDate: '2026-01-02',
  currency: 'EUR',
  lines: [line('1'), line('2')],
  totals: { lineNetAmount: '112.00', payableAmount: '133.28' },
  ...fields,
});

type Records = Record<string, Record<string, object>>;

const upstream: Records = {
  customers: { C1: (customer('C1') as { record: object }).record, C2: { customerNumber: 'C2', name: 'Two' } },
  contacts: { K1: { customerExternalId: 'C1', name: 'Ida' } },
  interactions: {
    I1: { customerExternalId: 'C1', kind: 'CALL', subject: 'Hello', happenedAt: '2026-01-02T10:00:00+01:00' },
  },
  products: { P1: { productNumber: 'P1', name: 'Bolt', listPrice: '5.60', currency: 'EUR' } },
  availability: { A1: { productExternalId: 'P1', warehouse: 'HH', onHand: '7.0' } },
  quotes: { Q1: document('Q1') },
  orders: { O1: document('O1', { quoteExternalId: 'Q1' }) },
  invoices: {
    R1: document('R1', {
      orderExternalIds: ['O1'],
      payments: [{ externalId: 'Z1', paidOn: '2026-01-05', amount: '10.00' }],
    }),
  },
  creditNotes: { G1: document('G1', { invoiceExternalIds: ['R1'], reason: 'returned' }) },
};

/** Batches, each with what comes in all streams. */
async function deliver(batches: readonly Records[]): Promise<void> {
  const streams = Object.keys(kinds).map((stream) => [
    stream,
    batches.map((batch) => ({
      upserts: Object.entries(batch[stream] ?? {}).map(([externalId, record]) => ({ externalId, record })),
    })),
  ]);
  await writeFile(file, JSON.stringify(Object.fromEntries(streams)));
}

function changesOf({ samples }: DryRunResult, stream: string): Record<string, unknown[]> {
  const changes = samples.find((sample) => sample.stream === stream)?.changes ?? [];
  return Object.fromEntries(changes.map(({ field, before, after }) => [field, [before, after]]));
}

describe('the samples of a dry run', () => {
  it('show new records in the fields they were delivered in', async () => {
    const result = await host.dryRun(installation.context, key);
    expect(result.samples.map(({ stream, outcome }) => [stream, outcome])).toEqual([
      ['customers', 'CREATED'],
      ['customers', 'CREATED'],
      ...Object.keys(kinds)
        .slice(1)
        .map((stream) => [stream, 'CREATED']),
    ]);
    expect(changesOf(result, 'products')).toEqual({
      productNumber: [null, 'P1'],
      name: [null, 'Bolt'],
      unitCode: [null, 'C62'],
      listPrice: [null, '5.60'],
      currency: [null, 'EUR'],
      active: [null, true],
    });
    expect(changesOf(result, 'interactions')['happenedAt']).toEqual([null, '2026-01-02T09:00:00.000Z']);
    expect(changesOf(result, 'availability')).toMatchObject({
      productExternalId: [null, 'P1'],
      onHand: [null, '7.0'],
    });
    expect(changesOf(result, 'orders')['quoteExternalId']).toEqual([null, 'Q1']);
    expect(changesOf(result, 'creditNotes')['invoiceExternalIds']).toEqual([null, ['R1']]);
    const stored = { allowanceCharges: [], unitCode: 'C62' };
    expect(changesOf(result, 'invoices')).toEqual({
      customerExternalId: [null, 'C1'],
      number: [null, 'R1'],
      issueDate: [null, '2026-01-02'],
      currency: [null, 'EUR'],
      status: [null, 'ISSUED'],
      lines: [null, [line('1', stored), line('2', stored)]],
      totals: [null, { lineNetAmount: '112.00', payableAmount: '133.28' }],
      orderExternalIds: [null, ['O1']],
      openAmount: [null, '123.28'],
      dunningLevel: [null, 0],
      payments: [null, [{ externalId: 'Z1', paidOn: '2026-01-05', amount: '10.00' }]],
    });
  });

  it('show of a changed record the fields that changed, other records by their external ids', async () => {
    await host.sync(installation.context, key);
    const products = { P1: { ...upstream['products']?.['P1'], listPrice: '5.64' } };
    const contacts = { K1: { customerExternalId: 'C2', name: 'Ida' } };
    const quotes = {
      Q1: document('Q1', {
        lines: [line('1'), line('2', { quantity: '11.0' })],
        totals: { lineNetAmount: '112.00', payableAmount: '140.00' },
      }),
    };
    await deliver([{}, { contacts, products, quotes }]);
    const result = await host.dryRun(installation.context, key);
    expect(changesOf(result, 'products')).toEqual({ listPrice: ['5.60', '5.64'] });
    expect(changesOf(result, 'contacts')).toEqual({ customerExternalId: ['C1', 'C2'] });
    const stored = { allowanceCharges: [], unitCode: 'C62' };
    expect(changesOf(result, 'quotes')).toEqual({
      lines: [[line('2', stored)], [line('2', { ...stored, quantity: '11.0' })]],
      totals: [
        { lineNetAmount: '112.00', payableAmount: '133.28' },
        { lineNetAmount: '112.00', payableAmount: '140.00' },
      ],
    });
  });
});
