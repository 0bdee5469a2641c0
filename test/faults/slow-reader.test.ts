import { on, once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { WebSocket } from 'ws';
import { readEventCursor } from '../../src/events/log.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { type Access, accessTo } from './support/api.ts';
import { follow, type Seen } from './support/subscriber.ts';
import { announce } from '../events/support/writers.ts';

const EVENTS = 200_000;
/** Fills what the tail keeps of the newest events. */
const WARM_UP = 20_000;
const BATCH = 1_000;
const ALLOWED_MEGABYTES = 30;

let db: TestDatabase;
let folder: string;
let memoryFile: string;
let server: ServerProcess;
let access: Access;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'kontor-slow-reader-'));
  memoryFile = path.join(folder, 'memory');
  const probe = path.join(import.meta.dirname, 'support/memory-probe.mjs');
  server = await ServerProcess.create({
    DATABASE_URL: db.url,
    KONTOR_DATA_DIR: folder,
    NODE_OPTIONS: `--expose-gc --import ${pathToFileURL(probe).href}`,
    KONTOR_TEST_MEMORY_FILE: memoryFile,
  });
  await server.start();
  access = await accessTo(server, db);
});

afterAll(async () => {
  await server.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
  await db.drop();
});

/** Announces as many events, and answers what somebody who reads all of them has seen, and what the server holds after that. */
async function pass(events: number, last: string): Promise<{ seen: Seen[]; megabytes: number }> {
  const following = follow(access, { after: await readEventCursor(db), last, eventAlone: true });
  for (let written = 0; written < events; written += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, place) => ({
      data: { customerNumber: written + place + 1 === events ? last : 'C', changed: ['name', 'tags'] },
    }));
    await announce(db, ...batch);
  }
  return { seen: await following, megabytes: await heldMegabytes() };
}

/** A client that has subscribed and, from its first event on, does not read. */
async function stoppedReader(): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${access.key}` } }),
  );
  await once(socket, 'message');
  const payload = { query: 'subscription { events { cursor id type data subject { id } } }' };
  socket.send(JSON.stringify({ id: 'slow', type: 'subscribe', payload }));
  await Promise.all([once(socket, 'message'), announce(db, { data: { customerNumber: 'first' } })]);
  socket.pause();
  return socket;
}

/** What the server holds when its garbage is gone: resident memory says more about V8 than about us. */
async function heldMegabytes(): Promise<number> {
  const watcher = watch(folder);
  try {
    process.kill(server.pid, 'SIGUSR2');
    for await (const [, file] of on(watcher, 'change')) if (file === path.basename(memoryFile)) break;
  } finally {
    watcher.close();
  }
  return Math.round(Number(await readFile(memoryFile, 'utf8')) / 2 ** 20);
}

it('a subscriber that stops reading while 200,000 events pass costs no memory, and others notice nothing', async () => {
  const before = await pass(WARM_UP, 'warm');
  const slow = await stoppedReader();
  const { seen, megabytes } = await pass(EVENTS, 'done');
  slow.terminate();
  console.log(
    `${EVENTS} events beside a reader that stopped: ${before.megabytes} MB before, ${megabytes} MB after`,
  );

  expect(seen).toHaveLength(EVENTS);
  const first = seen[0]?.position ?? 0;
  expect(seen.every(({ position }, place) => position === first + place)).toBe(true);
  expect(megabytes - before.megabytes).toBeLessThan(ALLOWED_MEGABYTES);
}, 180_000);
