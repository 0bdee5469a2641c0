// npm run bench -- writes [--clients 1,8,32] [--rates 100,500] [--rounds 5] [--seconds 3] [--customers 1000]
import { connectDatabase } from '../src/app/database/connect.ts';
import { systemViewer } from '../src/services/access/system-viewer.ts';
import { requestContext } from '../src/services/context.ts';
import { recordInteraction } from '../src/services/interactions/write-interaction.ts';
import type { Database } from '../src/shared/database.ts';
import { encodeId } from '../src/shared/ids.ts';
import { benchDatabase } from './database.ts';
import { numberFlags } from './flags.ts';
import { machine } from './machine.ts';
import { medianOf } from './median.ts';
import { type Peer, startKontorPeer } from './peers.ts';
import { round } from './percentile.ts';
import { seedId } from './seed.ts';
import { type Arrivals, commitToSubscriber, type Delay, follow } from './writes/delay.ts';
import { bareRate, mutationRate, note, type Rate } from './writes/rate.ts';
import { recordTransaction, Replay } from './writes/statements.ts';

const WRITERS = 8;
const settings = numberFlags({
  clients: [1, 8, 32],
  rates: [100, 500],
  rounds: 5,
  seconds: 3,
  customers: 1_000,
});
const say = (line: string): void => console.error(line);

const startedOn = machine();
say(`Seeding ${settings.customers} customers …`);
const size = { customers: settings.customers, interactions: 0, orders: 0, linesPerDocument: 0 };
const database = await benchDatabase(size);
const db = await connectDatabase(database.url, WRITERS);
try {
  const { replay, eventId, statements } = await recordOne(db);
  const kontor = await startKontorPeer(database);
  try {
    const writes = [];
    for (const clients of settings.clients) writes.push(await compareRates(kontor, replay, clients));
    const arrivals = await follow(kontor, database.key);
    const delays = [];
    for (const rate of settings.rates)
      delays.push(await measureDelay(arrivals, { replay, eventId, rate, seconds: settings.seconds }));
    await arrivals.stop();
    const result = {
      benchmark: 'writes',
      date: new Date().toISOString(),
      machine: { ...startedOn, postgres: database.postgresVersion },
      settings,
      statements,
      writes,
      commitToSubscriber: delays,
    };
    console.log(JSON.stringify(result, null, 2));
  } finally {
    await kontor.stop();
  }
} finally {
  await db.close();
  await database.drop();
}

/** The statements of one mutation's transaction, and the id of its event in them. */
async function recordOne(
  recorded: Database,
): Promise<{ replay: Replay; eventId: string; statements: string[] }> {
  const customer = seedId('customer', 1);
  const context = requestContext(recorded, systemViewer('bench'));
  const input = { customerId: encodeId('Customer', customer), ...note };
  const transaction = await recordTransaction(() => recordInteraction(context, input));
  const [event] = await recorded.query<{ id: string }>(
    `select id from event_inbox where type = 'interaction.recorded'`,
  );
  if (!event) throw new Error('The mutation has announced nothing.');
  return {
    replay: new Replay(transaction, customer, settings.customers),
    eventId: event.id,
    statements: transaction.map(({ text }) => text),
  };
}

/** In turn, and who comes first changes from round to round. */
async function compareRates(kontor: Peer, replay: Replay, clients: number) {
  const kinds: Record<'kontor' | 'bareSql', (seconds: number) => Promise<Rate>> = {
    kontor: (seconds) => mutationRate(kontor, settings.customers, { clients, seconds }),
    bareSql: (seconds) => bareRate(database.url, replay, { clients, seconds }),
  };
  const rounds: Record<keyof typeof kinds, Rate[]> = { kontor: [], bareSql: [] };
  await kinds.kontor(Math.min(settings.seconds, 2));
  for (let turn = 0; turn < settings.rounds; turn += 1) {
    const order = (['kontor', 'bareSql'] as const).toSorted(() => (turn % 2 === 0 ? -1 : 1));
    for (const kind of order) rounds[kind].push(await kinds[kind](settings.seconds));
  }
  const [ours, bare] = [medianOf(rounds.kontor), medianOf(rounds.bareSql)];
  say(`${clients} clients: ${ours.writesPerSecond} mutations/s, ${bare.writesPerSecond} bare transactions/s`);
  const share = round(ours.writesPerSecond / bare.writesPerSecond, 3);
  return {
    clients,
    share,
    kontor: { ...ours, rounds: rounds.kontor },
    bareSql: { ...bare, rounds: rounds.bareSql },
  };
}

async function measureDelay(
  arrivals: Arrivals,
  load: { replay: Replay; eventId: string; rate: number; seconds: number },
) {
  const rounds: Delay[] = [];
  await commitToSubscriber(db, arrivals, { ...load, seconds: 1 });
  for (let turn = 0; turn < settings.rounds; turn += 1)
    rounds.push(await commitToSubscriber(db, arrivals, load));
  const figures = medianOf(rounds);
  say(`${load.rate} events/s: median ${figures.p50Milliseconds} ms, p99 ${figures.p99Milliseconds} ms`);
  return { eventsPerSecond: load.rate, ...figures, rounds };
}
