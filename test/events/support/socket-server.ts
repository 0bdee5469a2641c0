import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionResult } from 'graphql';
import { type Client, type CloseCode, createClient } from 'graphql-ws';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { createExecutor } from '../../../src/app/executor/executor.ts';
import { createGate } from '../../../src/app/gate/gate.ts';
import { buildKontorSchema } from '../../../src/app/schema/build-schema.ts';
import { SocketLimit } from '../../../src/app/subscriptions/limits.ts';
import { attachWebSocket, type WebSocketOptions } from '../../../src/app/websocket.ts';
import type { PluginHost } from '../../../src/plugins/host/plugin-host.ts';
import { createApiKey, type CreateApiKeyInput } from '../../../src/services/access/api-keys.ts';
import { authenticate } from '../../../src/services/access/authenticate.ts';
import { requestContext } from '../../../src/services/context.ts';
import { asSystem } from '../../support/viewers.ts';
import type { Platform } from './followers.ts';

export interface SocketServer {
  readonly url: string;
  /** How many contexts were made: one to subscribe, one for each event that is executed. */
  readonly contexts: number;
  key(input?: Partial<CreateApiKeyInput>): Promise<{ id: string; key: string }>;
  stop(): Promise<void>;
}

interface SocketServerOptions extends Partial<
  Pick<WebSocketOptions, 'keepAlive' | 'maxSubscriptionsPerSocket' | 'maxBufferedBytes'>
> {
  readonly port?: number;
  readonly maxSockets?: number;
}

/** The WebSocket transport alone, on a socket of its own; no plugins. */
export async function socketServer(
  platform: Platform,
  options: SocketServerOptions = {},
): Promise<SocketServer> {
  const schema = await buildKontorSchema();
  const logger = pino({ level: process.env['KONTOR_TEST_LOG'] ?? 'silent' });
  const limits = { maxDepth: 12, maxQueryBytes: 20_000 };
  const server = createServer();
  let contexts = 0;
  const sockets = attachWebSocket({
    server,
    path: '/graphql',
    schema,
    gate: createGate({ schema, limits, introspection: true, logger }),
    executor: createExecutor(schema),
    authenticate: (authorization) => authenticate(platform.db, authorization),
    contextFor: (viewer, requestId) => {
      contexts += 1;
      const host = {} as PluginHost;
      return { ...requestContext(platform.db, viewer), requestId, feed: platform.feed, host };
    },
    logger,
    keepAlive: 12_000,
    maxSubscriptionsPerSocket: 100,
    maxBufferedBytes: 1_048_576,
    socketLimit: new SocketLimit(options.maxSockets ?? 100),
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    get contexts() {
      return contexts;
    },
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async key(input = {}) {
      const created = await createApiKey(asSystem(platform.db), { name: 'test', scopes: ['all'], ...input });
      return { id: created.id, key: created.key ?? '' };
    },
    async stop() {
      await sockets.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface SocketClient extends Client {
  /** Settles when the socket closes, with its code and reason. */
  readonly closed: Promise<{ code: CloseCode | number; reason: string }>;
}

export function connect(url: string, authorization: string | undefined, retryAttempts = 0): SocketClient {
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: authorization === undefined ? undefined : { authorization },
    retryAttempts,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
    // By default it gives up when the server is not there at all for a moment.
    shouldRetry: () => true,
    lazy: true,
    on: { closed: (event) => closed.resolve(event as { code: number; reason: string }) },
  });
  return Object.assign(client, { closed: closed.promise });
}

/** The results of a subscription; the iterator fails with what the server says in an error message. */
export function subscribe<Data = Record<string, unknown>>(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): AsyncIterableIterator<ExecutionResult<Data>> {
  return client.iterate({ query, variables }) as AsyncIterableIterator<ExecutionResult<Data>>;
}
