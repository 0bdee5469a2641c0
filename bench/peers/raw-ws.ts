import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

// What a broadcast costs at the least with ws: no GraphQL, every socket is sent the same bytes.

const server = createServer((request, response) => {
  void broadcast(request).then(() => response.end());
});
const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });

/** `POST /?times=…`: the body, to every socket, so many times. */
async function broadcast(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  const message = Buffer.concat(chunks);
  const times = Number(new URL(request.url ?? '', 'http://bench').searchParams.get('times'));
  for (let time = 0; time < times; time += 1) {
    for (const socket of sockets.clients) socket.send(message, { binary: false });
    await setImmediate();
  }
}

server.listen(Number(process.env['PORT']), '127.0.0.1');
