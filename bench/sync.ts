// npm run bench -- sync [--invoices 100000] [--customers 1000] [--rounds 5]
import { setTimeout as delay } from 'node:timers/promises';
import { connectDatabase } from '../src/app/database/connect.ts';
import { benchDatabase } from './database.ts';
import { numberFlags } from './flags.ts';
import { machine } from './machine.ts';
import { medianOf } from './median.ts';
import { type Peer, startKontorPeer } from './peers.ts';
import { round } from './percentile.ts';
import { latencyDuring } from './sync/api-latency.ts';
import { copyAgain } from './sync/copy.ts';
import { addIntegration, plugin, syncStream } from './sync/first-sync.ts';

/** How long the API is asked before the sync begins, to compare with. */
const QUIET_MS = 3_000;
const MEGABYTE = 2 ** 20;

const settings = numberFlags({ invoices: 100_000, customers: 1_000, rounds: 5 });
const note = (line: string): void => console.error(line);

const startedOn = machine();
const rounds = [];
let postgres = '';
for (let turn = 1; turn <= settings.rounds; turn += 1) {
  const { quiet, during, memory, rows, ...figures } = await runRound();
  rounds.push({ quiet, during, memory, rows, ...figures });
  note(
    `round ${turn}  sync ${figures.syncSeconds} s, COPY ${figures.copySeconds} s, share ${figures.share}; ` +
      `memory ${memory.megabytes.join(' ')} MB; API p99 ${quiet.p99Milliseconds} → ${during.p99Milliseconds} ms`,
  );
}
const figures = medianOf(
  rounds.map(({ share, syncSeconds, copySeconds, invoicesPerSecond, cpuSeconds, quiet, during }) => ({
    share,
    syncSeconds,
    copySeconds,
    invoicesPerSecond,
    cpuSeconds,
    apiQuietP50Milliseconds: quiet.p50Milliseconds,
    apiQuietP99Milliseconds: quiet.p99Milliseconds,
    apiDuringP50Milliseconds: during.p50Milliseconds,
    apiDuringP99Milliseconds: during.p99Milliseconds,
  })),
);
const result = {
  benchmark: 'sync',
  date: new Date().toISOString(),
  machine: { ...startedOn, postgres },
  settings,
  ...figures,
  rounds,
};
console.log(JSON.stringify(result, null, 2));

/** A first sync into a database of its own, then the same rows by `COPY`. */
async function runRound() {
  const size = { customers: 0, interactions: 0, orders: 0, linesPerDocument: 0 };
  const database = await benchDatabase(size);
  postgres = database.postgresVersion;
  const db = await connectDatabase(database.url, 2);
  try {
    const kontor = await startKontorPeer(database, { KONTOR_PLUGINS: plugin });
    const { customers, invoices } = settings;
    try {
      await addIntegration(kontor, { customers, invoices });
      await syncStream(kontor, db, 'customers');
      await db.query('analyze');
      const quiet = await latencyDuring(kontor, delay(QUIET_MS));
      const cpuBefore = await kontor.cpuSeconds();
      const sync = syncStream(kontor, db, 'invoices');
      const [during, memory] = await Promise.all([latencyDuring(kontor, sync), memoryDuring(kontor, sync)]);
      const syncSeconds = await sync;
      const cpuSeconds = (await kontor.cpuSeconds()) - cpuBefore;
      await kontor.stop();
      const { seconds: copySeconds, rows } = await copyAgain(database.url);
      if (rows['commercial_document'] !== invoices) throw new Error(`Stored were ${JSON.stringify(rows)}`);
      return {
        share: round(copySeconds / syncSeconds, 3),
        syncSeconds: round(syncSeconds, 2),
        copySeconds: round(copySeconds, 2),
        invoicesPerSecond: round(invoices / syncSeconds, 0),
        cpuSeconds: round(cpuSeconds, 1),
        quiet,
        during,
        memory,
        rows,
      };
    } finally {
      await kontor.stop();
    }
  } finally {
    await db.close();
    await database.drop();
  }
}

/** Resident memory of the host's process, once a second: its course is to be flat. */
async function memoryDuring(kontor: Peer, work: Promise<unknown>): Promise<{ megabytes: number[] }> {
  const megabytes: number[] = [];
  const over = new AbortController();
  const end = (): void => over.abort();
  work.then(end, end);
  while (!over.signal.aborted) {
    megabytes.push(Math.round((await kontor.residentBytes()) / MEGABYTE));
    await delay(1_000);
  }
  return { megabytes };
}
