// A process that uses the embedded PostgreSQL of the data dir it is given, for tests that kill it.
// It writes one JSON line when it is up, then obeys lines on its standard input.
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../../src/app/database/embedded-postgres.ts';

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: embedded-process <data dir>');

const embedded = await startEmbeddedPostgres({ dataDir, log: (line) => console.error(line) });
console.log(JSON.stringify({ url: embedded.url, adopted: embedded.adopted }));

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'stop') {
    await embedded.stop();
    process.exit(0);
  }
  if (line === 'exit without stopping') process.exit(3);
  if (line === 'throw') throw new Error('uncaught');
}
