import type { Server as HttpServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { CredentialError } from '../services/access/credential-error.ts';
import type { Viewer } from '../services/access/viewer.ts';
import type { SubscriptionsOptions } from './subscriptions/open.ts';
import type { StreamLimits } from './subscriptions/limits.ts';
import { Connection, TRY_AGAIN_LATER } from './websocket/connection.ts';
import { createOperations } from './websocket/operations.ts';

export interface WebSocketOptions extends SubscriptionsOptions, StreamLimits {
  readonly server: HttpServer;
  /** Only upgrades of this path are taken. */
  readonly path: string;
  /** Who comes with this credential; null without one. A bad one throws a CredentialError. */
  authenticate(authorization: string | undefined): Promise<Viewer | null>;
  readonly logger: Logger;
  readonly maxSubscriptionsPerSocket: number;
}

/** Subscriptions only: queries need not be longer, and they carry no files. */
const LONGEST_MESSAGE = 256 * 1024;
const DRAIN_MILLISECONDS = 2_000;

/**
 * Subscriptions over WebSocket (graphql-transport-ws). The credential comes in `connection_init`. What may run is
 * decided by the gate, as over HTTP; each event is executed in a fresh context.
 */
export function attachWebSocket(options: WebSocketOptions): { stop(): Promise<void> } {
  const { server, path, logger, socketLimit } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE,
    handleProtocols,
    // Frames are written as they are (websocket/connection), and compressing costs memory for every socket.
    perMessageDeflate: false,
  });
  const operations = createOperations(options);
  const graphql = makeServer<Record<string, unknown>, Connection>({
    ...operations,
    onConnect: async ({ connectionParams, extra: connection }) => {
      const authorization = authorizationIn(connectionParams);
      try {
        const viewer = await options.authenticate(authorization);
        if (!viewer) throw new CredentialError('Send an API key: { "authorization": "Bearer kontor_…" }.');
        const leave = socketLimit.take(viewer);
        if (leave) connection.admit(viewer, authorization, leave);
        else connection.close(TRY_AGAIN_LATER, socketLimit.refusal);
        return leave !== null;
      } catch (error) {
        if (!(error instanceof CredentialError)) throw error;
        connection.close(CloseCode.Forbidden, error.message);
        return false;
      }
    },
  });

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== path) return refuse(stream, '404 Not Found');
    sockets.handleUpgrade(request, stream, head, (socket) => open(socket, stream));
  };
  const open = (socket: WebSocket, stream: Duplex): void => {
    const connection = new Connection(socket, stream, options);
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
      server.on('upgrade', (_request, stream: Duplex) => refuse(stream, '503 Service Unavailable'));
      const all = [...sockets.clients].map((socket) => drain(socket));
      await Promise.all(all);
      sockets.close();
    },
  };
}

/** Tells a client to come back (1001: graphql-ws clients retry), and does not wait for it for ever. */
async function drain(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => socket.terminate(), DRAIN_MILLISECONDS);
  socket.once('close', resolve);
  socket.close(1001, 'Going away');
  await promise;
  clearTimeout(timer);
}

/** Nobody waits for the other side to hang up: a server that stops would wait with them. */
function refuse(stream: Duplex, status: string): void {
  // Node leaves the errors of a connection to whoever takes the upgrade.
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}

function authorizationIn(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = parameters?.['authorization'] ?? parameters?.['Authorization'];
  return typeof value === 'string' ? value : undefined;
}
