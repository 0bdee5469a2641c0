import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { messageStart, Payload } from '../../src/app/subscriptions/payload.ts';

const server = createServer();
const sockets = new WebSocketServer({ noServer: true });
let frame = '';

beforeAll(async () => {
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, () => void stream.write(frame, 'latin1'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** What a client makes of the frame. */
async function received(subscriptionId: string, name: string): Promise<unknown> {
  frame = new Payload({ data: { name } }, null).webSocketFrame(messageStart(subscriptionId));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [data] = (await once(client, 'message')) as [Buffer];
  client.terminate();
  return JSON.parse(data.toString('utf8'));
}

describe('the frame of an event', () => {
  it.each([
    ['a length in its first byte', 5],
    ['a length in two bytes', 300],
    ['a length in eight bytes', 70_000],
  ])('is whole with %s', async (_, length) => {
    const name = 'x'.repeat(length);
    expect(await received('1', name)).toEqual({ id: '1', type: 'next', payload: { data: { name } } });
  });

  it('keeps what is not Latin, in the id and in the result', async () => {
    const [id, name] = ['Straße "1" 📞', 'Ærøskøbing Łódź 東京 📠'];
    expect(await received(id, name)).toEqual({ id, type: 'next', payload: { data: { name } } });
  });
});
