// npm run bench -- tickets [--clients 8] [--rounds 5] [--seconds 5] [--customers 1000]
import { connectDatabase } from '../src/app/database/connect.ts';
import { benchDatabase } from './database.ts';
import { numberFlags } from './flags.ts';
import { machine } from './machine.ts';
import { medianOf } from './median.ts';
import { startKontorPeer } from './peers.ts';
import { Helpdesk } from './tickets/helpdesk.ts';
import { followTickets } from './tickets/follower.ts';
import { reconcile } from './tickets/reconcile.ts';

const settings = numberFlags({ clients: 8, rounds: 5, seconds: 5, customers: 1_000 });
const note = (line: string): void => console.error(line);

const startedOn = machine();
note(`Seeding ${settings.customers} customers …`);
const size = { customers: settings.customers, interactions: 0, orders: 0, linesPerDocument: 0 };
const database = await benchDatabase(size);
const db = await connectDatabase(database.url, 2);
try {
  const kontor = await startKontorPeer(database);
  try {
    const follower = await followTickets(kontor.port, database.key);
    const helpdesk = new Helpdesk(kontor, settings);
    note('Warming up …');
    await helpdesk.work(Math.min(settings.seconds, 2));
    const rounds = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      const figures = await helpdesk.work(settings.seconds);
      rounds.push(figures);
      note(
        `round ${round}  ${figures.ticketsPerSecond} tickets/s and ${figures.messagesPerSecond} messages/s`,
      );
    }
    note('Comparing what was acknowledged with tables, log and subscription …');
    const reconciliation = await reconcile(db, helpdesk.acknowledged, follower);
    console.log(
      JSON.stringify(
        {
          benchmark: 'tickets',
          date: new Date().toISOString(),
          machine: { ...startedOn, postgres: database.postgresVersion },
          settings,
          ...medianOf(rounds),
          reconciliation,
          rounds,
        },
        null,
        2,
      ),
    );
    if (!reconciliation.isComplete) process.exitCode = 1;
  } finally {
    await kontor.stop();
  }
} finally {
  await db.close();
  await database.drop();
}
