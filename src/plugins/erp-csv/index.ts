import { definePlugin, defineStream, type RecordKind, type Stream } from '../kit/index.ts';
import { checkFiles } from './check.ts';
import { listStream } from './list.ts';
import type { StreamName, streamRecords } from './mapping-schema.ts';
import { options, type Options } from './options.ts';
import { type CsvCursor, pullStream } from './pull.ts';

function csvStream<K extends RecordKind>(
  stream: StreamName & { [N in StreamName]: (typeof streamRecords)[N] extends K ? N : never }[StreamName],
  record: K,
): Stream<K, Options, CsvCursor> {
  return defineStream<K, Options, CsvCursor>({
    record,
    description: `What the mapping file says under "streams.${stream}"; nothing where it says nothing.`,
    pull: (context, cursor) => pullStream<K>(context, stream, cursor),
    list: (context) => listStream(context, stream),
    // Whenever a file has changed.
    listEverySeconds: 0,
  });
}

export default definePlugin({
  id: 'erp-csv',
  name: 'CSV files',
  version: '1.0.0',
  requires: '^1.0.0',
  description: 'A folder of CSV files, with a mapping file that says which column is what.',
  options,
  check: checkFiles,
  streams: {
    customers: csvStream('customers', 'customer'),
    contacts: csvStream('contacts', 'contact'),
    products: csvStream('products', 'product'),
    availability: csvStream('availability', 'availability'),
    quotes: csvStream('quotes', 'quote'),
    orders: csvStream('orders', 'order'),
    invoices: csvStream('invoices', 'invoice'),
    creditNotes: csvStream('creditNotes', 'creditNote'),
    interactions: csvStream('interactions', 'interaction'),
  },
});
