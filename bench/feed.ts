// npm run bench -- feed [--rounds 5] [--subscribers 5000] [--events 20]
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connectDatabase } from '../src/app/database/connect.ts';
import { eventTypes } from '../src/events/event-types.ts';
import { announceTo, EVENT_DATA, type Publish, publishTo } from './feed/publish.ts';
import { Subscribers, type Subscription } from './feed/subscribers.ts';
import { benchDatabase } from './database.ts';
import { machine } from './machine.ts';
import { medianOf } from './median.ts';
import { type Peer, startFeedPeers } from './peers.ts';

const QUERY = `subscription ($filter: EventFilterInput) {
  events(filter: $filter) { cursor type occurredAt data subject { type id } actor { kind name } }
}`;
const settings = readFlags();
const note = (line: string): void => console.error(line);

interface Target {
  readonly peer: Peer;
  readonly publish: Publish;
  readonly subscriptionOf: ((at: number) => Subscription) | null;
}

interface Figures {
  readonly deliveriesPerSecond: number;
  readonly cpuMicrosecondsPerDelivery: number;
  readonly kilobytesPerIdleSubscriber: number;
}

const startedOn = machine();
const database = await benchDatabase({ customers: 1, interactions: 0, orders: 0, linesPerDocument: 1 });
const db = await connectDatabase(database.url, 2);
let peers: readonly Peer[] = [];
let crowds = 0;
try {
  note('Starting the peers …');
  peers = await startFeedPeers(database);
  const [kontor, raw, graphqlWs] = peers as [Peer, Peer, Peer];
  const types = Object.keys(eventTypes).filter((type) => type !== EVENT_DATA.type);
  const identical = (): Subscription => ({
    query: QUERY,
    variables: { filter: { types: [EVENT_DATA.type] } },
  });
  // Every subscriber wants the event, and something else that nobody else wants: a number in binary, bit by bit.
  const different = (at: number): Subscription => ({
    query: QUERY,
    variables: {
      filter: { types: [EVENT_DATA.type, ...types.filter((_, bit) => Math.floor(at / 2 ** bit) % 2 === 1)] },
    },
  });
  const message = await sampleOf({ peer: kontor, publish: announceTo(db), subscriptionOf: identical });
  const event = (JSON.parse(message) as { payload: { data: { events: object } } }).payload.data.events;
  const toRaw = publishTo(raw, message);
  const toGraphqlWs = publishTo(graphqlWs, JSON.stringify(event));
  const cases: Record<string, Target[]> = {
    identical: [
      { peer: kontor, publish: announceTo(db), subscriptionOf: identical },
      { peer: raw, publish: toRaw, subscriptionOf: null },
      { peer: graphqlWs, publish: toGraphqlWs, subscriptionOf: identical },
    ],
    'different filters': [
      { peer: kontor, publish: announceTo(db), subscriptionOf: different },
      { peer: raw, publish: toRaw, subscriptionOf: null },
      { peer: graphqlWs, publish: toGraphqlWs, subscriptionOf: different },
    ],
  };
  const measured = new Map<Target, Figures[]>();
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const [name, targets] of Object.entries(cases)) {
      // Whoever comes first in one round comes last in the next: a machine that warms up favours nobody.
      for (let turn = 0; turn < targets.length; turn += 1) {
        const target = targets[(turn + round) % targets.length] as Target;
        const figures = await measure(target);
        measured.set(target, [...(measured.get(target) ?? []), figures]);
        note(
          `round ${round + 1}  ${name.padEnd(18)} ${target.peer.name.padEnd(11)} ${figures.deliveriesPerSecond} deliveries/s`,
        );
      }
    }
  }
  const result = {
    benchmark: 'feed',
    date: new Date().toISOString(),
    machine: { ...startedOn, postgres: database.postgresVersion },
    settings: { ...settings, bytesPerMessage: Buffer.byteLength(message) },
    cases: Object.entries(cases).map(([name, targets]) => ({
      name,
      peers: targets.map((target) => ({
        peer: target.peer.name,
        description: target.peer.description,
        ...medianOf(measured.get(target) ?? []),
        rounds: measured.get(target),
      })),
    })),
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await Promise.all(peers.map((peer) => peer.stop()));
  await db.close();
  await database.drop();
}

async function measure(target: Target): Promise<Figures> {
  const { peer, publish } = target;
  const { subscribers: count, events } = settings;
  const before = await peer.residentBytes();
  const crowd = await gather(target, count);
  try {
    const kilobytes = ((await peer.residentBytes()) - before) / count / 1_024;
    await greet(crowd, publish, count);
    const cpuBefore = await peer.cpuSeconds();
    const started = performance.now();
    const received = crowd.receive(events * count, 120_000);
    await Promise.all([publish(events), received]);
    const seconds = (performance.now() - started) / 1_000;
    const cpu = (await peer.cpuSeconds()) - cpuBefore;
    return {
      deliveriesPerSecond: Math.round((events * count) / seconds),
      cpuMicrosecondsPerDelivery: Number(((cpu * 1e6) / (events * count)).toFixed(2)),
      kilobytesPerIdleSubscriber: Number(kilobytes.toFixed(1)),
    };
  } finally {
    crowd.close();
    // The next peer begins when this one has let go of them.
    await delay(500);
  }
}

function gather({ peer, subscriptionOf }: Target, count: number): Promise<Subscribers> {
  crowds += 1;
  return Subscribers.connect({
    port: peer.port,
    localAddress: `127.0.${1 + Math.floor(crowds / 250)}.${1 + (crowds % 250)}`,
    authorization: `Bearer ${database.key}`,
    subscriptions: Array.from({ length: count }, (_, at) => subscriptionOf?.(at) ?? null),
  });
}

/** Subscribing is not acknowledged: it is done when everybody has had an event, and nothing is on its way any more. */
async function greet(crowd: Subscribers, publish: Publish, count: number): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (crowd.reached < count) {
    if (performance.now() > deadline)
      throw new Error(`Only ${crowd.reached} of ${count} subscribers are there.`);
    await publish(1);
    await settled(crowd);
  }
}

async function settled(crowd: Subscribers): Promise<void> {
  let before = -1;
  while (before !== crowd.total) {
    before = crowd.total;
    await delay(400);
  }
}

async function sampleOf(target: Target): Promise<string> {
  const crowd = await gather(target, 1);
  await greet(crowd, target.publish, 1);
  crowd.close();
  return crowd.sample.promise;
}

function readFlags(): Record<'rounds' | 'subscribers' | 'events', number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      subscribers: { type: 'string', default: '5000' },
      events: { type: 'string', default: '20' },
    },
  });
  const number = (flag: keyof typeof values): number => {
    const value = Math.ceil(Number(values[flag]));
    if (!(value > 0)) {
      console.error(`--${flag} must be a number above 0, came ${JSON.stringify(values[flag])}`);
      process.exit(1);
    }
    return value;
  };
  return { rounds: number('rounds'), subscribers: number('subscribers'), events: number('events') };
}
