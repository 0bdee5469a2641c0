// npm run bench -- callers [--calls 10000] [--customers 8000] [--contacts 100000] [--seed 1]
import { connectDatabase } from '../src/app/database/connect.ts';
import { Random } from '../src/plugins/erp-demo/upstream/random.ts';
import { systemViewer } from '../src/services/access/system-viewer.ts';
import { requestContext } from '../src/services/context.ts';
import { recogniseNumber } from '../src/services/telephony/recognise.ts';
import type { Database } from '../src/shared/database.ts';
import { fillAddressBook } from './callers/address-book.ts';
import {
  type CallCase,
  type Company,
  generateCalls,
  generateCompanies,
  shareNumbers,
} from './callers/generate.ts';
import { LastEightDigits } from './callers/last-eight.ts';
import { northwind } from './callers/northwind.ts';
import { type Answer, type Judged, scoreOf } from './callers/score.ts';
import { benchDatabase } from './database.ts';
import { numberFlags } from './flags.ts';
import { machine } from './machine.ts';
import { percentile } from './percentile.ts';

const settings = numberFlags(
  { calls: 10_000, customers: 8_000, contacts: 100_000, seed: 1, print: false },
  { mayBeZero: ['contacts', 'seed'] },
);
const note = (line: string): void => console.error(line);
const empty = { customers: 0, interactions: 0, orders: 0, linesPerDocument: 0 };
const startedOn = machine();

async function onAddressBook<Result>(
  companies: readonly Company[],
  work: (db: Database, ids: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const database = await benchDatabase(empty);
  const db = await connectDatabase(database.url, 4);
  try {
    return await work(db, await fillAddressBook(db, companies));
  } finally {
    await db.close();
    await database.drop();
  }
}

/** Each call is asked about in both ways; where they differ from the truth can be printed. */
async function judge(companies: readonly Company[], calls: readonly CallCase[]) {
  return onAddressBook(companies, async (db, ids) => {
    const places = new Map(ids.map((id, place) => [id, place]));
    const plain = new LastEightDigits();
    for (const [place, { lines, contacts }] of companies.entries()) {
      for (const { raw } of [...lines, ...contacts.flatMap((contact) => contact.lines)])
        plain.add(raw, place);
    }
    const kontor: Judged[] = [];
    for (const call of calls) kontor.push({ ...call, answer: await ask(db, places, call.sent) });
    const lastEight = calls.map((call) => ({ ...call, answer: plain.ask(call.sent) }));
    if (settings.print) printMistakes(calls, kontor, companies);
    return {
      calls: calls.length,
      kontor: scoreOf(kontor),
      lastEightDigits: scoreOf(lastEight),
      byKind: Object.fromEntries(
        [...new Set(calls.map(({ kind }) => kind))].map((kind) => {
          const only = (judged: readonly Judged[]) =>
            scoreOf(judged.filter((_, at) => calls[at]?.kind === kind));
          return [
            kind,
            {
              calls: calls.filter((call) => call.kind === kind).length,
              kontor: only(kontor),
              lastEightDigits: only(lastEight),
            },
          ];
        }),
      ),
    };
  });
}

async function ask(db: Database, places: ReadonlyMap<string, number>, sent: string): Promise<Answer> {
  const context = requestContext(db, systemViewer('bench'));
  const { candidates, caller } = await recogniseNumber(context, { number: sent, country: 'DE' });
  const place = (id: string): number => places.get(id) ?? -1;
  return {
    certain: caller ? place(caller.customerId) : null,
    isLikely: (candidates[0]?.score ?? 0) >= 0.5,
    candidates: [...new Set(candidates.map(({ customerId }) => place(customerId)))],
  };
}

function printMistakes(
  calls: readonly CallCase[],
  judged: readonly Judged[],
  companies: readonly Company[],
): void {
  for (const [at, { customers, answer }] of judged.entries()) {
    const isRight =
      customers.length === 0
        ? answer.candidates.length === 0
        : customers.includes(answer.candidates[0] ?? -1);
    if (isRight) continue;
    const numbersOf = (place: number) =>
      companies[place]?.lines
        .concat(companies[place].contacts.flatMap(({ lines }) => lines))
        .map(({ raw }) => raw);
    note(
      JSON.stringify({
        ...calls[at],
        answer,
        truth: customers.map(numbersOf),
        said: answer.candidates.slice(0, 2).map(numbersOf),
      }),
    );
  }
}

async function lookUpTimes() {
  const random = new Random(settings.seed + 1);
  const companies: Company[] = [];
  let contacts = 0;
  while (contacts < settings.contacts) {
    const more = generateCompanies(random, 1_000);
    companies.push(...more);
    contacts += more.reduce((sum, company) => sum + company.contacts.length, 0);
  }
  note(`Filling an address book of ${companies.length} customers and ${contacts} contacts …`);
  return onAddressBook(companies, async (db) => {
    const calls = generateCalls(random, companies, 6_000);
    const times: number[] = [];
    for (const { sent } of calls) {
      const start = performance.now();
      await recogniseNumber(requestContext(db, systemViewer('bench')), { number: sent, country: 'DE' });
      times.push(performance.now() - start);
    }
    // The first thousand warm up: plans, caches, the compiler.
    const warm = times.slice(1_000);
    const [size] = await db.query<{ entries: number; bytes: number }>(
      `select count(*)::int as entries, pg_total_relation_size('phone_number_entry')::float8 as bytes from phone_number_entry`,
    );
    return {
      customers: companies.length,
      contacts,
      numbers: size?.entries,
      megabytesOfIndex: Math.round((size?.bytes ?? 0) / 2 ** 20),
      lookUps: warm.length,
      p50Milliseconds: percentile(warm, 0.5, 3),
      p99Milliseconds: percentile(warm, 0.99, 3),
    };
  });
}

const random = new Random(settings.seed);
const companies = shareNumbers(random, generateCompanies(random, settings.customers));
note(`Asking about ${settings.calls} calls to ${companies.length} customers …`);
const generated = await judge(companies, generateCalls(random, companies, settings.calls));
const real = northwind(random);
const onNorthwind = real ? await judge(real.companies, real.calls) : 'not on this machine';
const lookUp = settings.contacts > 0 ? await lookUpTimes() : null;
console.log(
  JSON.stringify(
    {
      benchmark: 'callers',
      date: new Date().toISOString(),
      machine: startedOn,
      settings,
      generated,
      northwind: onNorthwind,
      lookUp,
    },
    null,
    2,
  ),
);
