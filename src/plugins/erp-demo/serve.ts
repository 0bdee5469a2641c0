import { parseArgs } from 'node:util';
import { options } from './options.ts';
import { createUpstreamServer, listen } from './upstream/server.ts';
import { Upstream } from './upstream/upstream.ts';

/**
 * Runs the demo ERP on its own, for an integration whose option `url` points here:
 * `node serve.js --port 4900 --folder ./erp --changes-per-minute 20`.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4900' },
    folder: { type: 'string', default: '.' },
    seed: { type: 'string' },
    customers: { type: 'string' },
    orders: { type: 'string' },
    'changes-per-minute': { type: 'string' },
  },
});

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const settings = options.parse({
  seed: number(values.seed),
  customers: number(values.customers),
  orders: number(values.orders),
  changesPerMinute: number(values['changes-per-minute']),
});
const server = createUpstreamServer(new Upstream({ ...settings, folder: values.folder }));
const url = await listen(server, Number(values.port));
process.stdout.write(`Hansa Maschinenbau AG answers at ${url}/api/v1\n`);
