// npm run bench -- call-card [--rate 50] [--seconds 20] [--customers 1000]
import { createClient } from 'graphql-ws';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { connectDatabase } from '../src/app/database/connect.ts';
import { createApiKey } from '../src/services/access/api-keys.ts';
import { systemViewer } from '../src/services/access/system-viewer.ts';
import { requestContext } from '../src/services/context.ts';
import { openTicket } from '../src/services/tickets/open-ticket.ts';
import type { Database } from '../src/shared/database.ts';
import { encodeId } from '../src/shared/ids.ts';
import { Cards, type Incoming } from './call-card/cards.ts';
import { benchDatabase } from './database.ts';
import { numberFlags } from './flags.ts';
import { machine } from './machine.ts';
import { type Peer, startKontorPeer } from './peers.ts';
import { percentile } from './percentile.ts';
import { benchSize, seedId } from './seed.ts';

const AGENTS = 10;
const SECRET = 'the-secret-in-the-address';
const settings = numberFlags({ rate: 50, seconds: 20, customers: 1_000 });
const note = (line: string): void => console.error(line);
// The card of the golden SQL: what is measured is what is reviewed there.
const golden = readFileSync(path.join(import.meta.dirname, '../test/golden/call-card.graphql'), 'utf8');
const card = `subscription ($after: String) {
  incomingCall(after: $after) { cursor call { direction status ...CallCard } }
}
${golden.slice(golden.indexOf('fragment '))}`;

const startedOn = machine();
note(`Seeding ${settings.customers} customers …`);
const database = await benchDatabase({ ...benchSize, customers: settings.customers });
const db = await connectDatabase(database.url, 4);
try {
  await openTickets(db);
  const kontor = await startKontorPeer(database);
  try {
    await addTelephony(kontor);
    const cards = new Cards();
    const clients = await Promise.all(
      Array.from({ length: AGENTS }, (_, at) => sitDown(kontor, at + 1, cards)),
    );
    note(`Calling, ${settings.rate} times a second …`);
    await callInTurn(kontor, cards, Math.min(settings.seconds, 5), 'warm-up');
    cards.forget();
    const cpuBefore = await kontor.cpuSeconds();
    const acknowledged = await callInTurn(kontor, cards, settings.seconds, 'call');
    const cpuSeconds = (await kontor.cpuSeconds()) - cpuBefore;
    for (const client of clients) await client.dispose();
    const calls = settings.rate * settings.seconds;
    const result = {
      benchmark: 'call-card',
      date: new Date().toISOString(),
      machine: { ...startedOn, postgres: database.postgresVersion },
      settings,
      calls,
      cards: cards.received,
      cardsWithoutCaller: cards.withoutCaller,
      bytesPerCard: Math.round(cards.bytes / cards.received),
      requestToCard: percentiles(cards.milliseconds),
      requestToAcknowledgement: percentiles(acknowledged),
      cpuSecondsPer1000Calls: Math.round((cpuSeconds / calls) * 1_000 * 100) / 100,
    };
    console.log(JSON.stringify(result, null, 2));
    if (cards.received !== calls || cards.withoutCaller > 0) process.exitCode = 1;
  } finally {
    await kontor.stop();
  }
} finally {
  await db.close();
  await database.drop();
}

/** Open loop: the next call does not wait for the one before. A second later the caller hangs up. */
async function callInTurn(kontor: Peer, cards: Cards, seconds: number, prefix: string): Promise<number[]> {
  const acknowledged: number[] = [];
  const under: Promise<void>[] = [];
  const start = performance.now();
  for (let turn = 0; turn < settings.rate * seconds; turn += 1) {
    const due = start + (turn * 1_000) / settings.rate;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    under.push(call(kontor, cards, `${prefix}-${turn}`, turn, acknowledged));
  }
  await Promise.all(under);
  await cards.all();
  return acknowledged;
}

async function call(
  kontor: Peer,
  cards: Cards,
  callId: string,
  turn: number,
  acknowledged: number[],
): Promise<void> {
  // Archived customers (the seed has some) call like everybody else.
  const from = String(49_301_000_000 + 1 + ((turn * 37) % settings.customers));
  const fields = { callId, direction: 'in', from, to: '494055550' };
  const sent = performance.now();
  cards.posted(callId);
  await post(kontor, { event: 'newCall', ...fields, user: [String(101 + (turn % AGENTS))] });
  acknowledged.push(performance.now() - sent);
  await pause(1_000);
  await post(kontor, { event: 'hangup', ...fields, cause: 'cancel' });
}

async function post(kontor: Peer, fields: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${kontor.port}/ingress/pbx/${SECRET}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  if (response.status !== 200)
    throw new Error(`The ingress answers ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

async function addTelephony(kontor: Peer): Promise<void> {
  const input = {
    name: 'pbx',
    plugin: 'telephony-generic',
    options: {
      urlSecret: SECRET,
      numberFormat: 'E164_NO_PLUS',
      defaultCountry: 'DE',
      ownNumbers: ['+494055550'],
    },
  };
  const response = await fetch(`http://127.0.0.1:${kontor.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${database.key}` },
    body: JSON.stringify({
      query: `mutation ($input: AddIntegrationInput!) { addIntegration(input: $input) { userErrors { message } } }`,
      variables: { input },
    }),
  });
  const { data } = (await response.json()) as { data: { addIntegration: { userErrors: unknown[] } } };
  if (data.addIntegration.userErrors.length > 0)
    throw new Error(JSON.stringify(data.addIntegration.userErrors));
}

/** An agent's application: a key of the agent's own, a socket, the whole card. */
async function sitDown(kontor: Peer, agent: number, cards: Cards) {
  const created = await createApiKey(requestContext(db, systemViewer('bench')), {
    name: `agent ${agent}`,
    scopes: ['all'],
    agentId: encodeId('Agent', seedId('agent', agent)),
  });
  const connected = Promise.withResolvers<void>();
  const client = createClient({
    url: `ws://127.0.0.1:${kontor.port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${created.key}` },
    lazy: false,
    on: { connected: () => connected.resolve() },
  });
  client.subscribe<{ incomingCall: Incoming }>(
    { query: card },
    {
      next: ({ data, errors }) => {
        if (!data) throw new Error(JSON.stringify(errors));
        cards.take(data.incomingCall);
      },
      error: (error) => {
        throw error instanceof Error ? error : new Error(JSON.stringify(error));
      },
      complete: () => undefined,
    },
  );
  await connected.promise;
  return client;
}

async function openTickets(database_: Database): Promise<void> {
  const context = requestContext(database_, systemViewer('bench'));
  for (let number = 1; number <= settings.customers; number += 1) {
    const customerId = encodeId('Customer', seedId('customer', number));
    await openTicket(context, { customerId, type: 'SERVICE_REQUEST', subject: `Spindle ${number} runs hot` });
  }
  await database_.query('analyze');
}

function percentiles(times: readonly number[]) {
  return { p50Milliseconds: percentile(times, 0.5), p99Milliseconds: percentile(times, 0.99) };
}
