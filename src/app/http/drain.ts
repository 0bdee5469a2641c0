import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** For how long a connection may have been silent and still be about to send its next request. */
const LIVELY_MILLISECONDS = 300;
/** Whoever sends on and on is not waited for longer than this. */
const DRAIN_MILLISECONDS = 3_000;

/**
 * Lets clients go without breaking a request. A server that just closes cuts keep-alive connections between an answer
 * and the next request, which may be under way: so first every answer says `Connection: close`, and connections that
 * have spoken lately are waited for.
 */
export function drainable(server: Server): { drain(): Promise<void> } {
  /** Since when each connection is quiet, or what it waits for. */
  const connections = new Map<Socket, number | ServerResponse>();
  let state: 'serving' | 'draining' | 'drained' = 'serving';
  let changed: () => void = () => undefined;

  server.on('connection', (socket: Socket) => {
    connections.set(socket, performance.now());
    if (state === 'drained') hangUpIfQuiet(socket);
    socket.once('close', () => {
      connections.delete(socket);
      changed();
    });
  });
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    connections.set(socket, response);
    if (state !== 'serving') sayFarewell(response);
    response.once('close', () => {
      if (connections.has(socket)) connections.set(socket, performance.now());
      changed();
    });
  });
  // What has become a WebSocket is told by its own protocol.
  server.on('upgrade', ({ socket }: IncomingMessage) => void connections.delete(socket));

  return {
    async drain() {
      state = 'draining';
      for (const each of connections.values()) if (typeof each !== 'number') sayFarewell(each);
      const deadline = performance.now() + DRAIN_MILLISECONDS;
      for (;;) {
        const now = performance.now();
        const waits = [...connections.values()].map((each) =>
          typeof each === 'number' ? each + LIVELY_MILLISECONDS - now : Infinity,
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
    const since = connections.get(socket);
    if (typeof since !== 'number') return;
    const left = since + LIVELY_MILLISECONDS - performance.now();
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

function sayFarewell(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
