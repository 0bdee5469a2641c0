import { once } from 'node:events';
import { Receiver } from 'ws';
import { messageStart, Payload } from '../../src/app/subscriptions/payload.ts';

/** What ws makes of the frame when it comes. */
async function received(subscriptionId: string, name: string): Promise<unknown> {
  const frame = new Payload({ data: { name } }, null).webSocketFrame(messageStart(subscriptionId));
  // A client receives what nobody has masked.
  const receiver = new Receiver({ isServer: false });
  const message = once(receiver, 'message');
  receiver.end(Buffer.from(frame, 'latin1'));
  const [data] = (await message) as [Buffer];
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
