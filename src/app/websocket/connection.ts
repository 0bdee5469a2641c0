import type { Duplex } from 'node:stream';
import { CloseCode, type WebSocket as GraphQLSocket } from 'graphql-ws';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { Viewer } from '../../services/access/viewer.ts';
import { whenExpired } from '../subscriptions/expiry.ts';
import { isUnavailable } from '../database/unavailable.ts';
import type { StreamLimits } from '../subscriptions/limits.ts';
import type { MessageStart, Payload } from '../subscriptions/payload.ts';
import type { Pulling } from './pulling.ts';

export interface ConnectionOptions extends Pick<StreamLimits, 'keepAlive' | 'maxBufferedBytes'> {
  readonly logger: Logger;
}

/** RFC 6455 calls it "try again later", and so clients of graphql-ws take it. */
export const TRY_AGAIN_LATER = 1013;

/** For whoever was cut off to take what was sent before, and the close frame with its cursor. */
const TIME_TO_LEAVE = 5_000;

/** One socket, as graphql-ws and the live groups see it: bounded, pinged, over when the credential is. */
export class Connection implements GraphQLSocket {
  readonly protocol: string;
  /** Of whoever is connected; null until `connection_init` was answered. */
  viewer: Viewer | null = null;
  authorization: string | undefined;
  readonly #socket: WebSocket;
  /** What the WebSocket writes to. Frames that are made already go there directly: nothing is compressed. */
  readonly #stream: Duplex;
  readonly #options: ConnectionOptions;
  readonly #pinging: NodeJS.Timeout;
  readonly #cleanups: (() => void)[] = [];
  /** By the client's id, until graphql-ws is done with it; null while it is being opened. */
  readonly #operations = new Map<string, Pulling | null>();
  #alive = true;
  /** Of frames that somebody waits for: they are one a subscription, and no sign of a slow client. */
  #awaitedBytes = 0;

  constructor(socket: WebSocket, stream: Duplex, options: ConnectionOptions) {
    this.protocol = socket.protocol;
    this.#socket = socket;
    this.#stream = stream;
    this.#options = options;
    socket.on('error', (error) => options.logger.debug({ err: error }, 'WebSocket failed'));
    socket.on('pong', () => (this.#alive = true));
    this.#pinging = setInterval(() => this.#ping(), options.keepAlive);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** `leave` is called once the socket is closed; a socket that is closed already has left. */
  admit(viewer: Viewer, authorization: string | undefined, leave: () => void): void {
    if (!this.isOpen) return leave();
    this.viewer = viewer;
    this.authorization = authorization;
    this.#cleanups.push(
      leave,
      whenExpired(viewer, () => this.expel('The API key has expired.')),
    );
  }

  /** How many are open or being opened; those that were unsubscribed meanwhile, too. */
  get operations(): number {
    return this.#operations.size;
  }

  /**
   * Not where one of this id is not over yet: also what was unsubscribed is being opened still, and graphql-ws, which
   * asks only for what is subscribed, would take the one for the other and never end the first.
   */
  begin(id: string): boolean {
    if (this.#operations.has(id)) return false;
    this.#operations.set(id, null);
    return true;
  }

  /** Over at once where the socket has begun to close meanwhile. */
  opened(id: string, pulling: Pulling): void {
    this.#operations.set(id, pulling);
    if (!this.isOpen) void pulling.return();
  }

  over(id: string): void {
    this.#operations.delete(id);
  }

  /** What graphql-ws has to say: answers, errors, ends. */
  send(data: string): Promise<void> {
    return new Promise((resolve) => {
      if (!this.isOpen) return resolve();
      const isSlow = this.#isSlow;
      // A failure comes with the socket's end, which ends the subscription.
      this.#socket.send(data, () => resolve());
      if (isSlow) this.#cutOff();
    });
  }

  /** What a subscription has pulled. Settles when the operating system has taken it: until then it pulls no further. */
  write(start: MessageStart, payload: Payload): Promise<void> {
    return new Promise((resolve) => {
      if (!this.isOpen) return resolve();
      const frame = payload.webSocketFrame(start);
      this.#awaitedBytes += frame.length;
      this.#stream.write(frame, 'latin1', () => {
        this.#awaitedBytes -= frame.length;
        resolve();
      });
    });
  }

  /** A subscription's share of what its group has made: it does not wait for anybody. */
  deliver(start: MessageStart, payload: Payload): void {
    if (!this.isOpen) return;
    const isSlow = this.#isSlow;
    this.#stream.write(payload.webSocketFrame(start), 'latin1');
    // Written all the same: the cursor is behind it.
    if (isSlow) this.#cutOff();
  }

  /** Its subscriptions end at once: who does not answer the close frame has half a minute, and they would read on for nobody. */
  close(code?: number, reason?: string): void {
    this.#socket.close(code, shortened(reason));
    for (const pulling of this.#operations.values()) void pulling?.return();
  }

  /** Ends the socket because of its credential. Clients of graphql-ws take this code for final and do not retry. */
  expel(reason: string): void {
    this.close(CloseCode.Unauthorized, reason);
  }

  onMessage(callback: (data: string) => Promise<void>): void {
    this.#socket.on('message', (data: RawData) => {
      // What comes after we have closed would start what nobody ends.
      if (!this.isOpen) return;
      callback(textOf(data)).catch((error: unknown) => {
        // The credential could not be looked up: no fault of the client's, who is to come back.
        if (isUnavailable(error)) return this.close(TRY_AGAIN_LATER, 'The database cannot be reached now');
        this.#options.logger.error({ err: error }, 'Unforeseen error while answering a WebSocket message');
        this.close(CloseCode.InternalServerError, 'Internal server error');
      });
    });
  }

  closed(): void {
    clearInterval(this.#pinging);
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
  }

  #ping(): void {
    if (!this.#alive) return this.#socket.terminate();
    this.#alive = false;
    this.#socket.ping();
  }

  /** Asked before anything is written: one frame above the limit must not cut off the fastest client again and again. */
  get #isSlow(): boolean {
    return this.#socket.bufferedAmount - this.#awaitedBytes > this.#options.maxBufferedBytes;
  }

  #cutOff(): void {
    const cursor = this.#cursor();
    this.#options.logger.info({ key: this.viewer?.name, cursor }, 'A slow subscriber was cut off');
    this.close(TRY_AGAIN_LATER, cursor === null ? 'Too slow' : `Too slow; continue after ${cursor}`);
    const timer = setTimeout(() => this.#socket.terminate(), TIME_TO_LEAVE);
    this.#cleanups.push(() => clearTimeout(timer));
  }

  /** From here none of its subscriptions misses anything; those that were further see some of it again. */
  #cursor(): string | null {
    const all = [...this.#operations.values()].filter((pulling) => pulling !== null);
    // Where one begins that is being opened only the client knows.
    if (all.length < this.#operations.size) return null;
    const followed = all
      .map(({ results }) => results.followed)
      .filter((subscription) => subscription !== null);
    const [first] = followed.toSorted((a, b) => a.seenTo - b.seenTo);
    return first?.cursor ?? null;
  }
}

/** With ws's default of `nodebuffer`, a message is one Buffer. */
function textOf(data: RawData): string {
  return (data as Buffer).toString('utf8');
}

/** A close frame takes 123 bytes. */
function shortened(reason: string | undefined): string | undefined {
  if (!reason || Buffer.byteLength(reason) <= 123) return reason;
  return Buffer.from(reason).subarray(0, 120).toString('utf8').replace(/�*$/, '…');
}
