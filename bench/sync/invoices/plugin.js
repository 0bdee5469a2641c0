// An upstream that costs as little as possible: it makes its records up.
import { definePlugin, defineStream, z } from '@kontor/plugin-kit';

const BATCH = 500;

const options = z.strictObject({
  customers: z.int().positive().describe('How many customers the upstream has.'),
  invoices: z.int().positive().describe('How many invoices of three lines each.'),
});

export default definePlugin({
  id: 'bench-invoices',
  name: 'Invoices of the bench',
  version: '1.0.0',
  requires: '^1.0.0',
  description: 'As many customers and invoices as the options say.',
  options,
  check: () => ({ problems: [], upstream: 'None' }),
  streams: {
    customers: defineStream({
      record: 'customer',
      description: 'Customers.',
      pull: ({ options: { customers } }, cursor) => batches(customers, cursor, customer),
    }),
    invoices: defineStream({
      record: 'invoice',
      description: 'Invoices of three lines.',
      pull: ({ options: { customers, invoices } }, cursor) =>
        batches(invoices, cursor, (number) => invoice(number, customers)),
    }),
  },
});

async function* batches(count, cursor, record) {
  for (let from = cursor?.from ?? 0; from < count; from += BATCH) {
    const until = Math.min(from + BATCH, count);
    const upserts = Array.from({ length: until - from }, (_, place) => ({
      externalId: String(from + place + 1),
      record: record(from + place + 1),
    }));
    yield { upserts, cursor: { from: until } };
  }
}

function customer(number) {
  return {
    customerNumber: `K-${number}`,
    name: `Customer ${number} GmbH`,
    addresses: [{ kind: 'BILLING', street: `Hafenstraße ${number}`, city: 'Hamburg', country: 'DE' }],
  };
}

function invoice(number, customers) {
  const quantity = 1 + (number % 7);
  const price = (50 + (number % 900)) / 10;
  const lineAmount = (quantity * price).toFixed(2);
  const net = (3 * quantity * price).toFixed(2);
  const tax = (0.19 * Number(net)).toFixed(2);
  const gross = (Number(net) + Number(tax)).toFixed(2);
  return {
    customerExternalId: String(1 + ((number * 37) % customers)),
    number: `RE-${number}`,
    issueDate: `2026-${pad(1 + (number % 12))}-${pad(1 + (number % 28))}`,
    dueDate: `2027-${pad(1 + (number % 12))}-${pad(1 + (number % 28))}`,
    currency: 'EUR',
    lines: Array.from({ length: 3 }, (_, place) => ({
      lineId: String(place + 1),
      name: `Spindle bearing ${(number * 3 + place) % 500}`,
      quantity: String(quantity),
      netPrice: price.toFixed(2),
      netAmount: lineAmount,
      taxCategory: 'S',
      taxRate: '19',
    })),
    taxSubtotals: [{ taxCategory: 'S', taxRate: '19', taxableAmount: net, taxAmount: tax }],
    totals: {
      lineNetAmount: net,
      taxExclusiveAmount: net,
      taxAmount: tax,
      taxInclusiveAmount: gross,
      payableAmount: gross,
    },
  };
}

function pad(value) {
  return String(value).padStart(2, '0');
}
