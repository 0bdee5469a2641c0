import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameCounter } from './frames.ts';

export interface Subscription {
  readonly query: string;
  readonly variables: object;
}

export interface SubscribersOptions {
  readonly port: number;
  /** Addresses of their own for each crowd: ports of connections that were closed are not free at once. */
  readonly localAddress: string;
  readonly authorization: string;
  /** One for each subscriber; null: a plain WebSocket, which says nothing. */
  readonly subscriptions: readonly (Subscription | null)[];
}

/** How many connections are made at a time: the queue of a listening socket is short. */
const AT_ONCE = 100;

/**
 * Many subscribers that cost as little as possible, since they share the machine with what is measured: they count
 * frames and read none of them, apart from the first.
 */
export class Subscribers {
  readonly #options: SubscribersOptions;
  readonly #sockets: Socket[] = [];
  readonly #received: number[] = [];
  #total = 0;
  #wanted = Infinity;
  #reached: () => void = () => undefined;
  /** The first event of the first subscriber, as it came. */
  sample = Promise.withResolvers<string>();

  private constructor(options: SubscribersOptions) {
    this.#options = options;
  }

  static async connect(options: SubscribersOptions): Promise<Subscribers> {
    const subscribers = new Subscribers(options);
    const all = [...options.subscriptions.entries()];
    for (let first = 0; first < all.length; first += AT_ONCE) {
      await Promise.all(all.slice(first, first + AT_ONCE).map(([at, each]) => subscribers.#open(at, each)));
    }
    return subscribers;
  }

  /** How many of them have received something. */
  get reached(): number {
    return this.#received.filter((count) => count > 0).length;
  }

  get total(): number {
    return this.#total;
  }

  /** Settles when so many events more have come to all of them together. */
  async receive(events: number, within: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#wanted = this.#total + events;
    this.#reached = resolve;
    const timer = setTimeout(
      () => reject(new Error(`${this.#wanted - this.#total} of ${events} did not come in ${within} ms.`)),
      within,
    );
    await promise.finally(() => clearTimeout(timer));
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async #open(at: number, subscription: Subscription | null): Promise<void> {
    const { port, localAddress, authorization } = this.#options;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    await once(socket, 'connect');
    this.#sockets.push(socket);
    this.#received[at] = 0;
    socket.write(
      `GET /graphql HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${Buffer.from(randomUUID()).subarray(0, 16).toString('base64')}\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
    );
    const [head] = (await once(socket, 'data')) as [Buffer];
    if (!head.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(head.toString('latin1'));
    if (subscription) {
      socket.write(maskedFrame({ type: 'connection_init', payload: { authorization } }));
      const [ack] = (await once(socket, 'data')) as [Buffer];
      if (!ack.toString().includes('connection_ack')) throw new Error(ack.toString());
    }
    // Who does not answer a ping is cut off, as by any server.
    const pong = (): boolean => socket.write(PONG);
    const counter = new FrameCounter(pong, at === 0 ? (text) => this.sample.resolve(text) : undefined);
    socket.on('data', (chunk: Buffer) => this.#count(at, counter.count(chunk)));
    socket.on('error', () => socket.destroy());
    if (subscription)
      socket.write(maskedFrame({ id: randomUUID(), type: 'subscribe', payload: subscription }));
  }

  #count(at: number, frames: number): void {
    if (frames === 0) return;
    this.#received[at] = (this.#received[at] ?? 0) + frames;
    this.#total += frames;
    if (this.#total >= this.#wanted) this.#reached();
  }
}

/** Masked with a key of zeros, without a payload. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** As clients must: masked, here with a key of zeros, which changes nothing. */
function maskedFrame(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  const header = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0]);
  return Buffer.concat([header, payload]);
}
