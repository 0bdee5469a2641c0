import { definePlugin } from '../kit/index.ts';
import { connect } from './connect.ts';
import { toCreditNote, toInvoice, toOrder, toQuote } from './map-documents.ts';
import { toAvailability, toContact, toCustomer, toInteraction, toProduct } from './map-master-data.ts';
import { options } from './options.ts';
import { tableStream } from './stream.ts';

export default definePlugin({
  id: 'erp-demo',
  name: 'Demo ERP',
  version: '1.0.0',
  requires: '^1.0.0',
  description:
    'The ERP of the fictitious Hansa Maschinenbau AG: three years of business, and more every few seconds.',
  options,
  async check(context) {
    try {
      const info = await (await connect(context)).info();
      return { problems: [], upstream: `${info.firma}, ERP ${info.version}` };
    } catch (error) {
      const { url } = context.options;
      const reason = error instanceof Error ? error.message : String(error);
      const fix = url
        ? 'Start the demo ERP at this URL, or leave the option out to have the plugin start one.'
        : 'See that the folder of the integration can be written to.';
      const message = `The demo ERP does not answer: ${reason}`;
      return { problems: [{ severity: 'ERROR', message, fix, ...(url ? { option: 'url' } : {}) }] };
    }
  },
  streams: {
    customers: tableStream('kunden', {
      record: 'customer',
      description: 'Customers: organizations and a few persons.',
      id: (row) => row.nr,
      map: toCustomer,
    }),
    contacts: tableStream('ansprechpartner', {
      record: 'contact',
      description: 'One to four people at each organization.',
      id: (row) => row.id,
      map: toContact,
    }),
    products: tableStream('artikel', {
      record: 'product',
      description: 'Machines, spare parts, consumables and services.',
      id: (row) => row.nr,
      map: toProduct,
    }),
    availability: tableStream('bestand', {
      record: 'availability',
      description: 'Stock and expected deliveries.',
      id: (row) => row.artikel,
      map: toAvailability,
    }),
    quotes: tableStream('angebote', {
      record: 'quote',
      description: 'Quotes, with what became of them.',
      id: (row) => row.nr,
      map: toQuote,
    }),
    orders: tableStream('auftraege', {
      record: 'order',
      description: 'Orders with promised and shipped dates per line.',
      id: (row) => row.nr,
      map: toOrder,
    }),
    invoices: tableStream('rechnungen', {
      record: 'invoice',
      description: 'Invoices with their payments, open amount and dunning level.',
      id: (row) => row.nr,
      map: toInvoice,
    }),
    creditNotes: tableStream('gutschriften', {
      record: 'creditNote',
      description: 'Credit notes, each correcting an invoice.',
      id: (row) => row.nr,
      map: toCreditNote,
    }),
    interactions: tableStream('aktivitaeten', {
      record: 'interaction',
      description: 'Calls, letters, visits, notes and tasks of the sales office.',
      id: (row) => row.id,
      map: toInteraction,
    }),
  },
});
