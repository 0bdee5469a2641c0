import type { Server as HttpServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GraphQLContext } from '../resolvers/context.ts';
import { CredentialError } from '../services/access/credential-error.ts';
import type { Viewer } from '../services/access/viewer.ts';
import type { Executor } from './executor/executor.ts';
import type { Gate } from './gate/gate.ts';
import { createOperations } from './websocket/operations.ts';
import { Connection } from './websocket/connection.ts';

export interface WebSocketOptions {
  readonly server: HttpServer;
  /** Only upgrades of this path are taken. */
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly gate: Gate;
  readonly executor: Executor;
  /** Who comes with this credential; null without one. A bad one throws a CredentialError. */
  authenticate(authorization: string | undefined): Promise<Viewer | null>;
  /** A fresh context, for one delivered event. */
  contextFor(viewer: Viewer, requestId: string): GraphQLContext;
  readonly logger: Logger;
  /** Who does not answer a ping until the next one is cut off. Default 12,000 ms. */
  readonly keepAlive?: number;
  /** Default 100. */
  readonly maxSubscriptionsPerSocket?: number;
}

/** Subscriptions only: queries need not be longer, and they carry no files. */
const LONGEST_MESSAGE = 256 * 1024;
const DRAIN_MILLISECONDS = 2_000;

/**
 * Subscriptions over WebSocket (graphql-transport-ws). The credential comes in `connection_init`. What may run is
 * decided by the gate, as over HTTP; each event is executed in a fresh context.
 */
export function attachWebSocket(options: WebSocketOptions): { stop(): Promise<void> } {
  const { server, path, logger, keepAlive = 12_000 } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE, handleProtocols });
  const operations = createOperations(options);
  const graphql = makeServer<Record<string, unknown>, Connection>({
    ...operations,
    onConnect: async ({ connectionParams, extra: connection }) => {
      const authorization = authorizationIn(connectionParams);
      try {
        const viewer = await options.authenticate(authorization);
        if (!viewer) throw new CredentialError('Send an API key: { "authorization": "Bearer kontor_…" }.');
        connection.admit(viewer, authorization);
        return true;
      } catch (error) {
        if (!(error instanceof CredentialError)) throw error;
        connection.close(CloseCode.Forbidden, error.message);
        return false;
      }
    },
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== path) return refuse(socket, '404 Not Found');
    sockets.handleUpgrade(request, socket, head, (webSocket) => open(webSocket));
  };
  const open = (socket: WebSocket): void => {
    const connection = new Connection(socket, { logger, keepAlive });
    const closed = graphql.opened(connection, connection);
    socket.once('close', (code, reason) => {
      connection.closed();
      closed(code, String(reason)).catch((error: unknown) =>
        logger.error({ err: error }, 'Closing a WebSocket failed'),
      );
    });
  };
  server.on('upgrade', onUpgrade);

  return {
    async stop() {
      // Whoever comes back too soon is told so: without a listener Node would take the upgrade for a request.
      server.off('upgrade', onUpgrade);
      server.on('upgrade', (_request, socket: Duplex) => refuse(socket, '503 Service Unavailable'));
      const all = [...sockets.clients].map((socket) => drain(socket));
      await Promise.all(all);
      sockets.close();
    },
  };
}

/** Tells a client to come back (1001: graphql-ws clients retry), and does not wait for it for ever. */
async function drain(socket: WebSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => socket.terminate(), DRAIN_MILLISECONDS);
  socket.once('close', resolve);
  socket.close(1001, 'Going away');
  await promise;
  clearTimeout(timer);
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function authorizationIn(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = parameters?.['authorization'] ?? parameters?.['Authorization'];
  return typeof value === 'string' ? value : undefined;
}
