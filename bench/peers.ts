import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchRequest } from './cases.ts';
import type { BenchDatabase } from './database.ts';

export interface Peer {
  readonly name: string;
  readonly description: string;
  readonly port: number;
  /** The bytes of a request, as this peer takes it. */
  encode(request: BenchRequest): Buffer;
  /** CPU seconds that the process has used since it started, all its threads together. */
  cpuSeconds(): Promise<number>;
  residentBytes(): Promise<number>;
  stop(): Promise<void>;
}

interface Kind extends Pick<Peer, 'name' | 'description' | 'encode'> {
  readonly module: string;
  readonly parameters?: string[];
  readonly env?: Record<string, string>;
}

const root = path.join(import.meta.dirname, '..');

/** Every peer in a process of its own, on the same database, each with a pool of ten connections. */
export async function startPeers(database: BenchDatabase): Promise<Peer[]> {
  const kinds: Kind[] = [
    {
      name: 'hand-written-sql',
      description: 'node:http and one SQL statement with json_build_object and json_agg; no authentication',
      module: path.join(import.meta.dirname, 'peers/hand-written-sql.ts'),
      encode: ({ path: target }) => Buffer.from(`GET ${target} HTTP/1.1\r\nHost: bench\r\n\r\n`),
    },
    {
      name: 'apollo-express',
      description:
        'Apollo Server with Express on the same schema and loaders: graphql-js, no gate, no authentication',
      module: path.join(import.meta.dirname, 'peers/apollo-express.ts'),
      encode: ({ query, variables }) => graphqlRequest(query, variables),
    },
  ];
  return startBeside(await startKontorPeer(database), kinds, database.url);
}

async function startBeside(kontor: Peer, kinds: readonly Kind[], databaseUrl: string): Promise<Peer[]> {
  const started = [kontor];
  try {
    for (const kind of kinds) started.push(await startPeer(kind, databaseUrl));
  } catch (error) {
    await Promise.all(started.map((peer) => peer.stop()));
    throw error;
  }
  return started;
}

/** Kontor, a plain broadcast and a plain graphql-ws, in this order. */
export async function startFeedPeers(database: BenchDatabase): Promise<Peer[]> {
  const kinds: Kind[] = [
    {
      name: 'raw-ws',
      description: 'ws alone: the same bytes to every socket; no GraphQL, no authentication',
      module: path.join(import.meta.dirname, 'peers/raw-ws.ts'),
      encode: () => Buffer.alloc(0),
    },
    {
      name: 'graphql-ws',
      description:
        'graphql-ws on ws with the publisher that type-graphql brings, an iterator for each subscriber; no log, no rights',
      module: path.join(import.meta.dirname, 'peers/graphql-ws.ts'),
      encode: () => Buffer.alloc(0),
    },
  ];
  return startBeside(
    await startKontorPeer(database, { KONTOR_MAX_SOCKETS_PER_KEY: '100000' }),
    kinds,
    database.url,
  );
}

/** Kontor alone, as it is started in production. */
export async function startKontorPeer(
  { url, key }: BenchDatabase,
  env: Record<string, string> = {},
): Promise<Peer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-bench-'));
  const kontor = await startPeer(
    {
      name: 'kontor',
      description: '`kontor start`: Fastify, Apollo, authentication, gate, compiled executor',
      module: path.join(root, 'src/cli/main.ts'),
      parameters: ['start'],
      env: { HOST: '127.0.0.1', KONTOR_DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env },
      encode: ({ query, variables }) => graphqlRequest(query, variables, key),
    },
    url,
  );
  const stop = async (): Promise<void> => {
    await kontor.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...kontor, stop };
}

function graphqlRequest(query: string, variables: unknown, key?: string): Buffer {
  const body = JSON.stringify({ query, variables });
  const headers = [
    'POST /graphql HTTP/1.1',
    'Host: bench',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(key ? [`Authorization: Bearer ${key}`] : []),
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`);
}

async function startPeer(
  { module, parameters = [], env = {}, ...kind }: Kind,
  databaseUrl: string,
): Promise<Peer> {
  const port = await freePort();
  const child = fork(module, parameters, {
    cwd: root,
    execArgv: [
      '--import',
      '@swc-node/register/esm-register',
      '--import',
      path.join(import.meta.dirname, 'probe.ts'),
    ],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: '10',
      PORT: String(port),
      ...env,
    },
    // What a peer prints is a note, not the result.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  await untilItAnswers(kind.name, child, port);
  return {
    ...kind,
    port,
    cpuSeconds: async () => (await probe(child, 'cpu')) / 1e6,
    residentBytes: () => probe(child, 'memory'),
    stop: () => end(child),
  };
}

/** Microseconds of CPU time, or bytes of resident memory: see probe.ts. */
async function probe(child: ChildProcess, what: 'cpu' | 'memory'): Promise<number> {
  const answer = Promise.withResolvers<number>();
  const take = (message: [string, number]): void => {
    if (message[0] === what) answer.resolve(message[1]);
  };
  child.on('message', take);
  child.send(what);
  try {
    return await answer.promise;
  } finally {
    child.off('message', take);
  }
}

async function untilItAnswers(name: string, child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`${name} ended with code ${child.exitCode} while it started.`);
    if (Date.now() > deadline) throw new Error(`${name} did not answer within a minute.`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    // Only Kontor has this path; from the others any answer will do.
    if (answer && answer.status !== 503) return;
    await delay(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(kill);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
