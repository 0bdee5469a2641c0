// npm run bench -- search [--articles 20000] [--tickets 100000] [--rounds 3]
import { connectDatabase } from '../src/app/database/connect.ts';
import { converse } from './client.ts';
import { benchDatabase } from './database.ts';
import { numberFlags } from './flags.ts';
import { machine } from './machine.ts';
import { medianOf } from './median.ts';
import { type Peer, startKontorPeer } from './peers.ts';
import { percentile } from './percentile.ts';
import { type SearchCase, searchCases } from './search/requests.ts';
import { seedSearch } from './search/seed.ts';

const CUSTOMERS = 1_000;
const PRODUCTS = 200;

const settings = numberFlags({ articles: 20_000, tickets: 100_000, rounds: 3 });
const note = (line: string): void => console.error(line);

const startedOn = machine();
note(`Seeding ${settings.articles} articles and ${settings.tickets} tickets; that takes some minutes …`);
const database = await benchDatabase({
  customers: CUSTOMERS,
  interactions: 0,
  orders: 0,
  linesPerDocument: 0,
});
try {
  await fill();
  const kontor = await startKontorPeer(database);
  try {
    const cases = [];
    for (const each of searchCases(PRODUCTS)) {
      await measure(kontor, each);
      const rounds = [];
      for (let round = 0; round < settings.rounds; round += 1) rounds.push(await measure(kontor, each));
      const figures = medianOf(rounds);
      note(`${each.name.padEnd(26)} median ${figures.p50Milliseconds} ms, p99 ${figures.p99Milliseconds} ms`);
      cases.push({ name: each.name, description: each.description, ...figures, rounds });
    }
    console.log(
      JSON.stringify(
        {
          benchmark: 'search',
          date: new Date().toISOString(),
          machine: { ...startedOn, postgres: database.postgresVersion },
          settings,
          cases,
        },
        null,
        2,
      ),
    );
  } finally {
    await kontor.stop();
  }
} finally {
  await database.drop();
}

async function fill(): Promise<void> {
  const db = await connectDatabase(database.url, 2);
  try {
    await seedSearch(db, { ...settings, customers: CUSTOMERS, products: PRODUCTS }, note);
  } finally {
    await db.close();
  }
}

/** Latencies of each request of a case, one at a time over one connection: as one person waits. */
async function measure(
  kontor: Peer,
  { name, requests }: SearchCase,
): Promise<{ p50Milliseconds: number; p99Milliseconds: number; hits: number }> {
  const encoded = requests.map((request) => kontor.encode({ ...request, path: '' }));
  const latencies: number[] = [];
  let place = 0;
  let sentAt = 0;
  let found = 0;
  await converse(
    kontor.port,
    {
      next: () => {
        sentAt = performance.now();
        return encoded[place++] ?? null;
      },
      answered: (body) => {
        latencies.push(performance.now() - sentAt);
        const answer = body?.toString() ?? '';
        if (answer.includes('"errors"')) throw new Error(`${name}: ${answer}`);
        if (answer.includes('"score"')) found += 1;
      },
    },
    true,
  );
  return {
    p50Milliseconds: percentile(latencies, 0.5, 1),
    p99Milliseconds: percentile(latencies, 0.99, 1),
    hits: found,
  };
}
