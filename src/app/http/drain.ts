import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** For how long a connection may have been silent and still be about to send its next request. */
const LIVELY_MILLISECONDS = 300;
/** Whoever sends on and on is not waited for longer than this. */
const DRAIN_MILLISECONDS = 3_000;

interface Connection {
  quietSince: number;
  /** Oldest first. More than one where the client pipelines: sends its next request before the last was answered. */
  readonly unanswered: ServerResponse[];
}

/**
 * Lets clients go without breaking a request. A server that just closes cuts keep-alive connections between an answer
 * and the next request, which may be under way: so first every answer says `Connection: close`, and connections that
 * have spoken lately are waited for.
 */
export function drainable(server: Server): { drain(): Promise<void> } {
  const connections = new Map<Socket, Connection>();
  let state: 'serving' | 'draining' | 'drained' = 'serving';
  let changed: () => void = () => undefined;

  server.on('connection', (socket: Socket) => {
    connections.set(socket, { quietSince: performance.now(), unanswered: [] });
    if (state === 'drained') hangUpIfQuiet(socket);
    socket.once('close', () => {
      connections.delete(socket);
      changed();
    });
  });
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(socket);
    if (!connection) return;
    connection.unanswered.push(response);
    if (state !== 'serving') sayFarewell(connection);
    response.once('close', () => {
      connection.unanswered.splice(connection.unanswered.indexOf(response), 1);
      connection.quietSince = performance.now();
      if (state === 'drained') hangUpIfQuiet(socket);
      changed();
    });
  });
  // What has become a WebSocket is told by its own protocol.
  server.on('upgrade', ({ socket }: IncomingMessage) => void connections.delete(socket));

  return {
    async drain() {
      state = 'draining';
      for (const connection of connections.values()) sayFarewell(connection);
      const deadline = performance.now() + DRAIN_MILLISECONDS;
      for (;;) {
        const now = performance.now();
        const waits = [...connections.values()].map(({ quietSince, unanswered }) =>
          unanswered.length === 0 ? quietSince + LIVELY_MILLISECONDS - now : Infinity,
        );
        const longest = Math.min(Math.max(0, ...waits), deadline - now);
        if (longest <= 0) break;
        await waitFor(longest);
      }
      state = 'drained';
      // Node waits a minute for the first request of a connection that was made in advance, as browsers do.
      for (const socket of connections.keys()) hangUpIfQuiet(socket);
    },
  };

  /** At once, or when it has been quiet for long enough. */
  function hangUpIfQuiet(socket: Socket): void {
    const connection = connections.get(socket);
    if (!connection || connection.unanswered.length > 0) return;
    const left = connection.quietSince + LIVELY_MILLISECONDS - performance.now();
    if (left <= 0) socket.destroy();
    else setTimeout(() => hangUpIfQuiet(socket), left);
  }

  function waitFor(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      changed = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** In the last answer of a connection only: Node hangs up behind it, whatever else it has read. */
function sayFarewell({ unanswered }: Connection): void {
  for (const response of unanswered) {
    if (response.headersSent) continue;
    if (response === unanswered.at(-1)) response.setHeader('connection', 'close');
    // Said when it was the last, by us or by Fastify.
    else response.removeHeader('connection');
  }
}
